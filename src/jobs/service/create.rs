//! Creates remote jobs, single or in bulk.

use crate::db::{Row, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::model::batch_key::BatchKey;
use crate::jobs::model::json;
use crate::jobs::model::new_job::NewJob;
use crate::jobs::store::event::NewEvent;
use crate::jobs::{Kind, Service};
use crate::{into, sql, values};
use serde::Serialize;
use serde_json::Value;
use std::time::Duration;

/// Maximum rows per statement.
const CHUNK: usize = 500;
/// Approximate maximum bytes of a statement's values: servers accept at least 1 MiB.
const CHUNK_BYTES: usize = 512 * 1024;
/// Callback that receives the number of jobs created so far and the key to resume with.
type Notice<'a> = &'a mut (dyn FnMut(usize, &str) + Send);

/// The created jobs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Created {
    /// Ids, in the order of the request.
    pub ids: Vec<String>,
    /// Number of ingestion jobs that were set to waiting.
    pub waiting: u64,
    /// Whether a NUL in the options was replaced by U+FFFD.
    pub has_replaced_nul: bool,
}

/// A job that was created once, even if the request was repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotentJob {
    /// Id of the job.
    pub id: String,
    /// Time of creation, RFC 3339 in UTC.
    pub created_at: Option<String>,
    /// Whether this call created the job.
    pub is_new: bool,
}

/// Number of `jobs` for the next transaction; deterministic, so that a resumed call has the same chunks.
fn chunk_length(jobs: &[NewJob]) -> usize {
    let options = |job: &NewJob| job.task_options.as_ref().map_or(0, |o| o.to_string().len());
    let mut bytes = 0;
    let fits = |job: &&NewJob| {
        bytes += job.source_file_path.len() + options(job) + 200;
        bytes <= CHUNK_BYTES
    };
    jobs.iter().take(CHUNK).take_while(fits).count().max(1)
}

