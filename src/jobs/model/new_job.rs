//! A remote job to create, and what it must be.

use super::content_type::CONTENT_TYPES;
use super::json;
use crate::error::{Error, Result};
use serde::Deserialize;
use serde_json::Value;

/// Maximum bytes of a TEXT column of MySQL and MariaDB.
const MAX_PATH: usize = 65_535;
/// Maximum value of the column, a signed 32-bit integer.
const MAX_RETRIES: u32 = i32::MAX as u32;
/// Maximum timeout, 100 years: later dates may be out of an engine's range.
const MAX_TIMEOUT_SECONDS: u64 = 100 * 366 * 24 * 3600;

/// A remote job to create.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewJob {
    /// Id of the ingestion job that waits for this job, or any other name that the client chooses.
    pub ingestion_task_id: String,
    /// Path or URL of the source to convert.
    pub source_file_path: String,
    /// One of [`CONTENT_TYPES`].
    pub content_type: String,
    /// Options for the worker, a JSON object.
    #[serde(default)]
    pub task_options: Option<Value>,
    /// Jobs with a smaller number are claimed first; default 0.
    #[serde(default)]
    pub priority: Option<i32>,
    /// Maximum number of failures; default 3.
    #[serde(default)]
    pub max_retries: Option<u32>,
    /// Seconds until the job expires if no worker claims it; default 3600.
    #[serde(default)]
    pub timeout_seconds: Option<u64>,
}

impl NewJob {
    /// The options as they are stored, and whether a character in them was replaced.
    pub(in crate::jobs) fn check(&self) -> Result<(Value, bool)> {
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
        json::check_storable("task_options", &options)
    }
}
