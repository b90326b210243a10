//! How many jobs a second: claim and submit, beside plain commits of the same database. On a scratch database only.

use super::{ClaimRequest, NewJob, Outcome, Service, Submission, TimeLimits};
use crate::error::{Doing, Result};
use migration::SETTINGS_TABLE;
use std::time::{Duration, Instant};

impl Service {
    /// Makes `count` jobs of two types.
    pub async fn bench_fill(&mut self, count: usize) -> Result<()> {
        let job = |n: usize| NewJob {
            ingestion_task_id: format!("bench-{n}"),
            source_file_path: format!("/in/{n}"),
            content_type: if n.is_multiple_of(2) { "audio" } else { "video" }.into(),
            task_options: None,
            max_retries: None,
            timeout_seconds: None,
        };
        self.create(&(0..count).map(job).collect::<Vec<_>>()).await.map(drop)
    }

    /// Claims and submits in lots of `lot` until nothing is left. Returns how many jobs that were.
    pub async fn bench_work(&mut self, worker: &str, lot: usize) -> Result<usize> {
        let types = vec!["audio".to_string(), "video".to_string()];
        let request = ClaimRequest { worker: worker.into(), types, max: lot, limits: TimeLimits::default() };
        let mut done = 0;
        loop {
            let jobs = self.claim(&request).await?;
            if jobs.is_empty() {
                return Ok(done);
            }
            let outcome = Outcome::Success { content: Some("done".into()), metadata: None, processing_time: Some(1.0) };
            let submission =
                |id: &String, seq: i64| Submission { id: id.clone(), claim_seq: Some(seq), worker_id: None, outcome: outcome.clone() };
            let all: Vec<Submission> = jobs.iter().map(|j| submission(&j.id, j.claim_seq)).collect();
            done += self.submit_many(&all).await?.len();
        }
    }

    /// One-row commits for so long; returns how many.
    pub async fn bench_commits(&mut self, key: &str, limit: Duration) -> Result<u64> {
        let key = self.session.text(key);
        self.session
            .execute(&format!("INSERT INTO {SETTINGS_TABLE} (name, value) VALUES ({key}, '0')"))
            .await
            .doing("preparing commits")?;
        let (start, mut count) = (Instant::now(), 0);
        while start.elapsed() < limit {
            count += 1;
            let sql = format!("UPDATE {SETTINGS_TABLE} SET value = '{count}' WHERE name = {key}");
            self.session.execute(&sql).await.doing("committing")?;
        }
        Ok(count)
    }
}
