//! What an operator sets for a type of jobs: pauses and limits. Claims check both in the statement that claims.

use crate::db::claims::{MOST_SLOTS, is_paused};
use crate::db::{Locked, Row, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::{CAP, CONTENT_TYPES, Service};
use crate::moment;
use crate::sql;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// A pause: claims get no job of the type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Pause {
    /// Who paused it.
    pub by: String,
    /// Since when, RFC 3339 in UTC.
    pub since: Option<String>,
    /// Until when; `None` until somebody resumes it.
    pub until: Option<String>,
    /// The operator's reason.
    pub reason: Option<String>,
    /// Number of pending jobs that reach their deadline before it ends, counted up to 10,001; without an end, that have a deadline.
    pub expiring: u64,
}

/// What is set for a type of remote jobs, and how its jobs stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct TypeSetting {
    /// The content type.
    #[serde(rename = "type")]
    pub ty: String,
    /// The pause, if it is paused now.
    pub pause: Option<Pause>,
    /// Maximum number of jobs that run at once over all workers; `None` without a limit.
    pub running_limit: Option<u32>,
    /// Number of jobs that run now.
    pub running: u64,
    /// Number of pending jobs, counted up to 10,001.
    pub pending: u64,
}

/// A change of what is set for a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeChange {
    /// Claims get no job of the type.
    Pause {
        /// The end of the pause; `None` until somebody resumes the type.
        until: Option<DateTime<Utc>>,
    },
    /// Claims get jobs of the type again.
    Resume,
    /// At most so many jobs of the type run at once; `None` removes the limit.
    Limit(Option<u32>),
}

impl TypeSetting {
    /// The limit, if as many jobs run as may.
    pub fn reached_limit(&self) -> Option<u32> {
        self.running_limit.filter(|limit| self.running >= u64::from(*limit))
    }
}

impl TypeChange {
    /// Name of the operation that records the change.
    fn action(&self) -> &'static str {
        match self {
            TypeChange::Pause { .. } => "pause",
            TypeChange::Resume => "resume",
            TypeChange::Limit(Some(_)) => "limits set",
            TypeChange::Limit(None) => "limits clear",
        }
    }
}

impl Service {
    /// What is set for each content type.
    pub async fn type_settings(&mut self) -> Result<Vec<TypeSetting>> {
        let s = &self.session;
        let look = |ty: &&str| {
            sql!(
                "SELECT c.content_type, y.paused_by, y.pause_reason, {since} AS since, {until} AS until, y.running_limit, \
                 CASE WHEN {paused} THEN 1 ELSE 0 END AS is_paused, \
                 (SELECT count(*) FROM (SELECT 1 FROM job_types y JOIN remote_jobs r ON r.content_type = y.content_type \
                 WHERE y.content_type = {ty} AND {paused} AND r.status = 'pending' AND r.content_type = {ty} \
                 AND r.timeout_at IS NOT NULL AND (y.paused_until IS NULL OR r.timeout_at < y.paused_until) LIMIT {most}) t) AS expiring, \
                 (SELECT count(*) FROM remote_jobs r WHERE r.status = 'processing' AND r.content_type = {ty}) AS running, \
                 (SELECT count(*) FROM (SELECT 1 FROM remote_jobs r WHERE r.status = 'pending' AND r.content_type = {ty} LIMIT {most}) t) AS pending \
                 FROM (SELECT {ty} AS content_type) c LEFT JOIN job_types y ON y.content_type = {ty}",
                since = s.iso_time("y.paused_at"),
                until = s.iso_time("y.paused_until"),
                paused = is_paused(s.now()),
                most = Sql::number(CAP + 1),
                ty = *ty
            )
        };
        let doing = "reading what is set for types of jobs";
        let rows = self.session.fetch(&Sql::batch(CONTENT_TYPES.iter().map(look))).await.doing(doing)?;
        let setting = |row: &Row| {
            let pause = Pause {
                by: row.get::<Option<String>>("paused_by")?.unwrap_or_default(),
                since: row.get("since")?,
                until: row.get("until")?,
                reason: row.get("pause_reason")?,
                expiring: row.get("expiring")?,
            };
            Ok(TypeSetting {
                ty: row.get("content_type")?,
                pause: row.get::<bool>("is_paused")?.then_some(pause),
                running_limit: row.get("running_limit")?,
                running: row.get("running")?,
                pending: row.get("pending")?,
            })
        };
        rows.iter().map(setting).collect::<std::result::Result<_, SqlError>>().doing(doing)
    }

