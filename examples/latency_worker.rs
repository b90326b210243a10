//! A worker for `scripts/bench-bulk` and `bench-scale`: claims and submits BATCH jobs at a time until it is killed, with a pause of
//! PAUSE milliseconds after each. LOG gets a line for each claim: its start (Unix time), its latency, both in seconds, and the number of
//! jobs.
//!
//!   latency_worker URL NAME LOG BATCH PAUSE

use morag_db::database_url::DatabaseUrl;
use morag_db::db::Access;
use morag_db::jobs::{ClaimRequest, Outcome, RemoteJob, Service, Submission, TimeLimits};
use morag_db::lifecycle::connect;
use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

async fn work(url: &str, name: &str, log: &mut File, max: usize, pause: Duration) -> Result<(), Box<dyn Error>> {
    let mut service = Service::new(connect(&DatabaseUrl::parse(url)?, Access::Write, Duration::ZERO).await?, name.into()).await?;
    let types = vec!["audio".to_string(), "video".to_string()];
    let request = ClaimRequest { worker: name.into(), types, max, limits: TimeLimits::default() };
    loop {
        let at = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
        let begun = Instant::now();
        let claimed = service.claim(&request).await?;
        writeln!(log, "{at:.6} {:.6} {}", begun.elapsed().as_secs_f64(), claimed.len())?;
        let submission_of = |job: &RemoteJob| {
            let outcome = Outcome::Success { content: Some("done".into()), metadata: None, processing_time: None };
            Submission { id: job.id.clone(), claim_seq: Some(job.claim_seq), worker_id: None, outcome }
        };
        let submissions: Vec<Submission> = claimed.iter().map(submission_of).collect();
        if !submissions.is_empty() {
            service.submit_many(&submissions).await?;
        }
        tokio::time::sleep(pause).await;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, url, name, log, batch, pause] = &arguments[..] else {
        return Err("usage: latency_worker URL NAME LOG BATCH PAUSE".into());
    };
    work(url, name, &mut File::create(log)?, batch.parse()?, Duration::from_millis(pause.parse()?)).await
}
