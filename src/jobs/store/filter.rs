//! Job filters, their only translation into SQL, and the column names of each kind.

use crate::db::Sql;
use crate::error::{Error, Result};
use crate::jobs::{Kind, Service, Status};
use crate::{moment, sql};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::time::Duration;

/// A filter for jobs. All given conditions must hold; an empty list matches any value.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Filter {
    /// Kinds of jobs.
    pub kinds: Vec<Kind>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Types.
    pub types: Vec<String>,
    /// Name of the worker.
    pub worker: Option<String>,
    /// Id of the ingestion job.
    pub ingestion_task: Option<String>,
    /// Text that the error contains.
    pub error: Option<String>,
    /// Fingerprint of the error, as [`Service::failures`] reports it.
    pub fingerprint: Option<String>,
    /// Created after this time.
    pub created_after: Option<DateTime<Utc>>,
    /// Created before this time.
    pub created_before: Option<DateTime<Utc>>,
    /// Ended after this time. Jobs that have not ended never match.
    pub ended_after: Option<DateTime<Utc>>,
    /// Ended before this time, likewise.
    pub ended_before: Option<DateTime<Utc>>,
    /// Past the deadline, and neither ended nor swept; remote jobs only.
    pub overdue: bool,
    /// Values in `task_options`: the keys of nested objects from the outside in, and the value. The value matches a JSON
    /// string; `true`, `false`, `null` and numbers also match the JSON value. Arrays and objects never match.
    pub options: Vec<(Vec<String>, String)>,
    /// Minimum age, serialized in seconds.
    #[serde(with = "seconds")]
    pub older_than: Option<Duration>,
}

mod seconds {
    use std::time::Duration;

    pub fn serialize<S: serde::Serializer>(value: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&value.map(|d| d.as_secs_f64()), serializer)
    }
}

/// The columns of a kind, as SQL expressions.
pub(in crate::jobs) struct Columns {
    /// `None` if the kind has no type.
    pub ty: Option<&'static str>,
    /// `None` if the kind has no worker.
    pub worker: Option<&'static str>,
    pub parent: &'static str,
    pub started: &'static str,
    pub ended: &'static str,
    pub error: &'static str,
    pub has_uuids: bool,
}

pub(in crate::jobs) fn columns(kind: Kind) -> Columns {
    match kind {
        Kind::Remote => Columns {
            ty: Some("t.content_type"),
            worker: Some("t.worker_id"),
            parent: "t.ingestion_task_id",
            started: "t.started_at",
            ended: "t.completed_at",
            error: "t.error_message",
            has_uuids: true,
        },
        Kind::Ingest => Columns {
            ty: Some("t.document_type"),
            worker: None,
            parent: "t.document_id",
            started: "t.start_date",
            ended: "t.end_date",
            error: "CASE WHEN t.status = 'FAILED' THEN t.summary END",
            has_uuids: false,
        },
        Kind::Processing => Columns {
            ty: Some("t.job_type"),
            worker: None,
            parent: "t.conversation_id",
            started: "t.started_at",
            ended: "t.completed_at",
            error: "t.error_message",
            has_uuids: true,
        },
        Kind::TaskRun => Columns {
            ty: None,
            worker: None,
            parent: "t.task_id",
            started: "t.started_at",
            ended: "t.completed_at",
            error: "t.error_message",
            has_uuids: false,
        },
    }
}

/// Maximum bytes of a text to search for in errors.
const MAX_ERROR_TEXT: usize = 10_000;

