//! Lists of all kinds of jobs with keyset pagination, and the details of one job. No transaction stays open between
//! pages.

use crate::db::{Name, Row, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::service::late::LateResult;
use crate::jobs::store::event::Event;
use crate::jobs::store::filter::columns;
use crate::jobs::{Filter, Kind, RemoteJob, Service, Status};
use crate::{moment, sql};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct JobLine {
    /// Which table.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// In one vocabulary; `None` for a label that another client made up.
    pub status: Option<Status>,
    /// As it stands in the table.
    pub native_status: String,
    /// What kind of work.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// The worker that has it.
    pub worker_id: Option<String>,
    /// What waits for it, or what it belongs to.
    pub parent: Option<String>,
    /// RFC 3339 in UTC.
    pub created_at: Option<String>,
    /// RFC 3339 in UTC.
    pub started_at: Option<String>,
    /// RFC 3339 in UTC.
    pub ended_at: Option<String>,
    /// Seconds since it was made, by the database's clock.
    pub age_seconds: Option<f64>,
    /// Why it failed, whole.
    pub error: Option<String>,
}

/// Order of a list. Jobs without a creation time, which other clients may write, come last in both orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub enum Order {
    /// Newest jobs first.
    #[default]
    #[serde(rename = "newest")]
    NewestFirst,
    /// Oldest jobs first.
    #[serde(rename = "oldest")]
    OldestFirst,
}

impl Order {
    /// The name in JSON and in options.
    pub const fn as_str(self) -> &'static str {
        match self {
            Order::NewestFirst => "newest",
            Order::OldestFirst => "oldest",
        }
    }
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Page {
    /// Newest first.
    pub jobs: Vec<JobLine>,
    /// What to ask for next; `None` at the end.
    pub next: Option<String>,
}

/// Everything that is known of a job.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct JobDetails {
    /// As it stands in a list.
    pub job: JobLine,
    /// The row of a remote job.
    pub remote: Option<RemoteJob>,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// Results that were refused.
    pub late_results: Vec<LateResult>,
}

/// The last job of a page, after which the next page begins.
struct Cursor {
    /// `None` if the job has no creation time.
    created_at: Option<DateTime<Utc>>,
    kind: Kind,
    id: String,
}

impl Cursor {
    fn parse(text: &str) -> Result<Cursor> {
        let broken = || Error::configuration(format!("'{text}' is no cursor: give the one that the page before ended with"));
        let mut parts = text.splitn(3, '~');
        let created_at = match parts.next() {
            Some("none") => None,
            time => Some(time.and_then(|t| t.parse().ok()).and_then(|t| moment::storable(t).ok()).ok_or_else(broken)?),
        };
        let kind = parts.next().and_then(|k| Kind::ALL.into_iter().find(|kind| kind.as_str() == k)).ok_or_else(broken)?;
        Ok(Cursor { created_at, kind, id: parts.next().ok_or_else(broken)?.to_string() })
    }

    fn of(line: &JobLine) -> String {
        format!("{}~{}~{}", line.created_at.as_deref().unwrap_or("none"), line.kind, line.id)
    }
}

impl JobLine {
    fn of(row: &Row) -> std::result::Result<JobLine, SqlError> {
        let kind: Kind = row.get("kind")?;
        let native_status: Option<String> = row.get("status")?;
        let native_status = native_status.unwrap_or_default();
        Ok(JobLine {
            kind,
            id: row.get("id")?,
            status: kind.status(&native_status),
            native_status,
            ty: row.get("type")?,
            worker_id: row.get("worker")?,
            parent: row.get("parent")?,
            created_at: row.get("created")?,
            started_at: row.get("started")?,
            ended_at: row.get("ended")?,
            age_seconds: row.get("age")?,
            error: row.get("error")?,
        })
    }
}

impl Service {
    fn line_columns(&self, kind: Kind) -> Sql {
        let c = columns(kind);
        let s = &self.session;
        let maybe = |column: Option<&'static str>| Sql::constant(column.unwrap_or("NULL"));
        sql!(
            "{kind} AS kind, t.id, t.status, {ty} AS type, {worker} AS worker, {parent} AS parent, {created} AS created, {started} AS started, \
             {ended} AS ended, {age} AS age, {error} AS error",
            kind,
            ty = maybe(c.ty),
            worker = maybe(c.worker),
            parent = Sql::constant(c.parent),
            created = s.iso_time("t.created_at"),
            started = s.iso_time(c.started),
            ended = s.iso_time(c.ended),
            age = s.age_seconds("t.created_at"),
            error = Sql::constant(c.error)
        )
    }

