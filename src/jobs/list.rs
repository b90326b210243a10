//! Looking: lists of all kinds by key, page after page, and one job's whole story. No transaction stays open between looks.

use super::event::Event;
use super::late::LateResult;
use super::{Kind, RemoteJob, Service, Status};
use crate::backend::cells;
use crate::backend::jobs::{as_text, takes_only_uuids, time_literal};
use crate::error::{Doing, Error, Result};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::time::Duration;

/// Which jobs. Everything that is given must hold; an empty list means any.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Filter {
    /// Of these kinds.
    pub kinds: Vec<Kind>,
    /// In one of these statuses.
    pub statuses: Vec<Status>,
    /// Of one of these types.
    pub types: Vec<String>,
    /// Of this worker.
    pub worker: Option<String>,
    /// Of this ingestion job.
    pub ingestion_task: Option<String>,
    /// With this text in the error.
    pub error: Option<String>,
    /// Made after this.
    pub created_after: Option<DateTime<Utc>>,
    /// Made before this.
    pub created_before: Option<DateTime<Utc>>,
    /// Made so long ago at least, in seconds.
    #[serde(with = "seconds")]
    pub older_than: Option<Duration>,
}

mod seconds {
    use std::time::Duration;

    pub fn serialize<S: serde::Serializer>(value: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&value.map(|d| d.as_secs_f64()), serializer)
    }
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// Who has it.
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

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page {
    /// Newest first.
    pub jobs: Vec<JobLine>,
    /// What to ask for next; `None` at the end.
    pub next: Option<String>,
}

/// Everything that is known of a job.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Story {
    /// As it stands in a list.
    pub job: JobLine,
    /// The row of a remote job.
    pub remote: Option<RemoteJob>,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// Results that were refused.
    pub late_results: Vec<LateResult>,
}

/// What the columns of a kind are called.
struct Columns {
    ty: &'static str,
    worker: &'static str,
    parent: &'static str,
    started: &'static str,
    ended: &'static str,
    error: &'static str,
    has_uuids: bool,
}

fn columns(kind: Kind) -> Columns {
    match kind {
        Kind::Remote => Columns {
            ty: "t.content_type",
            worker: "t.worker_id",
            parent: "t.ingestion_task_id",
            started: "t.started_at",
            ended: "t.completed_at",
            error: "t.error_message",
            has_uuids: true,
        },
        Kind::Ingest => Columns {
            ty: "t.document_type",
            worker: "NULL",
            parent: "t.document_id",
            started: "t.start_date",
            ended: "t.end_date",
            error: "CASE WHEN t.status = 'FAILED' THEN t.summary END",
            has_uuids: false,
        },
        Kind::Processing => Columns {
            ty: "t.job_type",
            worker: "NULL",
            parent: "t.conversation_id",
            started: "t.started_at",
            ended: "t.completed_at",
            error: "t.error_message",
            has_uuids: true,
        },
        Kind::TaskRun => Columns {
            ty: "NULL",
            worker: "NULL",
            parent: "t.task_id",
            started: "t.started_at",
            ended: "t.completed_at",
            error: "t.error_message",
            has_uuids: false,
        },
    }
}

/// Where a page ended.
struct Cursor {
    created_at: DateTime<Utc>,
    kind: Kind,
    id: String,
}

impl Cursor {
    fn parse(text: &str) -> Result<Cursor> {
        let broken = || Error::configuration(format!("'{text}' is no cursor: give the one that the page before ended with"));
        let mut parts = text.splitn(3, '~');
        let time = parts.next().and_then(|t| t.parse().ok()).ok_or_else(broken)?;
        let kind = parts.next().and_then(|k| Kind::ALL.into_iter().find(|kind| kind.as_str() == k)).ok_or_else(broken)?;
        Ok(Cursor { created_at: time, kind, id: parts.next().ok_or_else(broken)?.to_string() })
    }

    fn of(line: &JobLine) -> Option<String> {
        line.created_at.as_ref().map(|time| format!("{time}~{}~{}", line.kind, line.id))
    }
}

