//! Making remote jobs: one, or many at the engine's speed.

use super::batch_key::BatchKey;
use super::event::NewEvent;
use super::{Kind, Service, json};
use crate::db::{Row, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::{into, sql, values};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;

/// What may be converted; the table's check has the same list.
pub const CONTENT_TYPES: [&str; 6] = ["audio", "video", "document", "image", "web", "youtube"];
/// Rows of one statement.
const CHUNK: usize = 500;
/// Bytes of a statement's values, about: servers accept 1 MiB and more.
const CHUNK_BYTES: usize = 512 * 1024;
/// The largest text column of MySQL and MariaDB that is not a long one, in bytes.
const MAX_PATH: usize = 65_535;
/// The column is a signed integer of 32 bits.
const MAX_RETRIES: u32 = i32::MAX as u32;
/// 100 years: beyond it an engine's calendar may end.
const MAX_TIMEOUT_SECONDS: u64 = 100 * 366 * 24 * 3600;

/// A job to be made.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewJob {
    /// The ingestion job that waits for it, or whatever its maker calls it.
    pub ingestion_task_id: String,
    /// What is to be converted.
    pub source_file_path: String,
    /// One of the six types.
    pub content_type: String,
    /// An object for the worker.
    #[serde(default)]
    pub task_options: Option<Value>,
    /// How often it may fail; 3 unless given.
    #[serde(default)]
    pub max_retries: Option<u32>,
    /// Seconds until it is given up if nobody claims it; 3600 unless given.
    #[serde(default)]
    pub timeout_seconds: Option<u64>,
}

/// Hears how many jobs of a creation exist, and the key with which it can be resumed.
type Notice<'a> = &'a mut (dyn FnMut(usize, &str) + Send);

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Created {
    /// The ids, in the order of the request.
    pub ids: Vec<String>,
    /// How many ingestion jobs wait now.
    pub waiting: u64,
    /// Whether a NUL in the options was replaced by U+FFFD.
    pub has_replaced_nul: bool,
}

/// A job that is made once, however often it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeOnce {
    /// Its id.
    pub id: String,
    /// When it was made, RFC 3339 in UTC.
    pub created_at: Option<String>,
    /// Whether this call made it.
    pub is_new: bool,
}

impl NewJob {
    fn check(&self) -> Result<(Value, bool)> {
        if !CONTENT_TYPES.contains(&self.content_type.as_str()) {
            return Err(Error::configuration(format!(
                "there is no content type '{}': the types are {}",
                self.content_type,
                CONTENT_TYPES.join(", ")
            )));
        }
        let limits = [("ingestion_task_id", &self.ingestion_task_id)];
        for (name, text) in limits {
            if text.is_empty() || text.chars().count() > 255 {
                return Err(Error::configuration(format!("{name} must have 1 to 255 characters")));
            }
        }
        if self.source_file_path.len() > MAX_PATH {
            return Err(Error::configuration(format!("source_file_path must have at most {MAX_PATH} bytes, which is what MySQL keeps")));
        }
        if self.source_file_path.is_empty() {
            return Err(Error::configuration("source_file_path is empty: name the file or URL to convert"));
        }
        let options = self.task_options.clone().unwrap_or_else(|| serde_json::json!({}));
        if !options.is_object() {
            return Err(Error::configuration("task_options must be a JSON object, e.g. {\"lang\": \"en\"}"));
        }
        if self.max_retries.is_some_and(|n| n > MAX_RETRIES) {
            return Err(Error::configuration(format!("max_retries is at most {MAX_RETRIES}")));
        }
        if self.timeout_seconds.is_some_and(|n| n > MAX_TIMEOUT_SECONDS) {
            return Err(Error::configuration(format!("timeout_seconds is at most {MAX_TIMEOUT_SECONDS} (100 years)")));
        }
        json::storable("task_options", &options)
    }
}

/// How many of `jobs` go into the next transaction. The same jobs are always cut at the same places.
fn chunk_length(jobs: &[NewJob]) -> usize {
    let options = |job: &NewJob| job.task_options.as_ref().map_or(0, |o| o.to_string().len());
    let mut bytes = 0;
    let fits = |job: &&NewJob| {
        bytes += job.source_file_path.len() + options(job) + 200;
        bytes <= CHUNK_BYTES
    };
    jobs.iter().take(CHUNK).take_while(fits).count().max(1)
}

