//! Making remote jobs: one, or many at the engine's speed.

use super::event::NewEvent;
use super::{Kind, Service, json};
use crate::backend::cells;
use crate::error::{Doing, Error, Result, SqlError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;

/// What may be converted; the table's check has the same list.
pub const CONTENT_TYPES: [&str; 6] = ["audio", "video", "document", "image", "web", "youtube"];
/// Rows of one statement.
const CHUNK: usize = 500;

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
        if self.source_file_path.is_empty() {
            return Err(Error::configuration("source_file_path is empty: name the file or URL to convert"));
        }
        let options = self.task_options.clone().unwrap_or_else(|| serde_json::json!({}));
        if !options.is_object() {
            return Err(Error::configuration("task_options must be a JSON object, e.g. {\"lang\": \"en\"}"));
        }
        json::storable("task_options", &options)
    }
}

impl Service {
    /// Makes jobs, all or, where it fails midway, those of the chunks before. Everything is checked before anything is made.
    pub async fn create(&mut self, jobs: &[NewJob]) -> Result<Created> {
        let mut created = Created::default();
        let checked: Vec<(Value, bool)> = jobs
            .iter()
            .enumerate()
            .map(|(n, job)| job.check().map_err(|e| if jobs.len() == 1 { e } else { Error::configuration(format!("job {}: {e}", n + 1)) }))
            .collect::<Result<_>>()?;
        created.has_replaced_nul = checked.iter().any(|(_, has_nul)| *has_nul);
        for (chunk, options) in jobs.chunks(CHUNK).zip(checked.chunks(CHUNK)) {
            // time-ordered, so that rows of one moment keep the order of the request
            let ids: Vec<String> = chunk.iter().map(|_| uuid::Uuid::now_v7().to_string()).collect();
            let waiting = self.again(async |s| s.insert(chunk, options, &ids, None).await).await.doing("making jobs")?;
            created.waiting += waiting;
            created.ids.extend(ids);
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
        let sql = format!(
            "SELECT e.detail, COALESCE({}, {}) FROM job_events e LEFT JOIN remote_jobs r ON {} WHERE e.job_id = '{id}' AND e.action = 'create'",
            s.iso_time("r.created_at"),
            s.iso_time("e.at"),
            s.is_one_of("r.id", &[id.to_string()]),
        );
        let row = self.session.query(&sql).await.doing("looking for a job that was made before")?.into_iter().next();
        Ok(row.map(|row| {
            let mut cell = cells(row, 2);
            let detail: Value = cell().and_then(|d| serde_json::from_str(&d).ok()).unwrap_or_default();
            (detail["request"].as_str().unwrap_or_default().to_string(), cell())
        }))
    }

    async fn insert(
        &mut self,
        jobs: &[NewJob],
        options: &[(Value, bool)],
        ids: &[String],
        request: Option<&str>,
    ) -> std::result::Result<u64, SqlError> {
        let s = &self.session;
        let rows: Vec<String> = jobs
            .iter()
            .zip(options)
            .zip(ids)
            .map(|((job, (options, _)), id)| {
                format!(
                    "('{id}', {}, {}, {}, {}, {}, {})",
                    s.text(&job.ingestion_task_id),
                    s.text(&job.source_file_path),
                    s.text(&job.content_type),
                    s.text(&options.to_string()),
                    job.max_retries.unwrap_or(3),
                    s.in_future(Duration::from_secs(job.timeout_seconds.unwrap_or(3600))),
                )
            })
            .collect();
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
        let make = format!(
            "{}; INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type, task_options, max_retries, timeout_at) VALUES {}; {}",
            s.begin_work(),
            rows.join(", "),
            self.events_sql(Kind::Remote, &events)
        );
        let mut parents: Vec<String> = jobs.iter().map(|j| s.text(&j.ingestion_task_id)).collect();
        parents.sort();
        parents.dedup();
        let wait = format!(
            "UPDATE jobs SET status = 'WAITING_FOR_REMOTE_WORKER', updated_at = {} WHERE id IN ({}) AND status IN ('PENDING', 'PROCESSING')",
            s.backend().now(),
            parents.join(", ")
        );
        self.session.execute(&make).await?;
        let waiting = self.session.execute(&wait).await?;
        self.session.execute("COMMIT").await?;
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
