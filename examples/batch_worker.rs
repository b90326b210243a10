//! Workers for `scripts/bench-http`: claim and submit jobs in batches, two transactions per batch, over the library or over HTTP,
//! until there are none. Prints the number of jobs done and the seconds they took.
//!
//!   batch_worker URL WORKERS BATCH        URL: of a database, or http://… of a server; BATCH: batch size
//!   batch_worker URL WORKERS poll TYPE  claims one job at a time, or gets none, for five seconds; prints the number of claims and
//!                                     their latency in milliseconds: p50 p99 max

use morag_db::database_url::DatabaseUrl;
use morag_db::db::Access;
use morag_db::jobs::{ClaimRequest, Outcome, Service, Submission, TimeLimits};
use morag_db::lifecycle::connect;
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::time::{Duration, Instant};

type Done<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How long `poll` measures claims.
const POLLING: Duration = Duration::from_secs(5);
const CONTENT: &str = "The converted text of a short document, as a worker hands it in.";

async fn over_the_library(url: &str, name: &str, batch: usize) -> Done<usize> {
    let mut service = Service::new(connect(&DatabaseUrl::parse(url)?, Access::Write, Duration::ZERO).await?, name.into()).await?;
    let request = ClaimRequest { worker: name.into(), types: vec!["audio".into()], max: batch, limits: TimeLimits::default() };
    let mut done = 0;
    loop {
        let claimed = service.claim(&request).await?;
        if claimed.is_empty() {
            return Ok(done);
        }
        let result = |job: morag_db::jobs::RemoteJob| {
            let outcome = Outcome::Success { content: Some(CONTENT.into()), metadata: None, processing_time: Some(1.5) };
            Submission { id: job.id, claim_seq: Some(job.claim_seq), worker_id: None, outcome }
        };
        let results: Vec<Submission> = claimed.into_iter().map(result).collect();
        done += results.len();
        service.submit_many(&results).await?;
    }
}

/// The JSON bodies of the HTTP API, with only the fields that a worker uses.
#[derive(Deserialize)]
struct Claimed {
    jobs: Vec<Job>,
}

#[derive(Deserialize)]
struct Job {
    job_id: String,
    claim_seq: i64,
}

#[derive(Serialize)]
struct Results {
    results: Vec<JobResult>,
}

#[derive(Serialize)]
struct JobResult {
    job_id: String,
    claim_seq: i64,
    success: bool,
    content: &'static str,
    processing_time: f64,
}

#[derive(Deserialize)]
struct Answers {
    results: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    verdict: String,
}

fn over_http(url: &str, name: &str, batch: usize) -> Done<usize> {
    let agent = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(60))).build().new_agent();
    let poll = format!("{url}/api/v1/remote-jobs/poll?worker_id={name}&content_types=audio&batch=true&max_jobs={batch}");
    let mut done = 0;
    loop {
        let claimed: Claimed = serde_json::from_str(&agent.get(&poll).call()?.body_mut().read_to_string()?)?;
        if claimed.jobs.is_empty() {
            return Ok(done);
        }
        let count = claimed.jobs.len();
        let result = |Job { job_id, claim_seq }| JobResult { job_id, claim_seq, success: true, content: CONTENT, processing_time: 1.5 };
        let body = serde_json::to_string(&Results { results: claimed.jobs.into_iter().map(result).collect() })?;
        let answer = agent
            .post(format!("{url}/api/v1/remote-jobs/results"))
            .content_type("application/json")
            .send(body)?
            .body_mut()
            .read_to_string()?;
        let answers: Answers = serde_json::from_str(&answer)?;
        let accepted = answers.results.iter().filter(|answer| answer.verdict == "accepted").count();
        if accepted != count {
            return Err(format!("{accepted} of {count} results were accepted").into());
        }
        done += accepted;
    }
}

fn work(url: &str, name: &str, batch: usize) -> Done<usize> {
    if url.starts_with("http") {
        return over_http(url, name, batch);
    }
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(over_the_library(url, name, batch))
}

/// Latencies in milliseconds of claims of one job each, repeated for [`POLLING`].
fn polls(url: &str, name: &str, ty: &str) -> Done<Vec<f64>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut claim: Box<dyn FnMut() -> Done<()>> = if url.starts_with("http") {
        let agent = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(60))).build().new_agent();
        let poll = format!("{url}/api/v1/remote-jobs/poll?worker_id={name}&content_types={ty}");
        Box::new(move || {
            agent.get(&poll).call()?.body_mut().read_to_string()?;
            Ok(())
        })
    } else {
        let connected = async { Service::new(connect(&DatabaseUrl::parse(url)?, Access::Write, Duration::ZERO).await?, name.into()).await };
        let mut service = runtime.block_on(connected)?;
        let request = ClaimRequest { worker: name.into(), types: vec![ty.into()], max: 1, limits: TimeLimits::default() };
        Box::new(move || {
            runtime.block_on(service.claim(&request))?;
            Ok(())
        })
    };
    let (end, mut took) = (Instant::now() + POLLING, Vec::new());
    while Instant::now() < end {
        let begun = Instant::now();
        claim()?;
        took.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(took)
}

/// Runs `work` in `workers` threads in parallel and returns their results.
fn each<T: Send>(workers: usize, work: impl Fn(&str) -> Done<T> + Sync) -> Done<Vec<T>> {
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|n| scope.spawn(move || work(&format!("w{n}")))).collect();
        threads.into_iter().map(|thread| thread.join().map_err(|_| "a worker panicked")?).collect()
    })
}

fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let (url, workers, batch) = match &arguments[..] {
        [_, url, workers, poll, ty] if poll == "poll" => {
            let mut took = each(workers.parse()?, |name| polls(url, name, ty))?.concat();
            took.sort_by(f64::total_cmp);
            let at = |part: usize| took[(took.len() - 1) * part / 100];
            println!("{} {:.2} {:.2} {:.2}", took.len(), at(50), at(99), at(100));
            return Ok(());
        }
        [_, url, workers, batch] => (url, workers.parse()?, batch.parse()?),
        _ => return Err("usage: batch_worker URL WORKERS BATCH, or URL WORKERS poll TYPE".into()),
    };
    let begun = Instant::now();
    let done = each(workers, |name| work(url, name, batch))?;
    println!("{} {:.6}", done.into_iter().sum::<usize>(), begun.elapsed().as_secs_f64());
    Ok(())
}
