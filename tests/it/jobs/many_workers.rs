//! Concurrency: each job is completed once, in spite of concurrent expiry, cancellation and requeueing.

use super::Jobs;
use crate::support::Engine;
use crate::support::database::block_on;
use morag_db::error::{Error, SqlErrorKind};
use morag_db::jobs::{ClaimRequest, Outcome, Service, Submission, TimeLimits};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

on_every_engine!(
    each_job_is_done_once_while_others_expire_cancel_and_requeue,
    killed_claimers_and_submitters_lose_nothing,
    a_benchmark_leaves_nothing_behind
);

const WORKERS: usize = 6;
const JOBS: usize = 300;

fn request(worker: &str, max: usize) -> ClaimRequest {
    ClaimRequest { worker: worker.into(), types: vec!["audio".into(), "video".into()], max, limits: TimeLimits::default() }
}

fn success(id: &str, claim_seq: i64, content: &str) -> Submission {
    let outcome = Outcome::Success { content: Some(content.into()), metadata: None, processing_time: None };
    Submission { id: id.into(), claim_seq: Some(claim_seq), worker_id: None, outcome }
}

/// Checks the events: every claim has one, no claim token has two accepted results, and the last status is the row's.
fn check_books(jobs: &Jobs) {
    let rows = jobs.database.sql("SELECT job_id, action, to_status, claim_seq FROM job_events ORDER BY job_id, at, id");
    let mut stories: HashMap<String, Vec<(String, Option<String>, i64)>> = HashMap::new();
    for mut row in rows {
        let seq = row[3].take().and_then(|n| n.parse().ok()).unwrap_or(0);
        stories.entry(row[0].take().unwrap()).or_default().push((row[1].take().unwrap(), row[2].take(), seq));
    }
    for mut row in jobs.database.sql("SELECT id, status, claim_seq FROM remote_jobs") {
        let (id, status) = (row[0].take().unwrap(), row[1].take());
        let claims: i64 = row[2].take().unwrap().parse().unwrap();
        let story = &stories[&id];
        let mut tokens: Vec<i64> = story.iter().filter(|(action, _, _)| action == "claim").map(|(_, _, seq)| *seq).collect();
        assert_eq!(tokens.len() as i64, claims, "{id}: every claim has its event: {story:?}");
        tokens.sort();
        assert_eq!(tokens, (1..=claims).collect::<Vec<_>>(), "{id}: no token was given twice");
        let mut settled: Vec<i64> =
            story.iter().filter(|(action, _, _)| action == "complete" || action == "fail").map(|(_, _, seq)| *seq).collect();
        let count = settled.len();
        settled.dedup();
        assert_eq!(settled.len(), count, "{id}: no token settled twice: {story:?}");
        // two events with the same time have no fixed order: any event may have the row's status
        assert!(story.iter().any(|(_, to, _)| *to == status), "{id} is {status:?}: {story:?}");
    }
}

