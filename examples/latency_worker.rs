//! A worker for `scripts/bench-bulk`: claims and submits one job at a time until it is killed. LOG gets a line for each claim: its
//! start (Unix time) and its latency, both in seconds.
//!
//!   latency_worker URL NAME LOG

use morag_db::database_url::DatabaseUrl;
use morag_db::db::Access;
use morag_db::jobs::{ClaimRequest, Outcome, Service, Submission, TimeLimits};
use morag_db::lifecycle::connect;
use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

async fn work(url: &str, name: &str, log: &mut File) -> Result<(), Box<dyn Error>> {
    let mut service = Service::new(connect(&DatabaseUrl::parse(url)?, Access::Write, Duration::ZERO).await?, name.into()).await?;
    let types = vec!["audio".to_string(), "video".to_string()];
    let request = ClaimRequest { worker: name.into(), types, max: 1, limits: TimeLimits::default() };
    loop {
        let at = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
        let begun = Instant::now();
        let claimed = service.claim(&request).await?;
        writeln!(log, "{at:.6} {:.6}", begun.elapsed().as_secs_f64())?;
        for job in claimed {
            let outcome = Outcome::Success { content: Some("done".into()), metadata: None, processing_time: None };
            let submission = Submission { id: job.id, claim_seq: Some(job.claim_seq), worker_id: None, outcome };
            service.submit_many(&[submission]).await?;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, url, name, log] = &arguments[..] else {
        return Err("usage: latency_worker URL NAME LOG".into());
    };
    work(url, name, &mut File::create(log)?).await
}