    async fn lines(&mut self, sql: &Sql) -> Result<Vec<JobLine>> {
        let rows = self.session.fetch(sql).await.doing("listing jobs")?;
        rows.iter().map(JobLine::of).collect::<std::result::Result<_, _>>().doing("listing jobs")
    }

    /// A page of jobs; `after` is the `next` of the previous page.
    pub async fn list(&mut self, filter: &Filter, order: Order, limit: usize, after: Option<&str>) -> Result<Page> {
        let cursor = after.map(Cursor::parse).transpose()?;
        let mut jobs = Vec::new();
        if cursor.as_ref().is_none_or(|c| c.created_at.is_some()) {
            jobs = self.page(filter, order, limit, cursor.as_ref(), sql!("t.created_at IS NOT NULL")).await?;
        }
        if jobs.len() <= limit {
            let cursor = cursor.as_ref().filter(|c| c.created_at.is_none());
            jobs.extend(self.page(filter, order, limit - jobs.len().min(limit), cursor, sql!("t.created_at IS NULL")).await?);
        }
        let has_more = jobs.len() > limit;
        jobs.truncate(limit);
        let next = if has_more { jobs.last().map(Cursor::of) } else { None };
        Ok(Page { jobs, next })
    }

    /// Up to `limit` + 1 jobs, in order.
    async fn page(&mut self, filter: &Filter, order: Order, limit: usize, cursor: Option<&Cursor>, part: Sql) -> Result<Vec<JobLine>> {
        let direction = Sql::constant(match order {
            Order::NewestFirst => "DESC",
            Order::OldestFirst => "ASC",
        });
        let mut looks = Vec::new();
        for kind in Kind::ALL {
            let Some(mut conditions) = filter.conditions(self, kind)? else { continue };
            conditions.push(part.clone());
            conditions.extend(cursor.map(|c| self.behind(c, kind, order)));
            looks.push(sql!(
                "SELECT {columns} FROM {table} t WHERE {conditions} ORDER BY t.created_at {direction}, t.id {direction} LIMIT {limit}",
                columns = self.line_columns(kind),
                table = Name::of(kind.table()),
                conditions = Sql::all_of(conditions),
                direction = &direction,
                limit = Sql::number(limit as u64 + 1)
            ));
        }
        if looks.is_empty() {
            return Ok(Vec::new());
        }
        let mut jobs = self.lines(&Sql::batch(looks)).await?;
        let along = |order: Order, a: std::cmp::Ordering| if order == Order::OldestFirst { a } else { a.reverse() };
        jobs.sort_by(|a, b| {
            let by_time = along(order, a.created_at.cmp(&b.created_at));
            by_time.then(a.kind.cmp(&b.kind)).then_with(|| along(order, a.id.cmp(&b.id)))
        });
        jobs.truncate(limit + 1);
        Ok(jobs)
    }

    /// The condition for jobs after the cursor. Order: time, then kind (always ascending), then id. Without row values,
    /// for which MariaDB scans the table.
    fn behind(&self, cursor: &Cursor, kind: Kind, order: Order) -> Sql {
        let sign = Sql::constant(match order {
            Order::NewestFirst => "<",
            Order::OldestFirst => ">",
        });
        let is_comparable = !self.session.takes_only_uuids(columns(kind).has_uuids) || uuid::Uuid::parse_str(&cursor.id).is_ok();
        let id = &cursor.id;
        let place = if is_comparable { kind.cmp(&cursor.kind) } else { std::cmp::Ordering::Less };
        let Some(time) = cursor.created_at else {
            return match place {
                std::cmp::Ordering::Equal => sql!("t.id {sign} {id}", sign, id),
                std::cmp::Ordering::Greater => sql!("1 = 1"),
                std::cmp::Ordering::Less => sql!("1 = 0"),
            };
        };
        match place {
            std::cmp::Ordering::Equal => {
                sql!("(t.created_at {sign} {time} OR (t.created_at = {time} AND t.id {sign} {id}))", sign, time, id)
            }
            std::cmp::Ordering::Greater => sql!("t.created_at {sign}= {time}", sign, time),
            std::cmp::Ordering::Less => sql!("t.created_at {sign} {time}", sign, time),
        }
    }

    /// Current state of jobs by their full ids; deleted jobs are omitted.
    pub async fn current_state(&mut self, jobs: &[(Kind, String)]) -> Result<Vec<JobLine>> {
        let mut looks = Vec::new();
        for kind in Kind::ALL {
            let ids: Vec<&String> = jobs.iter().filter(|(k, _)| *k == kind).map(|(_, id)| id).collect();
            if !ids.is_empty() {
                looks.push(sql!(
                    "SELECT {columns} FROM {table} t WHERE t.id IN ({ids})",
                    columns = self.line_columns(kind),
                    table = Name::of(kind.table()),
                    ids = Sql::list(ids)
                ));
            }
        }
        if looks.is_empty() { Ok(Vec::new()) } else { self.lines(&Sql::batch(looks)).await }
    }

