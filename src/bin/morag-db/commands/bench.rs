//! `jobs bench`

use super::{resolve, until_interrupted};
use crate::args::Global;
use crate::exit::Exit;
use crate::output::job_figures::{Bench, BenchRow};
use crate::output::show;
use crate::progress::Progress;
use morag_db::database_url::DatabaseUrl;
use morag_db::db::Access;
use morag_db::error::{Error, Result};
use morag_db::jobs::{Pace, Service};
use morag_db::lifecycle::{Scratch, connect};
use std::time::{Duration, Instant};

/// How long commits are counted.
const COMMITS: Duration = Duration::from_secs(2);

pub fn run(global: &Global, jobs: usize, workers: usize) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let bench = until_interrupted(&progress, async {
        let scratch = Scratch::create(&settings.url).await?;
        let measured = measure(&scratch, jobs, workers).await;
        let removed = scratch.remove().await;
        let rows = measured?;
        removed.map(|()| rows)
    })?;
    show(global, &Bench { target: settings.url.to_string(), jobs, rows: bench })?;
    Ok(Exit::Done)
}

async fn measure(scratch: &Scratch, jobs: usize, workers: usize) -> Result<Vec<BenchRow>> {
    let mut rows = Vec::new();
    let mut worker_counts = vec![1];
    worker_counts.extend((workers > 1).then_some(workers));
    for workers in worker_counts {
        let commits: f64 = {
            let (counts, took) = side_by_side(scratch.url(), workers, async |service, n| {
                service.bench_commits(&format!("bench-{workers}-{n}"), COMMITS).await
            })
            .await?;
            counts.into_iter().sum::<u64>() as f64 / took.as_secs_f64()
        };
        for (batch, pace) in [(1, Pace::Separate), (100, Pace::Separate), (1, Pace::WithNextClaim), (100, Pace::WithNextClaim)] {
            let mut service = open(scratch.url()).await?;
            service.bench_fill(jobs).await?;
            service.close().await;
            let (done, took) =
                side_by_side(scratch.url(), workers, async |service, n| service.bench_work(&format!("w{n}"), batch, pace).await).await?;
            let total: usize = done.into_iter().sum();
            if total != jobs {
                return Err(Error::configuration(format!("only {total} of {jobs} jobs were processed: the measurement is invalid")));
            }
            let per_second = jobs as f64 / took.as_secs_f64();
            rows.push(BenchRow { workers, batch, pace, jobs_per_second: per_second, commits_per_second: commits });
        }
    }
    Ok(rows)
}

async fn open(url: &DatabaseUrl) -> Result<Service> {
    Service::new(connect(url, Access::Write, Duration::ZERO).await?, "bench".into()).await
}

/// Runs `work` in parallel and returns the results and the longest time. Each worker is a thread with its own connection, like a
/// separate process.
async fn side_by_side<T: Send + 'static>(
    url: &DatabaseUrl,
    workers: usize,
    work: impl AsyncFn(&mut Service, usize) -> Result<T> + Sync,
) -> Result<(Vec<T>, Duration)> {
    let barrier = std::sync::Barrier::new(workers);
    let one = |n: usize| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|source| Error::Io {
            doing: "starting",
            path: "the runtime".into(),
            source,
        })?;
        runtime.block_on(async {
            let opened = open(url).await;
            barrier.wait();
            let start = Instant::now();
            let mut service = opened?;
            let result = work(&mut service, n).await?;
            let took = start.elapsed();
            service.close().await;
            Ok((result, took))
        })
    };
    let results: Vec<Result<(T, Duration)>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|n| {
                scope.spawn({
                    let one = &one;
                    move || one(n)
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|t| t.join().unwrap_or_else(|_| Err(Error::configuration("a worker thread stopped unexpectedly"))))
            .collect()
    });
    let (mut all, mut longest) = (Vec::new(), Duration::ZERO);
    for result in results {
        let (value, took) = result?;
        all.push(value);
        longest = longest.max(took);
    }
    Ok((all, longest))
}
