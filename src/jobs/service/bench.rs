//! Throughput of claim and submit, compared with plain commits of the same database. For a scratch database only.

use crate::db::Name;
use crate::error::{Doing, Result};
use crate::jobs::{ClaimRequest, NewJob, Outcome, Service, Submission, TimeLimits, Verdict};
use crate::sql;
use migration::SETTINGS_TABLE;
use serde::Serialize;
use std::time::{Duration, Instant};

/// How a benchmark worker submits and claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Claim and submission are separate transactions.
    Separate,
    /// Each submission claims the next jobs in the same transaction.
    WithNextClaim,
}

impl Service {
    /// Creates `count` jobs of two types.
    pub async fn bench_fill(&mut self, count: usize) -> Result<()> {
        let job = |n: usize| NewJob {
            ingestion_task_id: format!("bench-{n}"),
            source_file_path: format!("/in/{n}"),
            content_type: if n.is_multiple_of(2) { "audio" } else { "video" }.into(),
            task_options: None,
            priority: None,
            max_retries: None,
            timeout_seconds: None,
        };
        self.create(&(0..count).map(job).collect::<Vec<_>>()).await.map(drop)
    }

    /// Claims and submits in batches of `batch` jobs until none is left. Returns the number of jobs.
    pub async fn bench_work(&mut self, worker: &str, batch: usize, pace: Pace) -> Result<usize> {
        let types = vec!["audio".to_string(), "video".to_string()];
        let request = ClaimRequest { worker: worker.into(), types, max: batch, limits: TimeLimits::default() };
        let outcome = Outcome::Success { content: Some("done".into()), metadata: None, processing_time: Some(1.0) };
        let (mut done, mut jobs) = (0, self.claim(&request).await?);
        while !jobs.is_empty() {
            let submission =
                |id: &String, seq: i64| Submission { id: id.clone(), claim_seq: Some(seq), worker_id: None, outcome: outcome.clone() };
            let all: Vec<Submission> = jobs.iter().map(|j| submission(&j.id, j.claim_seq)).collect();
            let next = (pace == Pace::WithNextClaim).then_some(&request);
            let (answers, claimed) = self.submit_and_claim(&all, next).await?;
            done += answers.iter().filter(|answer| answer.verdict == Verdict::Accepted).count();
            jobs = match pace {
                Pace::Separate => self.claim(&request).await?,
                Pace::WithNextClaim => claimed,
            };
        }
        Ok(done)
    }

    /// Runs one-row commits for the time `limit`. Returns their number.
    pub async fn bench_commits(&mut self, key: &str, limit: Duration) -> Result<u64> {
        let table = Name::of(SETTINGS_TABLE);
        let make = sql!("INSERT INTO {table} (name, value) VALUES ({key}, '0')", table = &table, key);
        self.session.execute(&make).await.doing("preparing commits")?;
        let (start, mut count) = (Instant::now(), 0_u64);
        while start.elapsed() < limit {
            count += 1;
            let sql = sql!("UPDATE {table} SET value = {value} WHERE name = {key}", table = &table, value = count.to_string(), key);
            self.session.execute(&sql).await.doing("committing")?;
        }
        Ok(count)
    }
}
