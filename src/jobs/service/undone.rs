//! What has become of the jobs of an operation that is to be undone.

use super::undo_others::Recorded;
use crate::db::{Row, Sql};
use crate::error::SqlError;
use crate::jobs::store::event::before_events_of;
use crate::jobs::{Action, Kind, Service};
use crate::sql;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// An archived job, and what has become of it.
pub(super) struct Archived {
    pub id: String,
    action: String,
    /// Status before the operation.
    pub before: String,
    /// Status now; `None` if the job does not exist.
    pub now: Option<String>,
    is_claimed_since: bool,
    /// Whether a requeued job was started since.
    has_attempt: bool,
    is_overdue: bool,
    is_changed_since: bool,
    has_late_result: bool,
}

impl Archived {
    pub(super) fn of(row: &Row) -> std::result::Result<Archived, SqlError> {
        Ok(Archived {
            id: row.get("id")?,
            action: row.get("action")?,
            before: row.get("before_status")?,
            now: row.get("now_status")?,
            is_claimed_since: row.get("is_claimed_since")?,
            has_attempt: row.get("has_attempt")?,
            is_overdue: row.get("is_overdue")?,
            is_changed_since: row.get("is_changed_since")?,
            has_late_result: row.get("has_late_result")?,
        })
    }

    /// Why the job can't be restored, if so.
    pub(super) fn refusal(&self) -> Option<String> {
        let was_active = matches!(self.before.as_str(), "pending" | "processing");
        let now = match (&self.now, self.action.as_str()) {
            (Some(now), "purge") => return Some(format!("a job with this id exists again: it is {now}")),
            (None, "purge") => return None,
            (None, _) => return Some("it was deleted since".into()),
            (Some(now), _) => now.as_str(),
        };
        let left = if self.action == Action::Cancel.as_str() { "cancelled" } else { "pending" };
        if now != left {
            return Some(format!("it is {now} now"));
        }
        if self.is_claimed_since {
            return Some("a worker has claimed it since".into());
        }
        if self.is_changed_since || self.has_attempt {
            return Some("it was changed since".into());
        }
        if self.before == "processing" && self.has_late_result {
            return Some("its worker has submitted a late result; accept it with: morag-db jobs late accept".into());
        }
        (was_active && self.is_overdue)
            .then(|| format!("it was {}, and its deadline has passed: requeue it with: morag-db jobs requeue {}", self.before, self.id))
    }
}

/// What the events tell of an operation and its undos.
pub(super) struct RecordedJobs {
    /// Ids of remote jobs that no undo has restored, in the order of the operation.
    pub remote: Vec<String>,
    /// Jobs of other kinds, likewise.
    pub others: BTreeMap<Kind, Vec<Recorded>>,
    /// Kind and id of the jobs that an undo has restored.
    pub undone: HashSet<(Kind, String)>,
}

impl Service {
    /// The rows of the archive of one operation, all or those of `ids`, each with what has become of the job.
    pub(super) fn archived_jobs(&self, operation: &str, ids: Option<&[String]>) -> Sql {
        let s = &self.session;
        let id = s.id_as_text("a.id");
        sql!(
            "SELECT a.id, a.action, a.status AS before_status, r.status AS now_status, \
             CASE WHEN COALESCE(r.claim_seq, 0) <> COALESCE(a.claim_seq, 0) THEN 1 ELSE 0 END AS is_claimed_since, \
             CASE WHEN a.action = 'requeue' AND (r.started_at IS NOT NULL OR r.completed_at IS NOT NULL OR r.worker_id IS NOT NULL \
             OR r.error_message IS NOT NULL OR r.result_data IS NOT NULL OR COALESCE(r.retry_count, 0) NOT IN (0, COALESCE(a.retry_count, 0))) \
             THEN 1 ELSE 0 END AS has_attempt, \
             CASE WHEN a.timeout_at < {now} THEN 1 ELSE 0 END AS is_overdue, \
             CASE WHEN EXISTS (SELECT 1 FROM job_events e WHERE e.job_id = {id} AND e.at >= a.archived_at AND e.kind = 'remote' \
             AND (e.operation_id IS NULL OR e.operation_id <> a.operation_id)) THEN 1 ELSE 0 END AS is_changed_since, \
             CASE WHEN EXISTS (SELECT 1 FROM job_late_results k WHERE k.job_id = {id} AND k.accepted_at IS NULL AND k.claim_seq = a.claim_seq) \
             THEN 1 ELSE 0 END AS has_late_result FROM job_archive a LEFT JOIN remote_jobs r ON r.id = a.id WHERE a.operation_id = {operation}{these}",
            now = s.now(),
            id,
            operation,
            these = ids.map_or(Sql::default(), |ids| sql!(" AND {these}", these = s.is_one_of("a.id", ids)))
        )
    }

    pub(super) async fn recorded(&mut self, operation: &str, undos: &[String]) -> std::result::Result<RecordedJobs, SqlError> {
        let sql = sql!(
            "SELECT kind, job_id, to_status, operation_id, CASE WHEN kind = 'remote' THEN NULL ELSE detail END AS detail FROM job_events \
             WHERE id >= {first} AND operation_id IN ({operations}) ORDER BY id",
            first = before_events_of(operation),
            operations = Sql::list(std::iter::once(operation).chain(undos.iter().map(String::as_str)))
        );
        let rows = self.session.fetch(&sql).await?;
        let mut recorded = RecordedJobs { remote: Vec::new(), others: BTreeMap::new(), undone: HashSet::new() };
        let key = |row: &Row| Ok::<_, SqlError>((row.get::<Kind>("kind")?, row.get::<String>("job_id")?));
        for row in &rows {
            if row.get::<String>("operation_id")? != operation {
                recorded.undone.insert(key(row)?);
            }
        }
        for row in &rows {
            let (kind, id) = key(row)?;
            if row.get::<String>("operation_id")? != operation || recorded.undone.contains(&(kind, id.clone())) {
                continue;
            }
            if kind == Kind::Remote {
                recorded.remote.push(id);
            } else {
                let detail: Option<Value> = row.get("detail")?;
                recorded.others.entry(kind).or_default().push(Recorded::of(id, row.get("to_status")?, detail.unwrap_or_default()));
            }
        }
        Ok(recorded)
    }
}
