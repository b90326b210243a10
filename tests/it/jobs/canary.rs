//! Requeues that run in steps.

use super::Jobs;
use crate::support::Engine;
use crate::support::database::block_on;
use morag_db::jobs::{ClaimRequest, Outcome, Service, Submission, TimeLimits};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

on_every_engine!(
    a_requeue_goes_on_in_growing_steps,
    too_many_failures_stop_it_and_it_can_be_resumed,
    one_that_is_killed_midway_is_resumed,
    it_is_paused_aborted_and_undone,
    new_runs_are_watched,
    a_lost_connection_is_opened_again,
);

/// Creates failed remote jobs, as an old client leaves them.
fn failed(jobs: &Jobs, count: usize) {
    jobs.run(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", &count.to_string()]).expect(0);
    jobs.database.sql("UPDATE remote_jobs SET status = 'failed', error_message = 'disk full'");
}

/// Claims jobs one by one and submits results until `is_over`; each job for which `fails` is true fails.
fn work(jobs: &Jobs, is_over: &AtomicBool, fails: impl Fn(&str) -> bool) {
    block_on(async {
        let mut service = Service::new(jobs.database.session().await, "worker".into()).await.unwrap();
        let types = vec!["audio".to_string()];
        let request = ClaimRequest { worker: "w".into(), types, max: 5, limits: TimeLimits::default() };
        while !is_over.load(Ordering::Relaxed) {
            for job in service.claim(&request).await.unwrap() {
                let outcome = if fails(&job.id) {
                    Outcome::Failure { error: "still broken".into() }
                } else {
                    Outcome::Success { content: Some("x".into()), metadata: None, processing_time: None }
                };
                let submission = Submission { id: job.id, claim_seq: Some(job.claim_seq), worker_id: None, outcome };
                service.submit(&submission).await.unwrap();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        service.close().await;
    });
}

/// Runs `operator` beside a worker.
fn beside_a_worker<T>(jobs: &Jobs, fails: impl Fn(&str) -> bool + Send, operator: impl FnOnce() -> T) -> T {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let over = &is_over;
        scope.spawn(move || work(jobs, over, fails));
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(operator));
        over.store(true, Ordering::Relaxed);
        done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn steps(jobs: &Jobs) -> Vec<String> {
    let counts = jobs.database.sql("SELECT count(*) FROM job_operation_jobs WHERE step IS NOT NULL GROUP BY step ORDER BY step");
    counts.into_iter().map(|row| row[0].clone().unwrap()).collect()
}

fn released(jobs: &Jobs) -> String {
    jobs.database.value("SELECT count(*) FROM job_events WHERE action = 'requeue'")
}

/// The child's standard output, and its exit code.
fn ended(child: std::process::Child) -> (Value, i32) {
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    (serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text} {error}")), output.status.code().unwrap())
}

fn eventually(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn a_requeue_goes_on_in_growing_steps(engine: Engine) {
    let jobs = Jobs::ready(engine);
    failed(&jobs, 30);
    let one = jobs.database.value("SELECT id FROM remote_jobs ORDER BY id LIMIT 1");
    let asked = jobs.run(&["requeue", "--status", "failed", "--canary", "2"]).expect(8).err;
    assert!(asked.contains("in steps: 2 first") && asked.contains("more than 20 % of a step"), "{asked}");
    // one job in twenty fails: less than a fifth of its step, which has more than two jobs
    let begun = jobs.database.value("SELECT id FROM remote_jobs ORDER BY created_at DESC, id DESC LIMIT 1");
    let done = beside_a_worker(
        &jobs,
        |id| id == begun,
        || jobs.json(&["requeue", "--status", "failed", "--canary", "2", "--yes", "--reason", "r"]),
    );
    assert_eq!((&done["state"], &done["released"], &done["remaining"]), (&json!("finished"), &json!(30), &json!(0)), "{done:#}");
    assert_eq!((&done["all"]["completed"], &done["all"]["failed"], &done["all"]["open"]), (&json!(29), &json!(1), &json!(0)), "{done:#}");
    assert_eq!(steps(&jobs), ["2", "8", "20"]);
    let operation = done["operation_id"].as_str().unwrap();
    let audited = jobs.json(&["audit", operation]);
    assert_eq!((&audited["changed"], &audited["state"], &audited["reason"]), (&json!(30), &json!("finished"), &json!("r")));
    assert!(jobs.json(&["show", &one])["events"].as_array().unwrap().iter().any(|e| e["operation_id"] == operation));
    jobs.run(&["operations", "resume", operation]).expect(8);
    jobs.run(&["operations", "pause", operation]).expect(8);
    // an operation without steps
    let other = jobs.create("video", "1");
    let cancelled = jobs.json(&["cancel", &other])["operation_id"].as_str().unwrap().to_string();
    assert!(jobs.run(&["operations", "show", &cancelled]).expect(8).err.contains("applied at once"));
    for wrong in
        [&["--canary", "0"][..], &["--max-failure-rate", "10%"], &["--canary-timeout", "1h"], &["--canary", "1", "--plan-out", "p"]]
    {
        jobs.run(&[&["requeue", "--all", "--yes"][..], wrong].concat()).expect(2);
    }
    jobs.run(&["requeue", "--all", "--canary", "1", "--max-failure-rate", "0.2", "--yes"]).expect(2);
}

fn too_many_failures_stop_it_and_it_can_be_resumed(engine: Engine) {
    let jobs = Jobs::ready(engine);
    failed(&jobs, 40);
    let requeue = ["requeue", "--status", "failed", "--canary", "5", "--max-failure-rate", "10%", "--yes"];
    let stopped = beside_a_worker(
        &jobs,
        |_| true,
        || {
            let run = jobs.run(&[&requeue[..], &["--output", "json"]].concat()).expect(9);
            run.json()
        },
    );
    assert_eq!((&stopped["state"], &stopped["released"], &stopped["remaining"]), (&json!("stopped"), &json!(5), &json!(35)), "{stopped:#}");
    assert!(stopped["stopped_because"].as_str().unwrap().contains("jobs of step 1 failed, more than 10 %"), "{stopped:#}");
    // the books
    let operation = stopped["operation_id"].as_str().unwrap();
    assert_eq!(jobs.json(&["audit", operation])["changed"], 5);
    assert_eq!(released(&jobs), "5");
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs WHERE status = 'failed' AND error_message = 'disk full'"), "35");
    assert_eq!(jobs.json(&["failures"])["jobs"], 40);
    // a retry by the sweeper is a failure too
    let shown = jobs.run(&["operations", "show", operation]).expect(0).out;
    assert!(shown.contains("State") && shown.contains("stopped") && shown.contains(&format!("operations resume {operation}")), "{shown}");
    let done = beside_a_worker(&jobs, |_| false, || jobs.json(&["operations", "resume", operation]));
    assert_eq!((&done["state"], &done["released"]), (&json!("finished"), &json!(40)), "{done:#}");
    assert_eq!((steps(&jobs), &done["step"]), (["5", "5", "20", "10"].map(String::from).to_vec(), &json!(4)), "it begins small again");
    // a step that takes too long
    failed(&jobs, 3);
    let late =
        jobs.run(&["requeue", "--status", "failed", "--canary", "1", "--canary-timeout", "1s", "--yes", "--output", "json"]).expect(9);
    assert!(late.json()["stopped_because"].as_str().unwrap().contains("did not end within the timeout"), "{}", late.out);
}

fn one_that_is_killed_midway_is_resumed(engine: Engine) {
    let jobs = Jobs::ready(engine);
    failed(&jobs, 60);
    let mut child = jobs.database.spawn(&["jobs", "requeue", "--status", "failed", "--canary", "4", "--yes"]);
    eventually("it releases the first step", || released(&jobs) == "4");
    child.kill().unwrap();
    child.wait().unwrap();
    let operation = jobs.database.value("SELECT id FROM job_operations WHERE action = 'requeue'");
    let refused = jobs.run(&["operations", "resume", &operation]).expect(8).err;
    assert!(refused.contains("carried out by another process"), "{refused}");
    // as after 30 s
    jobs.database.sql("UPDATE job_operations SET runner_until = '2020-01-02 03:04:05.000006'");
    assert!(jobs.run(&["operations", "show", &operation]).expect(0).out.contains("no process carries it out"));
    // after SIGTERM it can be resumed at once
    let mut child = jobs.database.spawn(&["jobs", "operations", "resume", &operation]);
    let held = || jobs.database.value("SELECT count(*) FROM job_operations WHERE runner_until > '2021-01-01 00:00:00'") == "1";
    eventually("it has the lease", held);
    std::process::Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert!(!held());
    // killed again in the midst of a step
    let first = beside_a_worker(
        &jobs,
        |_| false,
        || {
            let mut child = jobs.database.spawn(&["jobs", "operations", "resume", &operation]);
            eventually("it goes on", || released(&jobs).parse::<u32>().unwrap() > 4);
            child.kill().unwrap();
            child.wait().unwrap();
            released(&jobs)
        },
    );
    jobs.database.sql("UPDATE job_operations SET runner_until = '2020-01-02 03:04:05.000006'");
    let done = beside_a_worker(&jobs, |_| false, || jobs.json(&["operations", "resume", &operation]));
    assert_eq!((&done["state"], &done["released"], &done["skipped"]), (&json!("finished"), &json!(60), &json!(0)), "{first}: {done:#}");
    assert_eq!(released(&jobs), "60");
    assert_eq!(jobs.database.value("SELECT count(DISTINCT job_id) FROM job_events WHERE action = 'requeue'"), "60", "each job once");
    assert_eq!(jobs.json(&["audit", &operation])["changed"], 60);
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs WHERE status = 'completed'"), "60");
}

fn it_is_paused_aborted_and_undone(engine: Engine) {
    let jobs = Jobs::ready(engine);
    failed(&jobs, 20);
    let child = jobs.database.spawn(&["jobs", "requeue", "--status", "failed", "--canary", "3", "--yes", "--output", "json"]);
    eventually("it releases the first step", || released(&jobs) == "3");
    let operation = jobs.database.value("SELECT id FROM job_operations WHERE action = 'requeue'");
    assert!(jobs.run(&["undo", &operation, "--yes"]).expect(8).err.contains("still being carried out"));
    let paused = jobs.json(&["operations", "pause", &operation[..20], "--as", "ops"]);
    assert_eq!((&paused["state"], &paused["stopped_because"]), (&json!("paused"), &json!("paused by ops")));
    let (report, code) = ended(child);
    assert_eq!((&report["state"], code), (&json!("paused"), 9), "{report:#}");
    jobs.database.sql("UPDATE remote_jobs SET status = 'completed' WHERE status = 'pending'");
    // one that changes meanwhile is skipped
    let taken = jobs.database.value("SELECT job_id FROM job_operation_jobs WHERE step IS NULL ORDER BY position LIMIT 1");
    jobs.run(&["requeue", &taken]).expect(0);
    let child = jobs.database.spawn(&["jobs", "operations", "resume", &operation, "--output", "json"]);
    eventually("the second step is released", || steps(&jobs) == ["3", "12"]);
    let aborted = jobs.json(&["operations", "abort", &operation]);
    assert_eq!(aborted["state"], "aborted");
    let (report, code) = ended(child);
    assert_eq!((&report["state"], code), (&json!("aborted"), 9), "{report:#}");
    jobs.run(&["operations", "resume", &operation]).expect(8);
    assert!(jobs.run(&["audit", &operation]).expect(0).out.contains("requeue (aborted)"));
    assert!(jobs.run(&["audit"]).expect(0).out.contains("requeue (aborted)"));
    // those of the second step wait: they are restored
    let undone = jobs.json(&["undo", &operation, "--yes"]);
    assert_eq!(undone["changed"], 11, "{undone:#}");
    // they have not failed
    let all = jobs.json(&["operations", "show", &operation])["all"].clone();
    assert_eq!((&all["withdrawn"], &all["failed"], &all["completed"]), (&json!(11), &json!(0), &json!(3)), "{all:#}");
    let undo = jobs.run(&["audit", undone["operation_id"].as_str().unwrap()]).expect(0).out;
    assert!(undo.contains(&format!("the jobs of operation {operation}")), "{undo}");
    assert_eq!(jobs.database.sql("SELECT id FROM remote_jobs WHERE status = 'pending'"), [[Some(taken)]]);
}

fn a_lost_connection_is_opened_again(engine: Engine) {
    if engine == Engine::Sqlite {
        return; // a file has no connection to lose
    }
    let jobs = Jobs::ready(engine);
    failed(&jobs, 6);
    let child =
        jobs.database.spawn(&["jobs", "requeue", "--status", "failed", "--canary", "2", "--yes", "--as", "night", "--output", "json"]);
    eventually("it releases the first step", || released(&jobs) == "2");
    let name = &jobs.database.name;
    if engine.is_postgres() {
        jobs.database
            .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    } else {
        let others = format!("SELECT id FROM information_schema.processlist WHERE db = '{name}' AND id <> connection_id()");
        let ids = jobs.database.sql(&others);
        assert!(!ids.is_empty());
        ids.iter().for_each(|row| drop(jobs.database.sql(&format!("KILL {}", row[0].as_deref().unwrap()))));
    }
    let (report, code) = beside_a_worker(&jobs, |_| false, || ended(child));
    assert_eq!((&report["state"], &report["released"], code), (&json!("finished"), &json!(6), 0), "{report:#}");
    let actors = jobs.database.sql("SELECT DISTINCT actor FROM job_events WHERE action = 'requeue'");
    assert_eq!(actors, [[Some("night".to_string())]]);
}

fn new_runs_are_watched(engine: Engine) {
    let jobs = Jobs::ready(engine);
    for n in 1..=3 {
        jobs.database.sql(&format!("INSERT INTO tasks (id, name, total_runs) VALUES ('t{n}', 'n', 1)"));
        jobs.database.sql(&format!("INSERT INTO task_runs (id, task_id, run_number, status) VALUES ('r{n}', 't{n}', 1, 'FAILED')"));
    }
    let child =
        jobs.database.spawn(&["jobs", "requeue", "--kind", "task-run", "--status", "failed", "--canary", "1", "--yes", "--output", "json"]);
    // the application completes each new run
    eventually("all runs are done", || {
        jobs.database.sql("UPDATE task_runs SET status = 'COMPLETED' WHERE status = 'PENDING'");
        jobs.database.value("SELECT count(*) FROM task_runs WHERE status = 'COMPLETED'") == "3"
    });
    let (report, code) = ended(child);
    assert_eq!((&report["state"], &report["all"]["completed"], code), (&json!("finished"), &json!(3), 0), "{report:#}");
    assert_eq!(steps(&jobs), ["1", "2"]);
}