impl Filter {
    /// The SQL conditions of the filter on the table alias `t`; `None` if no row of this kind can match. `same_failure` are the jobs
    /// that [`Service::jobs_of_fingerprint`] found for the filter.
    ///
    /// # Errors
    /// A time that not every engine can hold.
    pub(in crate::jobs) fn conditions(
        &self,
        service: &Service,
        kind: Kind,
        same_failure: Option<&[(Kind, String)]>,
    ) -> Result<Option<Vec<Sql>>> {
        let storable = |time: Option<DateTime<Utc>>| time.map(moment::storable).transpose().map_err(Error::configuration);
        let (created_after, created_before) = (storable(self.created_after)?, storable(self.created_before)?);
        let (ended_after, ended_before) = (storable(self.ended_after)?, storable(self.ended_before)?);
        // SQLite refuses patterns of more than 50,000 bytes
        if self.error.as_ref().is_some_and(|text| text.len() > MAX_ERROR_TEXT) {
            return Err(Error::configuration(format!("the text to look for in errors has at most {MAX_ERROR_TEXT} bytes")));
        }
        let Some(mut all) = self.conditions_without_times(service, kind) else { return Ok(None) };
        let same: Vec<&String> = same_failure.unwrap_or_default().iter().filter(|(of, _)| *of == kind).map(|(_, id)| id).collect();
        match &self.fingerprint {
            Some(fingerprint) if kind == Kind::Remote => {
                all.push(sql!("t.status IN ('failed', 'timeout') AND t.failure_fingerprint = {fingerprint}", fingerprint));
            }
            Some(_) if same.is_empty() => return Ok(None),
            Some(_) => all.push(sql!("t.id IN ({same})", same = Sql::list(same))),
            None => {}
        }
        all.extend(created_after.map(|time| sql!("t.created_at > {time}", time)));
        all.extend(created_before.map(|time| sql!("t.created_at < {time}", time)));
        let ended = Sql::constant(columns(kind).ended);
        all.extend(ended_after.map(|time| sql!("{ended} > {time}", ended = &ended, time)));
        all.extend(ended_before.map(|time| sql!("{ended} < {time}", ended = &ended, time)));
        Ok(Some(all))
    }

    fn conditions_without_times(&self, service: &Service, kind: Kind) -> Option<Vec<Sql>> {
        let s = &service.session;
        let c = columns(kind);
        if !self.kinds.is_empty() && !self.kinds.contains(&kind) {
            return None;
        }
        let mut all = Vec::new();
        if !self.statuses.is_empty() {
            let labels: Vec<&str> = self.statuses.iter().flat_map(|status| kind.labels(*status)).copied().collect();
            if labels.is_empty() {
                return None;
            }
            all.push(sql!("t.status IN ({labels})", labels = Sql::list(labels)));
        }
        let mut exactly = |column: Option<&'static str>, values: Vec<&String>| -> Option<()> {
            if values.is_empty() {
                return Some(());
            }
            all.push(sql!("{column} IN ({values})", column = Sql::constant(column?), values = Sql::list(values)));
            Some(())
        };
        exactly(c.ty, self.types.iter().collect())?;
        exactly(c.worker, self.worker.iter().collect())?;
        exactly((kind == Kind::Remote).then_some(c.parent), self.ingestion_task.iter().collect())?;
        if (self.overdue || !self.options.is_empty()) && kind != Kind::Remote {
            return None;
        }
        if self.overdue {
            all.push(sql!("t.status IN ('pending', 'processing') AND t.timeout_at < {now}", now = s.now()));
        }
        all.extend(self.options.iter().map(|(keys, value)| s.json_equals("t.task_options", keys, value)));
        if let Some(text) = &self.error {
            let escaped = text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
            let pattern = format!("%{escaped}%");
            let error = Sql::constant(c.error);
            // MySQL lowers a column and a literal by different collations, so that a text may not match itself
            all.push(sql!("({error} LIKE {pattern} ESCAPE '!' OR LOWER({error}) LIKE LOWER({pattern}) ESCAPE '!')", error, pattern));
        }
        let is_older = |age: Duration| sql!("{age} >= {least}", age = s.age_seconds("t.created_at"), least = age.as_secs_f64());
        all.extend(self.older_than.map(is_older));
        Some(all)
    }
}
