//! Estimates when a running job completes: from the run times of recent jobs of its type or, if there are too few, from
//! the constants of MoRAG's original server.

use crate::http::pool::{Lane, Pool};
use crate::http::problem::ApiError;
use crate::jobs::{Kind, RemoteJob};
use chrono::{DateTime, SecondsFormat, Utc};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How long measured run times are cached.
const VALID: Duration = Duration::from_secs(60);
const WINDOW: Duration = Duration::from_secs(7 * 24 * 3600);
/// Minimum number of completed jobs of a type for a measured estimate.
const ENOUGH: u64 = 20;

type Measured = Option<(Instant, HashMap<String, f64>)>;

/// Cached run times per content type.
#[derive(Debug, Default)]
pub struct Estimates(tokio::sync::Mutex<Measured>);

impl Estimates {
    /// Median run time of the type, or the constant.
    async fn of(&self, pool: &Pool, content_type: &str) -> Result<Duration, ApiError> {
        let mut measured = self.0.lock().await;
        if measured.as_ref().is_none_or(|(at, _)| at.elapsed() > VALID) {
            let found = pool.run(Lane::Read, "", async |s| s.timings(&[Kind::Remote], WINDOW).await).await?;
            let remote = found.timings.into_iter().filter(|t| t.kind == Kind::Remote && t.completed >= ENOUGH);
            let medians = remote.filter_map(|t| Some((t.ty?, t.run_seconds?[0]))).collect();
            *measured = Some((Instant::now(), medians));
        }
        let median = measured.as_ref().and_then(|(_, medians)| medians.get(content_type)).copied();
        Ok(Duration::from_secs_f64(median.unwrap_or(match content_type {
            "audio" => 300.0,
            "video" => 900.0,
            _ => 600.0,
        })))
    }

    /// Estimated completion time of `job`; `None` if it is not running.
    pub async fn completion(&self, pool: &Pool, job: &RemoteJob) -> Result<Option<String>, ApiError> {
        if job.status != "processing" {
            return Ok(None);
        }
        let Some(started): Option<DateTime<Utc>> = job.started_at.as_ref().and_then(|at| at.parse().ok()) else { return Ok(None) };
        let end = started + self.of(pool, &job.content_type).await?;
        Ok(Some(end.to_rfc3339_opts(SecondsFormat::Micros, false)))
    }
}