impl Filter {
    /// The only translation of a filter into SQL: conditions on `t`, or `None` where no row of this kind can match.
    pub(super) fn conditions(&self, service: &Service, kind: Kind) -> Option<Vec<String>> {
        let s = &service.session;
        let c = columns(kind);
        if !self.kinds.is_empty() && !self.kinds.contains(&kind) {
            return None;
        }
        let mut all = Vec::new();
        if !self.statuses.is_empty() {
            let labels: Vec<String> =
                self.statuses.iter().flat_map(|status| kind.labels(*status)).map(|label| format!("'{label}'")).collect();
            if labels.is_empty() {
                return None;
            }
            all.push(format!("t.status IN ({})", labels.join(", ")));
        }
        let mut exactly = |column: &str, values: Vec<&String>| -> Option<()> {
            if values.is_empty() {
                return Some(());
            }
            if column == "NULL" {
                return None;
            }
            let literals: Vec<String> = values.iter().map(|v| s.text(v)).collect();
            all.push(format!("{column} IN ({})", literals.join(", ")));
            Some(())
        };
        exactly(c.ty, self.types.iter().collect())?;
        exactly(c.worker, self.worker.iter().collect())?;
        exactly(if kind == Kind::Remote { c.parent } else { "NULL" }, self.ingestion_task.iter().collect())?;
        if let Some(text) = &self.error {
            let escaped = text.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
            all.push(format!("LOWER({}) LIKE {} ESCAPE '!'", c.error, s.text(&format!("%{escaped}%"))));
        }
        all.extend(self.created_after.map(|time| format!("t.created_at > {}", time_literal(s.backend(), time))));
        all.extend(self.created_before.map(|time| format!("t.created_at < {}", time_literal(s.backend(), time))));
        all.extend(self.older_than.map(|age| format!("{} >= {}", s.age_seconds("t.created_at"), age.as_secs_f64())));
        Some(all)
    }
}

impl Service {
    fn line_columns(&self, kind: Kind) -> String {
        let c = columns(kind);
        let s = &self.session;
        let time = |column: &str| s.iso_time(column);
        format!(
            "'{kind}', t.id, t.status, {}, {}, {}, {}, {}, {}, {}, {}",
            c.ty,
            c.worker,
            c.parent,
            time("t.created_at"),
            time(c.started),
            time(c.ended),
            s.age_seconds("t.created_at"),
            c.error
        )
    }

    async fn lines(&mut self, sql: &str) -> Result<Vec<JobLine>> {
        let rows = self.session.query(sql).await.doing("listing jobs")?;
        let line = |row: crate::backend::Row| {
            let mut cell = cells(row, 11);
            let kind_name = cell().unwrap_or_default();
            let kind = Kind::ALL.into_iter().find(|k| k.as_str() == kind_name)?;
            let (id, native_status) = (cell().unwrap_or_default(), cell());
            let native_status = native_status.unwrap_or_default();
            Some(JobLine {
                kind,
                id,
                status: kind.status(&native_status),
                native_status,
                ty: cell(),
                worker_id: cell(),
                parent: cell(),
                created_at: cell(),
                started_at: cell(),
                ended_at: cell(),
                age_seconds: cell().and_then(|n| n.parse().ok()),
                error: cell(),
            })
        };
        Ok(rows.into_iter().filter_map(line).collect())
    }

    /// A page of jobs, newest first; `after` is the cursor that the page before ended with.
    pub async fn list(&mut self, filter: &Filter, limit: usize, after: Option<&str>) -> Result<Page> {
        let cursor = after.map(Cursor::parse).transpose()?;
        let mut looks = Vec::new();
        for kind in Kind::ALL {
            let Some(mut conditions) = filter.conditions(self, kind) else { continue };
            conditions.extend(cursor.as_ref().map(|c| self.behind(c, kind)));
            let condition = if conditions.is_empty() { "1 = 1".into() } else { conditions.join(" AND ") };
            looks.push(format!(
                "SELECT {} FROM {} t WHERE {condition} ORDER BY t.created_at DESC, t.id DESC LIMIT {}",
                self.line_columns(kind),
                kind.table(),
                limit + 1
            ));
        }
        if looks.is_empty() {
            return Ok(Page::default());
        }
        let mut jobs = self.lines(&looks.join("; ")).await?;
        jobs.sort_by(|a, b| b.created_at.cmp(&a.created_at).then(a.kind.cmp(&b.kind)).then(b.id.cmp(&a.id)));
        let has_more = jobs.len() > limit;
        jobs.truncate(limit);
        let next = if has_more { jobs.last().and_then(Cursor::of) } else { None };
        Ok(Page { jobs, next })
    }