    /// Up to 3 jobs of each kind whose id is `prefix` or begins with it.
    async fn find(&mut self, prefix: &str) -> Result<Vec<JobLine>> {
        let is_plain = !prefix.is_empty() && prefix.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let s = &self.session;
        let mut looks = Vec::new();
        for kind in Kind::ALL {
            let condition = match uuid::Uuid::parse_str(prefix) {
                Ok(_) if s.takes_only_uuids(!columns(kind).has_uuids) => sql!("t.id = {prefix}", prefix),
                Ok(_) => s.is_one_of("t.id", &[prefix.to_string()]),
                Err(_) if is_plain => {
                    let pattern = format!("{}%", prefix.to_lowercase().replace('_', "!_"));
                    sql!("LOWER({id}) LIKE {pattern} ESCAPE '!'", id = s.id_as_text("t.id"), pattern)
                }
                Err(_) => sql!("{id} = {prefix}", id = s.id_as_text("t.id"), prefix),
            };
            looks.push(sql!(
                "SELECT {columns} FROM {table} t WHERE {condition} ORDER BY t.id LIMIT 3",
                columns = self.line_columns(kind),
                table = Name::of(kind.table()),
                condition
            ));
        }
        self.lines(&Sql::batch(looks)).await
    }

    /// The only job whose id is `prefix` or begins with it.
    pub async fn resolve(&mut self, prefix: &str) -> Result<JobLine> {
        let mut found = self.find(prefix).await?;
        if let Some(at) = found.iter().position(|line| crate::jobs::service::settle::same_id(&line.id, prefix)) {
            return Ok(found.swap_remove(at));
        }
        if found.len() > 1 {
            let candidate = |line: &JobLine| {
                let age = line.age_seconds.map_or(String::new(), |seconds| format!(", {} old", moment::age(seconds)));
                format!("{} ({}, {}{age})", line.id, line.kind, line.native_status)
            };
            let shown: Vec<String> = found.iter().take(3).map(candidate).collect();
            let more = if found.len() > 3 { ", …" } else { "" };
            return Err(Error::configuration(format!(
                "'{prefix}' is the beginning of more than one id: {}{more}; give more characters",
                shown.join(", ")
            )));
        }
        found.pop().ok_or_else(|| Error::NotFound { what: format!("job {prefix}") })
    }

    /// The id of the ingestion job that `text` names: a unique beginning of an id is completed; any other text is returned as it
    /// is, since clients choose it freely.
    ///
    /// # Errors
    /// `text` is the beginning of several ids.
    pub async fn ingestion_id(&mut self, text: &str) -> Result<String> {
        let is_beginning = (8..32).contains(&text.len()) && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        if !is_beginning {
            return Ok(text.to_string());
        }
        let doing = "searching for the ingestion job";
        let sql = sql!("SELECT id FROM jobs WHERE {begins} LIMIT 2", begins = self.session.id_begins("id", text));
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        match &rows[..] {
            [] => Ok(text.to_string()),
            [one] => one.get("id").doing(doing),
            _ => Err(Error::configuration(format!(
                "'{text}' is the beginning of more than one id of an ingestion job; give more characters"
            ))),
        }
    }

    /// Details of a job: its row, events and late results; for a deleted job, what its events say.
    pub async fn show(&mut self, prefix: &str) -> Result<JobDetails> {
        let job = match self.resolve(prefix).await {
            Ok(job) => job,
            Err(Error::NotFound { what }) => return self.gone(prefix).await?.ok_or(Error::NotFound { what }),
            Err(error) => return Err(error),
        };
        let sql = sql!(
            "SELECT {columns} FROM job_events WHERE job_id = {id} AND kind = {kind} ORDER BY at, id",
            columns = Event::columns(&self.session),
            id = &job.id,
            kind = job.kind
        );
        let doing = "reading the events of a job";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let events = rows.iter().map(Event::of).collect::<std::result::Result<_, _>>().doing(doing)?;
        let (mut remote, mut late_results) = (None, Vec::new());
        if job.kind == Kind::Remote {
            remote = self.remote_job(&job.id).await?;
            late_results = self.late_results(Some(&job.id), 100).await?;
        }
        Ok(JobDetails { job, remote, events, late_results })
    }
}
