//! Making remote jobs: one, or many at the engine's speed.

use super::event::NewEvent;
use super::{Kind, Service, json};
use crate::error::{Doing, Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;

/// What may be converted; the table's check has the same list.
const CONTENT_TYPES: [&str; 6] = ["audio", "video", "document", "image", "web", "youtube"];
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
            let waiting = self.again(async |s| s.insert(chunk, options, &ids).await).await.doing("making jobs")?;
            created.waiting += waiting;
            created.ids.extend(ids);
        }
        Ok(created)
    }

    async fn insert(
        &mut self,
        jobs: &[NewJob],
        options: &[(Value, bool)],
        ids: &[String],
    ) -> std::result::Result<u64, crate::error::SqlError> {
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
            .map(|id| NewEvent { job_id: id.clone(), action: "create", to: Some("pending".into()), ..NewEvent::default() })
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