    /// Newer first, kinds in their order, ids downwards. Written out, since MariaDB scans for a row value.
    fn behind(&self, cursor: &Cursor, kind: Kind) -> String {
        let backend = self.session.backend();
        let time = time_literal(backend, cursor.created_at);
        let is_comparable = !takes_only_uuids(backend, columns(kind).has_uuids) || uuid::Uuid::parse_str(&cursor.id).is_ok();
        match kind.cmp(&cursor.kind) {
            std::cmp::Ordering::Equal if is_comparable => {
                format!("(t.created_at < {time} OR (t.created_at = {time} AND t.id < {}))", self.session.text(&cursor.id))
            }
            std::cmp::Ordering::Greater => format!("t.created_at <= {time}"),
            _ => format!("t.created_at < {time}"),
        }
    }

    /// The ids that begin with `prefix`, of all kinds; a whole id is one of them.
    async fn find(&mut self, prefix: &str) -> Result<Vec<JobLine>> {
        let is_plain = !prefix.is_empty() && prefix.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let backend = self.session.backend();
        let mut looks = Vec::new();
        for kind in Kind::ALL {
            let condition = match uuid::Uuid::parse_str(prefix) {
                Ok(_) => {
                    let ids = [prefix.to_string()];
                    if takes_only_uuids(backend, !columns(kind).has_uuids) {
                        format!("t.id = {}", self.session.text(prefix))
                    } else {
                        self.session.is_one_of("t.id", &ids)
                    }
                }
                Err(_) if is_plain => {
                    let escaped = prefix.to_lowercase().replace('_', "!_");
                    format!("LOWER({}) LIKE {} ESCAPE '!'", as_text(backend, "t.id"), self.session.text(&format!("{escaped}%")))
                }
                Err(_) => format!("{} = {}", as_text(backend, "t.id"), self.session.text(prefix)),
            };
            looks.push(format!("SELECT {} FROM {} t WHERE {condition} ORDER BY t.id LIMIT 3", self.line_columns(kind), kind.table()));
        }
        self.lines(&looks.join("; ")).await
    }

    /// The one job whose id is, or begins with, `prefix`.
    pub async fn resolve(&mut self, prefix: &str) -> Result<JobLine> {
        let mut found = self.find(prefix).await?;
        if let Some(at) = found.iter().position(|line| super::settle::same_id(&line.id, prefix)) {
            return Ok(found.swap_remove(at));
        }
        if found.len() > 1 {
            let ids: Vec<String> = found.iter().take(3).map(|l| l.id.clone()).collect();
            return Err(Error::configuration(format!("'{prefix}' begins more than one id ({}, …): give more of it", ids.join(", "))));
        }
        found.pop().ok_or_else(|| Error::NotFound { what: format!("job {prefix}") })
    }

    /// The whole story of a job.
    pub async fn show(&mut self, prefix: &str) -> Result<Story> {
        let job = self.resolve(prefix).await?;
        let s = &self.session;
        let events = format!(
            "SELECT {}, action, from_status, to_status, claim_seq, worker_id, actor, operation_id, reason, detail FROM job_events \
             WHERE job_id = {} AND kind = '{}' ORDER BY at, id",
            s.iso_time("at"),
            s.text(&job.id),
            job.kind
        );
        let rows = self.session.query(&events).await.doing("reading the events of a job")?;
        let event = |row: crate::backend::Row| {
            let mut cell = cells(row, 10);
            Event {
                at: cell(),
                action: cell().unwrap_or_default(),
                from: cell(),
                to: cell(),
                claim_seq: cell().and_then(|n| n.parse().ok()),
                worker_id: cell(),
                actor: cell().unwrap_or_default(),
                operation_id: cell(),
                reason: cell(),
                detail: cell().and_then(|d| serde_json::from_str(&d).ok()),
            }
        };
        let events = rows.into_iter().map(event).collect();
        let (mut remote, mut late_results) = (None, Vec::new());
        if job.kind == Kind::Remote {
            let s = &self.session;
            let sql =
                format!("SELECT {} FROM remote_jobs r WHERE {}", RemoteJob::columns(s), s.is_one_of("r.id", std::slice::from_ref(&job.id)));
            remote = self.session.query(&sql).await.doing("reading a job")?.pop().map(RemoteJob::of);
            late_results = self.late_results(Some(&job.id), 100).await?;
        }
        Ok(Story { job, remote, events, late_results })
    }
}