/// Tells one list of jobs from another.
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
            fields.to_string()
        })
        .collect();
    json::hash(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

impl Service {
    /// Creates jobs: all of them or, where it fails midway, those of the transactions before. Everything is checked before
    /// anything is created.
    pub async fn create(&mut self, jobs: &[NewJob]) -> Result<Created> {
        self.create_batch(jobs, &BatchKey::new(&fingerprint(jobs)), false, &mut |_, _| ()).await.map_err(|(error, _)| error)
    }

    /// Creates jobs so that the rest can be created later if this call fails: `resume` is the key that such a call's
    /// [`Error::PartlyCreated`] told. `notice` hears how many exist and that key, before
    /// and after each transaction.
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
            // whether a commit arrived is unknown only where the connection ended
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
            // a transaction has all of its rows or none
            let exists = is_resumed && self.made_before(&ids[0]).await.map_err(|error| (error, start))?.is_some();
            if !exists {
                let waiting = self.again(async |s| s.insert(chunk, options, &ids, None).await).await;
                created.waiting += waiting.map_err(|answer| (Error::from_sql("creating jobs", answer), start))?;
            }
            created.ids.extend(ids);
            notice(created.ids.len(), &shown);
        }
        Ok(created)
    }

    /// Makes a job once for each `key` of the actor's, and says so where it was made before. The same key with another job
    /// is refused. The id is made of the key, so that of two at once the table's own key refuses the second; the event
    /// remembers what was asked for, after the job is purged too.
    pub async fn create_once(&mut self, job: &NewJob, key: &str) -> Result<MadeOnce> {
        let checked = job.check()?;
        let asked = serde_json::json!([
            job.ingestion_task_id,
            job.source_file_path,
            job.content_type,
            checked.0,
            job.max_retries,
            job.timeout_seconds
        ]);
        let request = json::hash(&[&asked.to_string()]);
        let id = id_of_key(&self.actor, key);
        let mut is_new = false;
        let mut found = self.made_before(&id).await?;
        if found.is_none() {
            let (jobs, options, ids) = (std::slice::from_ref(job), std::slice::from_ref(&checked), std::slice::from_ref(&id));
            match self.again(async |s| s.insert(jobs, options, ids, Some(&request)).await).await {
                Ok(_) => is_new = true,
                Err(answer) if answer.is_duplicate() => {}
                Err(answer) => return Err(Error::from_sql("making a job", answer)),
            }
            found = self.made_before(&id).await?;
        }
        let Some((made, created_at)) = found else { return Err(Error::NotFound { what: format!("remote job {id}") }) };
        if made != request {
            return Err(Error::configuration("this Idempotency-Key was used for another job: take a new one for each"));
        }
        Ok(MadeOnce { id, created_at, is_new })
    }

    /// What was asked for when the job was made, and when that was.
    async fn made_before(&mut self, id: &str) -> Result<Option<(String, Option<String>)>> {
        let s = &self.session;
        let sql = sql!(
            "SELECT e.detail, COALESCE({created}, {at}) AS created FROM job_events e LEFT JOIN remote_jobs r ON {job} \
             WHERE e.job_id = {id} AND e.action = 'create'",
            created = s.iso_time("r.created_at"),
            at = s.iso_time("e.at"),
            job = s.is_one_of("r.id", &[id.to_string()]),
            id
        );
        let doing = "looking for a job that was created before";
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
                job.max_retries.unwrap_or(3),
                s.in_future(Duration::from_secs(job.timeout_seconds.unwrap_or(3600))),
            ]
        };
        let into = into!(remote_jobs: Id, IngestionTaskId, SourceFilePath, ContentType, TaskOptions, MaxRetries, TimeoutAt);
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

/// A UUID (version 8, by RFC 9562: its bits are the maker's own) of whoever asks and the key.
fn id_of_key(actor: &str, key: &str) -> String {
    let digest = json::hash(&["idempotency", actor, key]);
    let bytes: Vec<u8> = (0..16).filter_map(|i| u8::from_str_radix(&digest[2 * i..2 * i + 2], 16).ok()).collect();
    let bytes: [u8; 16] = bytes.try_into().unwrap_or_default();
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}
