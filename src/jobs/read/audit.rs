//! The audit: the jobs that each operation changed, and the history of deleted jobs.

use crate::db::claims::remote_job;
use crate::db::{Row, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::store::event::{Event, before_events_of};
use crate::jobs::{JobDetails, JobLine, Kind, Operation, RemoteJob, Service};
use crate::sql;
use serde::Serialize;

/// A job that an operation changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ChangedJob {
    /// Kind of the job.
    pub kind: String,
    /// Id of the job.
    pub job_id: String,
    /// Status before the operation.
    pub from: Option<String>,
    /// Status after the operation; `None` if the job was deleted.
    pub to: Option<String>,
    /// Time of the change, RFC 3339 in UTC.
    pub at: Option<String>,
}

impl Service {
    /// One operation, by its id or an id prefix, with up to `limit` of the jobs that it changed.
    pub async fn operation(&mut self, id: &str, limit: usize) -> Result<(Operation, Vec<ChangedJob>)> {
        let mut found = self.operations_where(self.session.id_begins("id", id), 2).await?;
        if found.len() > 1 {
            return Err(Error::configuration(format!("'{id}' is the beginning of more than one operation; give more characters")));
        }
        let operation = found.pop().ok_or_else(|| Error::NotFound { what: format!("operation {id}") })?;
        let sql = sql!(
            "SELECT kind, job_id, from_status, to_status, {at} AS happened_at FROM job_events WHERE id >= {first} AND operation_id = {operation} \
             ORDER BY id LIMIT {limit}",
            at = self.session.iso_time("at"),
            first = before_events_of(&operation.id),
            operation = &operation.id,
            limit = Sql::number(limit as u64)
        );
        let touched = |row: &Row| {
            Ok(ChangedJob {
                kind: row.get("kind")?,
                job_id: row.get("job_id")?,
                from: row.get("from_status")?,
                to: row.get("to_status")?,
                at: row.get("happened_at")?,
            })
        };
        let doing = "listing the jobs of an operation";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let jobs = rows.iter().map(touched).collect::<std::result::Result<_, SqlError>>().doing(doing)?;
        Ok((operation, jobs))
    }

    /// The history of a deleted job from its events, by its id or an id prefix; `None` if there are no events.
    pub(in crate::jobs) async fn gone(&mut self, prefix: &str) -> Result<Option<JobDetails>> {
        let doing = "searching for the events of a job";
        // a full id uses an index; a prefix needs a scan of all events
        let is_whole = prefix.len() >= 32;
        let condition = if is_whole { sql!("job_id = {prefix}", prefix) } else { self.session.id_begins("job_id", prefix) };
        let sql = sql!("SELECT DISTINCT job_id FROM job_events WHERE {condition} LIMIT 3", condition);
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let ids: Vec<String> = rows.iter().map(|row| row.get("job_id")).collect::<std::result::Result<_, SqlError>>().doing(doing)?;
        let id = match ids.as_slice() {
            [] => return Ok(None),
            [id] => id.as_str(),
            several => {
                let reason = format!("'{prefix}' is the beginning of more than one id: {}; give more characters", several.join(", "));
                return Err(Error::configuration(reason));
            }
        };
        let sql =
            sql!("SELECT kind, {columns} FROM job_events WHERE job_id = {id} ORDER BY at, id", columns = Event::columns(&self.session), id);
        let doing = "reading the events of a job";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let Some(kind): Option<Kind> = rows.first().map(|row| row.get("kind")).transpose().doing(doing)? else { return Ok(None) };
        let events: Vec<Event> = rows.iter().map(Event::of).collect::<std::result::Result<_, _>>().doing(doing)?;
        let first = |action: &str| events.iter().find(|event| event.action == action).and_then(|event| event.at.clone());
        let mut job = JobLine {
            kind,
            id: id.to_string(),
            status: None,
            native_status: "purged".into(),
            ty: None,
            worker_id: None,
            parent: None,
            created_at: first("create"),
            started_at: first("claim"),
            ended_at: first("purge"),
            age_seconds: None,
            error: None,
            is_archived: false,
        };
        let kept = self
            .kept_where(sql!("action = 'purge' AND {this}", this = self.session.is_one_of("id", std::slice::from_ref(&job.id))), 1)
            .await?
            .pop();
        let mut remote = None;
        if kept.is_some() {
            let sql = sql!(
                "SELECT {columns} FROM job_archive r WHERE {this}",
                columns = remote_job(&self.session),
                this = self.session.is_one_of("r.id", std::slice::from_ref(&job.id))
            );
            remote = RemoteJob::all_of(self.session.fetch(&sql).await.doing(doing)?).doing(doing)?.pop();
        }
        if let Some(row) = &remote {
            job.ty = Some(row.content_type.clone());
            job.parent = Some(row.ingestion_task_id.clone());
            job.worker_id.clone_from(&row.worker_id);
        }
        Ok(Some(JobDetails { job, remote, kept, late_results: self.late_results(Some(id), 100).await?, events }))
    }
}