fn each_job_is_done_once_while_others_expire_cancel_and_requeue(engine: Engine) {
    let jobs = Jobs::ready(engine);
    for ty in ["audio", "video"] {
        jobs.json(&["create", "--type", ty, "--source", "/a", "--ingestion-task", "1", "--count", &(JOBS / 2).to_string()]);
    }
    let stop = AtomicBool::new(false);
    let deadline = Instant::now() + Duration::from_secs(60);
    std::thread::scope(|scope| {
        for n in 0..WORKERS {
            let jobs = &jobs;
            let stop = &stop;
            scope.spawn(move || {
                block_on(async {
                    let mut service = Service::new(jobs.database.session().await, format!("worker {n}")).await.unwrap();
                    while !stop.load(Ordering::Relaxed) && Instant::now() < deadline {
                        // deadlocks and busy errors never reach the user
                        let request = request(&format!("w{n}"), 1 + n % 3);
                        let mut claimed = service.claim(&request).await.unwrap();
                        // some submit in batches and claim the next jobs in the same request
                        while n >= 3 && !claimed.is_empty() {
                            let batch: Vec<Submission> =
                                claimed.iter().map(|job| success(&job.id, job.claim_seq, &format!("by w{n}"))).collect();
                            claimed = service.submit_and_claim(&batch, Some(&request)).await.unwrap().1;
                        }
                        for job in claimed {
                            match service.submit(&success(&job.id, job.claim_seq, &format!("by w{n}"))).await {
                                Ok(_) | Err(Error::Stale { .. }) => {}
                                Err(error) => panic!("{error}: {error:?}"),
                            }
                        }
                    }
                    service.close().await;
                });
            });
        }
        let (jobs, stop) = (&jobs, &stop);
        scope.spawn(move || {
            for round in 0..6 {
                // another client, which must retry after deadlocks
                let is_over = "UPDATE remote_jobs SET timeout_at = '2020-01-02 03:04:05.000006' WHERE status = 'processing'";
                while let Err(answer) = jobs.database.try_sql(is_over) {
                    assert_eq!(answer.kind, SqlErrorKind::Retry, "{answer}");
                }
                jobs.run(&["expire"]).expect(0);
                let cancelled = jobs.run(&["cancel", "--kind", "remote", "--status", "pending,processing", "--limit", "10", "--yes"]);
                assert!(matches!(cancelled.code, 0 | 9), "round {round}: {}", cancelled.err);
                for status in ["timeout", "cancelled"] {
                    let again = jobs.run(&["requeue", "--status", status, "--reset-retries", "--yes", "--reason", "r"]);
                    assert!(matches!(again.code, 0 | 9), "round {round}: {}", again.err);
                }
            }
            while Instant::now() < deadline {
                let open = "SELECT count(*) FROM remote_jobs WHERE status IN ('pending', 'processing')";
                if jobs.database.value(open) == "0" {
                    break;
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            stop.store(true, Ordering::Relaxed);
        });
    });
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs WHERE status = 'completed'"), JOBS.to_string(), "none is lost");
    check_books(&jobs);
    jobs.check_failure_counts();
}

fn killed_claimers_and_submitters_lose_nothing(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.json(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", "40"]);
    for round in 0..12u64 {
        let arguments = ["jobs", "claim", "--worker", "killed", "--types", "audio", "--max", "3"];
        let mut child = jobs.database.spawn(&arguments);
        std::thread::sleep(Duration::from_millis(round * 3));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    // jobs held by the killed workers, if any, become claimable after they expire
    let deadline = Instant::now() + Duration::from_secs(60);
    let mut done = 0;
    while done < 40 && Instant::now() < deadline {
        match jobs.service(async |s| s.claim(&request("alive", 10)).await.unwrap()) {
            claimed if claimed.is_empty() => {
                jobs.database.sql(
                    "UPDATE remote_jobs SET timeout_at = '2020-01-02 03:04:05.000006' WHERE worker_id = 'killed' AND status = 'processing'",
                );
                jobs.run(&["expire"]).expect(0);
                jobs.run(&["requeue", "--status", "timeout", "--yes"]).expect(0);
            }
            claimed => {
                let submissions: Vec<Submission> = claimed.iter().map(|j| success(&j.id, j.claim_seq, "x")).collect();
                let answers = jobs.service(async |s| s.submit_many(&submissions).await.unwrap());
                done += answers.len();
            }
        }
    }
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs WHERE status = 'completed'"), "40");
    check_books(&jobs);
}

fn a_benchmark_leaves_nothing_behind(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.create("audio", "42");
    let before = jobs.database.catalog();
    let rows = jobs.json(&["bench", "--jobs", "50", "--workers", "2"])["rows"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 8);
    assert!(rows.iter().all(|r| r["jobs_per_second"].as_f64().unwrap() > 0.0 && r["commits_per_second"].as_f64().unwrap() > 0.0));
    assert_eq!((jobs.database.catalog(), jobs.database.value("SELECT count(*) FROM remote_jobs")), (before, "1".into()));
    if engine == Engine::Sqlite {
        let files = std::fs::read_dir(jobs.database.folder.path()).unwrap();
        assert!(files.flatten().all(|f| !f.file_name().to_string_lossy().contains("scratch")));
    }
}