    /// Changes what is set for these types, and records the operation.
    ///
    /// # Errors
    /// A type that does not exist, a limit above 10,000, or a time that not every engine can hold.
    pub async fn change_types(&mut self, types: &[String], change: &TypeChange, reason: Option<&str>) -> Result<()> {
        if let Some(unknown) = types.iter().find(|ty| !CONTENT_TYPES.contains(&ty.as_str())) {
            return Err(Error::configuration(format!("there is no content type '{unknown}': the types are {}", CONTENT_TYPES.join(", "))));
        }
        if let TypeChange::Pause { until: Some(until) } = change {
            moment::storable(*until).map_err(Error::configuration)?;
        }
        if let TypeChange::Limit(Some(limit)) = change
            && *limit > MOST_SLOTS
        {
            let clear = "for no limit: morag-db jobs limits clear";
            return Err(Error::configuration(format!("a limit is at most {MOST_SLOTS}, not {limit}; {clear}")));
        }
        let mut types = types.to_vec();
        types.sort();
        types.dedup();
        let types = types.as_slice();
        // an empty reason is none
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        self.known_types = None;
        let changed = self.with_retries(async |s| s.try_change_types(types, change, reason).await).await;
        match changed {
            // another session has created the same row
            Err(answer) if answer.is_duplicate() => self.with_retries(async |s| s.try_change_types(types, change, reason).await).await,
            changed => changed,
        }
        .doing("changing what is set for types of jobs")
    }

    async fn try_change_types(&mut self, types: &[String], change: &TypeChange, reason: Option<&str>) -> std::result::Result<(), SqlError> {
        let s = &self.session;
        let there = sql!(
            "{begin}; SELECT content_type FROM job_types WHERE content_type IN ({types}) ORDER BY content_type{lock}",
            begin = s.begin_work(),
            types = Sql::list(types),
            lock = s.for_update(Locked::Wait)
        );
        let rows = self.session.fetch(&there).await?;
        let there: Vec<String> = rows.iter().map(|row| row.get("content_type")).collect::<std::result::Result<_, _>>()?;
        let s = &self.session;
        let missing = types.iter().filter(|ty| !there.contains(*ty));
        let mut statements: Vec<Sql> = missing.map(|ty| sql!("INSERT INTO job_types (content_type) VALUES ({ty})", ty)).collect();
        let set = match change {
            TypeChange::Pause { until } => sql!(
                "paused_at = {now}, paused_until = {until}, paused_by = {by}, pause_reason = {reason}",
                now = s.now(),
                until = until.map_or(sql!("NULL"), |until| sql!("{until}", until)),
                by = &self.actor,
                reason
            ),
            TypeChange::Resume => sql!("paused_at = NULL, paused_until = NULL, paused_by = NULL, pause_reason = NULL"),
            TypeChange::Limit(limit) => sql!("running_limit = {limit}", limit = limit.map(i64::from)),
        };
        statements.push(sql!("UPDATE job_types SET {set} WHERE content_type IN ({types})", set, types = Sql::list(types)));
        statements.push(sql!(
            "INSERT INTO job_operations (id, action, actor, reason, planned, changed, finished_at, filter) \
             VALUES ({operation}, {action}, {actor}, {reason}, {count}, {count}, {now}, {filter})",
            operation = uuid::Uuid::now_v7(),
            action = change.action(),
            actor = &self.actor,
            reason,
            count = types.len() as i64,
            now = s.now(),
            filter = &serde_json::json!({"confirmed_by": "listed_types", "filter": {"types": types, "change": described(change)}})
        ));
        statements.push(sql!("COMMIT"));
        self.session.execute(&Sql::batch(statements)).await.map(drop)
    }
}

/// A change as the operation's record has it.
fn described(change: &TypeChange) -> serde_json::Value {
    match change {
        TypeChange::Pause { until } => serde_json::json!({"pause": {"until": until.map(|until| until.to_rfc3339())}}),
        TypeChange::Resume => serde_json::json!("resume"),
        TypeChange::Limit(limit) => serde_json::json!({"running": limit}),
    }
}
