//! A worker for `scripts/bench-bulk`: claims one job and hands it in, again and again, and prints when each claim began and how
//! long it took, in seconds of the machine's clock.
//!
//!   latency_worker URL NAME SECONDS

use morag_db::backend::Access;
use morag_db::database_url::DatabaseUrl;
use morag_db::error::Result;
use morag_db::jobs::{ClaimRequest, Outcome, Service, Submission, TimeLimits};
use morag_db::lifecycle::connect;
use std::fmt::Write;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

async fn work(url: &str, name: &str, limit: Duration) -> Result<String> {
    let mut service = Service::new(connect(&DatabaseUrl::parse(url)?, Access::Write, Duration::ZERO).await?, name.into()).await?;
    let types = vec!["audio".to_string(), "video".to_string()];
    let request = ClaimRequest { worker: name.into(), types, max: 1, limits: TimeLimits::default() };
    let (start, mut lines) = (Instant::now(), String::new());
    while start.elapsed() < limit {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
        let begun = Instant::now();
        let claimed = service.claim(&request).await?;
        // writing to a String does not fail
        let _ = writeln!(lines, "{at:.6} {:.6}", begun.elapsed().as_secs_f64());
        for job in claimed {
            let outcome = Outcome::Success { content: Some("done".into()), metadata: None, processing_time: None };
            let submission = Submission { id: job.id, claim_seq: Some(job.claim_seq), worker_id: None, outcome };
            service.submit_many(&[submission]).await?;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    service.close().await;
    Ok(lines)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, url, name, seconds] = &arguments[..] else {
        eprintln!("usage: latency_worker URL NAME SECONDS");
        return 2.into();
    };
    match work(url, name, Duration::from_secs_f64(seconds.parse().expect("a number"))).await {
        Ok(lines) => {
            print!("{lines}");
            0.into()
        }
        Err(error) => {
            eprintln!("{error}: {error:?}");
            1.into()
        }
    }
}
