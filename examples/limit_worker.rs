//! Workers for `scripts/bench-limits`: each claims one job of a type at a time, works on it and submits it, until it gets none
//! for half a second. Prints the number of claims that got a job, and their latency in milliseconds: p50 p95 p99.
//!
//!   limit_worker URL WORKERS TYPE MILLISECONDS

use morag_db::database_url::DatabaseUrl;
use morag_db::db::Access;
use morag_db::jobs::{ClaimRequest, Outcome, Service, Submission, TimeLimits};
use morag_db::lifecycle::connect;
use std::error::Error;
use std::time::{Duration, Instant};

type Done<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Claims without a job after which a worker ends.
const EMPTY: u32 = 25;

async fn work(url: String, name: String, ty: String, takes: Duration) -> Done<Vec<f64>> {
    let mut service = Service::new(connect(&DatabaseUrl::parse(&url)?, Access::Write, Duration::ZERO).await?, name.clone()).await?;
    let request = ClaimRequest { worker: name, types: vec![ty], max: 1, limits: TimeLimits::default() };
    let (mut latencies, mut empty) = (Vec::new(), 0);
    while empty < EMPTY {
        let begun = Instant::now();
        let claimed = service.claim(&request).await?;
        let took = begun.elapsed();
        tokio::time::sleep(takes).await;
        empty = if claimed.is_empty() { empty + 1 } else { 0 };
        for job in claimed {
            latencies.push(took.as_secs_f64() * 1000.0);
            let outcome = Outcome::Success { content: Some("done".into()), metadata: None, processing_time: None };
            let submission = Submission { id: job.id, claim_seq: Some(job.claim_seq), worker_id: None, outcome };
            service.submit_many(&[submission]).await?;
        }
    }
    service.close().await;
    Ok(latencies)
}

/// A thread for each worker.
fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, url, workers, ty, takes] = &arguments[..] else {
        return Err("usage: limit_worker URL WORKERS TYPE MILLISECONDS".into());
    };
    let takes = Duration::from_millis(takes.parse()?);
    let start = |n: usize| {
        let (url, ty) = (url.clone(), ty.clone());
        std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work(url, format!("worker {n}"), ty, takes))
        })
    };
    let started: Vec<_> = (0..workers.parse::<usize>()?).map(start).collect();
    let mut all = Vec::new();
    for worker in started {
        all.extend(worker.join().map_err(|_| "a worker has panicked")??);
    }
    all.sort_by(f64::total_cmp);
    let percentile = |share: f64| all.get((all.len() as f64 * share) as usize).copied().unwrap_or_default();
    let line = format!("{} {:.2} {:.2} {:.2}\n", all.len(), percentile(0.5), percentile(0.95), percentile(0.99));
    std::io::Write::write_all(&mut std::io::stdout(), line.as_bytes())?;
    Ok(())
}