/// Hash of a list of jobs, to recognize the same list.
fn fingerprint(jobs: &[NewJob]) -> String {
    let lines: Vec<String> = jobs
        .iter()
        .map(|j| {
            let fields = serde_json::json!([
                j.ingestion_task_id,
                j.source_file_path,
                j.content_type,
                j.task_options,
                j.max_retries,
                j.timeout_seconds
            ]);
            with_priority(fields, j).to_string()
        })
        .collect();
    json::hash(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

impl Service {
    /// Creates jobs. All are validated before the first one is created; if a transaction fails, the jobs of earlier
    /// transactions stay.
    pub async fn create(&mut self, jobs: &[NewJob]) -> Result<Created> {
        self.create_batch(jobs, &BatchKey::new(&fingerprint(jobs)), false, &mut |_, _| ()).await.map_err(|(error, _)| error)
    }

    /// Creates jobs so that a later call can create the rest if this one fails: `resume` is the key from the
    /// [`Error::PartlyCreated`] of the failed call. `notice` is called at the start and after each transaction, with the
    /// number of created jobs and the key.
    ///
    /// # Errors
    /// `resume` belongs to other jobs than these.
    pub async fn create_resumable(&mut self, jobs: &[NewJob], resume: Option<&str>, notice: Notice<'_>) -> Result<Created> {
        let fingerprint = fingerprint(jobs);
        let key = match resume {
            Some(text) => BatchKey::parse(text, &fingerprint)?,
            None => BatchKey::new(&fingerprint),
        };
        self.create_batch(jobs, &key, resume.is_some(), notice).await.map_err(|(error, done)| match error {
            // nothing was sent
            Error::Configuration { .. } => error,
            // only a lost connection leaves it unknown whether the commit succeeded
            error if done == 0 && !matches!(error, Error::ConnectionLost { .. }) => error,
            error => Error::PartlyCreated { done, of: jobs.len(), key: key.to_string(), source: Box::new(error) },
        })
    }

    async fn create_batch(
        &mut self,
        jobs: &[NewJob],
        key: &BatchKey,
        is_resumed: bool,
        notice: Notice<'_>,
    ) -> std::result::Result<Created, (Error, usize)> {
        let mut created = Created::default();
        let checked: Vec<(Value, bool)> = jobs
            .iter()
            .enumerate()
            .map(|(n, job)| job.check().map_err(|e| if jobs.len() == 1 { e } else { Error::configuration(format!("job {}: {e}", n + 1)) }))
            .collect::<Result<_>>()
            .map_err(|error| (error, 0))?;
        created.has_replaced_nul = checked.iter().any(|(_, has_nul)| *has_nul);
        let shown = key.to_string();
        notice(0, &shown);
        let mut rest = jobs;
        while !rest.is_empty() {
            let (chunk, later) = rest.split_at(chunk_length(rest));
            rest = later;
            let start = created.ids.len();
            let ids: Vec<String> = (start..start + chunk.len()).map(|n| key.id(n).to_string()).collect();
            let options = &checked[start..start + chunk.len()];
            // a transaction created all of its rows or none: checking the first is enough
            let exists = is_resumed && self.find_created(&ids[0]).await.map_err(|error| (error, start))?.is_some();
            if !exists {
                let waiting = self.with_retries(async |s| s.insert(chunk, options, &ids, None).await).await;
                created.waiting += waiting.map_err(|answer| (Error::from_sql("creating jobs", answer), start))?;
            }
            created.ids.extend(ids);
            notice(created.ids.len(), &shown);
        }
        Ok(created)
    }

    /// Creates a job once per actor and `key`; a repeated call returns the existing job. The job's id is derived from the
    /// key, so that of two concurrent calls the primary key rejects the second. The event keeps a hash of the request,
    /// even after the job is purged.
    ///
    /// # Errors
    /// The key was already used for a different job.
    pub async fn create_once(&mut self, job: &NewJob, key: &str) -> Result<IdempotentJob> {
        let checked = job.check()?;
        let asked = serde_json::json!([
            job.ingestion_task_id,
            job.source_file_path,
            job.content_type,
            checked.0,
            job.max_retries,
            job.timeout_seconds
        ]);
        let request = json::hash(&[&with_priority(asked, job).to_string()]);
        let id = id_of_key(&self.actor, key);
        let mut is_new = false;
        let mut found = self.find_created(&id).await?;
        if found.is_none() {
            let (jobs, options, ids) = (std::slice::from_ref(job), std::slice::from_ref(&checked), std::slice::from_ref(&id));
            match self.with_retries(async |s| s.insert(jobs, options, ids, Some(&request)).await).await {
                Ok(_) => is_new = true,
                Err(answer) if answer.is_duplicate() => {}
                Err(answer) => return Err(Error::from_sql("making a job", answer)),
            }
            found = self.find_created(&id).await?;
        }
        let Some((made, created_at)) = found else { return Err(Error::NotFound { what: format!("remote job {id}") }) };
        if made != request {
            return Err(Error::configuration("this Idempotency-Key was used for another job: take a new one for each"));
        }
        Ok(IdempotentJob { id, created_at, is_new })
    }

    /// Hash of the request that created the job, and the time of creation; `None` if the job was never created.
    async fn find_created(&mut self, id: &str) -> Result<Option<(String, Option<String>)>> {
        let s = &self.session;
        let sql = sql!(
            "SELECT e.detail, COALESCE({created}, {at}) AS created FROM job_events e LEFT JOIN remote_jobs r ON {job} \
             WHERE e.job_id = {id} AND e.action = 'create'; \
             SELECT detail, {at_of_archived} AS created FROM job_event_history WHERE job_id = {id} AND action = 'create'",
            created = s.iso_time("r.created_at"),
            at = s.iso_time("e.at"),
            at_of_archived = s.iso_time("at"),
            job = s.is_one_of("r.id", &[id.to_string()]),
            id
        );
        let doing = "searching for a job that was created before";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let made = |row: &Row| {
            let detail: Option<Value> = row.get("detail")?;
            let request = detail.and_then(|d| d["request"].as_str().map(String::from)).unwrap_or_default();
            Ok((request, row.get("created")?))
        };
        rows.first().map(made).transpose().doing(doing)
    }

    async fn insert(
        &mut self,
        jobs: &[NewJob],
        options: &[(Value, bool)],
        ids: &[String],
        request: Option<&str>,
    ) -> std::result::Result<u64, SqlError> {
        let s = &self.session;
        let row = |((job, (options, _)), id): ((&NewJob, &(Value, bool)), &String)| {
            values![
                id,
                &job.ingestion_task_id,
                &job.source_file_path,
                &job.content_type,
                options,
                job.priority.unwrap_or(0),
                job.max_retries.unwrap_or(3),
                s.in_future(Duration::from_secs(job.timeout_seconds.unwrap_or(3600))),
            ]
        };
        let into = into!(remote_jobs: Id, IngestionTaskId, SourceFilePath, ContentType, TaskOptions, Priority, MaxRetries, TimeoutAt);
        let insert = Sql::insert(into, jobs.iter().zip(options).zip(ids).map(row));
        let events: Vec<NewEvent> = ids
            .iter()
            .map(|id| NewEvent {
                job_id: id.clone(),
                action: "create",
                to: Some("pending".into()),
                detail: request.map(|hash| serde_json::json!({"request": hash})),
                ..NewEvent::default()
            })
            .collect();
        let mut parents: Vec<&String> = jobs.iter().map(|j| &j.ingestion_task_id).collect();
        parents.sort();
        parents.dedup();
        let wait = sql!(
            "UPDATE jobs SET status = 'WAITING_FOR_REMOTE_WORKER', updated_at = {now} WHERE id IN ({parents}) AND status IN ('PENDING', 'PROCESSING')",
            now = s.now(),
            parents = Sql::list(parents)
        );
        let create = Sql::batch([s.begin_work(), insert, self.insert_events(Kind::Remote, &events)]);
        self.session.execute(&create).await?;
        let waiting = self.session.execute(&wait).await?;
        self.session.execute(&sql!("COMMIT")).await?;
        Ok(waiting)
    }
}

/// What identifies a request, with the priority if it has one.
fn with_priority(mut fields: Value, job: &NewJob) -> Value {
    if let (Some(fields), Some(priority)) = (fields.as_array_mut(), job.priority) {
        fields.push(priority.into());
    }
    fields
}

/// A UUID derived from the actor and the key (version 8 of RFC 9562, for custom bits).
fn id_of_key(actor: &str, key: &str) -> String {
    let digest = json::hash(&["idempotency", actor, key]);
    let bytes: Vec<u8> = (0..16).filter_map(|i| u8::from_str_radix(&digest[2 * i..2 * i + 2], 16).ok()).collect();
    let bytes: [u8; 16] = bytes.try_into().unwrap_or_default();
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}
