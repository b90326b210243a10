//! Jobs after a copy: their history is found whatever the spelling of their ids, and a copy taken while workers write is one state
//! of the books.

use crate::jobs::Jobs;
use crate::support::{Engine, TestDatabase};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

on_every_engine!(
    the_history_of_a_job_goes_along_with_it,
    archived_jobs_go_along_with_their_counts,
    a_copy_beside_workers_is_one_state_of_the_books,
);

fn the_history_of_a_job_goes_along_with_it(engine: Engine) {
    for target in [Engine::Sqlite, Engine::Postgres].into_iter().filter(|target| *target == Engine::Sqlite || engine.is_postgres()) {
        history_goes_along(engine, target);
    }
    if engine.is_postgres() {
        history_goes_along(Engine::Sqlite, engine);
    }
}

fn history_goes_along(engine: Engine, target: Engine) {
    let source = Jobs::ready(engine);
    // as SQLAlchemy 2 writes ids, and as morag-db does
    let id = if engine.is_postgres() { "018f3c1e-0000-7000-8000-00000000000a" } else { "018f3c1e00007000800000000000000a" };
    source.database.sql(&format!(
        "INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type) VALUES ('{id}', 't', 'p', 'audio')"
    ));
    let (claimed, token) = source.claim("w", "audio").unwrap();
    source.fail(&claimed, &token, "no space left").expect(0);
    source.run(&["submit", &claimed, "--claim", &token, "--success", "--content", "too late"]).expect(9);
    let copy = Jobs { database: TestDatabase::missing(target) };
    source.database.copy_to(&copy.database, &[]).expect(0);
    let story = |jobs: &Jobs| {
        let shown = jobs.json(&["show", "018f3c1e"]);
        let actions: Vec<String> = shown["events"].as_array().unwrap().iter().map(|e| e["action"].to_string()).collect();
        (actions, jobs.json(&["late", "list"])["late_results"].as_array().map_or(0, Vec::len))
    };
    let (before, after) = (story(&source), story(&copy));
    assert!(before.0.len() >= 2, "{before:?}");
    assert_eq!(before, after, "{engine:?} to {target:?}");
    let late = copy.json(&["late", "list"]);
    let late = late["late_results"][0]["id"].as_str().unwrap();
    copy.run(&["late", "accept", late, "--reason", "it is right"]).expect(0);
    let back = TestDatabase::missing(engine);
    copy.database.copy_to(&back, &[]).expect(0);
    assert_eq!(back.value("SELECT status FROM remote_jobs"), "completed");
}

/// Archives `count` jobs that ended at `time`.
fn archive(jobs: &Jobs, count: usize, time: &str) {
    for _ in 0..count {
        let id = jobs.create("audio", "1");
        jobs.run(&["cancel", &id]).expect(0);
        jobs.database.sql(&format!("UPDATE remote_jobs SET completed_at = '{time}' WHERE id = '{id}'"));
    }
    assert_eq!(jobs.json(&["archive", "--ended-before", "2026-06-01", "--yes"])["moved"], count);
}

/// Month, jobs, events and bytes as `jobs archive` has them.
fn months(jobs: &Jobs) -> Vec<(String, u64, u64, u64)> {
    let of = |month: &serde_json::Value| {
        let number = |name: &str| month[name].as_u64().unwrap();
        (month["month"].as_str().unwrap().to_string(), number("jobs"), number("events"), number("bytes"))
    };
    jobs.json(&["archive"])["months"].as_array().unwrap().iter().map(of).collect()
}

fn archived_jobs_go_along_with_their_counts(engine: Engine) {
    let source = Jobs::ready(engine);
    archive(&source, 2, "2026-03-02 03:04:05.000006");
    archive(&source, 3, "2026-04-02 03:04:05.000006");
    let others = [Engine::Sqlite, Engine::Postgres, Engine::MySql, Engine::MariaDb];
    for other in others {
        let target = Jobs { database: TestDatabase::missing(other) };
        source.database.copy_to(&target.database, &[]).expect(0);
        assert_eq!(months(&target), months(&source), "{engine:?} to {other:?}");
        target.database.run(&["verify"]).expect(0);
        target.run(&["archive", "drop", "2026-03", "--yes"]).expect(0);
        assert_eq!(target.database.value("SELECT count(*) FROM job_history"), "3");
    }
    // each side has jobs that the other one lacks, in a month that it has and in one that it has not
    let target = Jobs { database: TestDatabase::missing(engine) };
    source.database.copy_to(&target.database, &[]).expect(0);
    archive(&source, 1, "2026-02-02 03:04:05.000006");
    archive(&target, 2, "2026-04-03 03:04:05.000006");
    source.database.copy_to(&target.database, &["--into-existing"]).expect(0);
    let jobs =
        |jobs: &Jobs| months(jobs).into_iter().map(|(month, jobs, events, _)| format!("{month}: {jobs}, {events}")).collect::<Vec<_>>();
    assert_eq!(jobs(&target), ["2026-04: 5, 10", "2026-03: 2, 4", "2026-02: 1, 2"]);
    // rows without their counts
    let without = Jobs { database: TestDatabase::missing(engine) };
    source.database.copy_to(&without.database, &["--exclude", "job_history_months"]).expect(0);
    assert_eq!(months(&without), months(&source));
    // a backup and what is restored from it
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.db.zst");
    source.database.run(&["backup", file.to_str().unwrap(), "--compress"]).expect(0);
    let restored = Jobs { database: TestDatabase::missing(engine) };
    restored.database.run(&["restore", file.to_str().unwrap()]).expect(0);
    assert_eq!(months(&restored), months(&source));
}

fn a_copy_beside_workers_is_one_state_of_the_books(engine: Engine) {
    let source = Jobs::ready(engine);
    source.database.run(&["seed", "--remote-jobs", "2000"]).expect(0);
    let goes_on = AtomicBool::new(true);
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let (source, goes_on) = (&source, &goes_on);
            scope.spawn(move || {
                while goes_on.load(Ordering::Relaxed) {
                    let worker = format!("w{worker}");
                    let claimed = source.json(&["claim", "--worker", &worker, "--types", "audio,video,document,image,web,youtube"]);
                    let Some(job) = claimed["jobs"].get(0) else {
                        source.create("audio", "t");
                        continue;
                    };
                    source.succeed(job["id"].as_str().unwrap(), &job["claim_seq"].to_string(), "done").expect(0);
                }
            });
        }
        let events = || source.database.value("SELECT count(*) FROM job_events").parse::<u64>().unwrap();
        let start = Instant::now();
        while events() < 40 && start.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(50));
        }
        for _ in 0..3 {
            let before = events();
            let copy = TestDatabase::missing(Engine::Sqlite);
            source.database.copy_to(&copy, &["--rate", "2MB"]).expect(0);
            assert!(events() > before, "nobody wrote meanwhile");
            check_books(&copy);
        }
        goes_on.store(false, Ordering::Relaxed);
    });
}

/// Each job that a worker touched has the events of its status, and each event has its job.
fn check_books(copy: &TestDatabase) {
    let wrong = |what: &str, sql: &str| assert_eq!(copy.value(sql), "0", "{what}");
    wrong("events without a job", "SELECT count(*) FROM job_events e WHERE NOT EXISTS (SELECT 1 FROM remote_jobs r WHERE r.id = e.job_id)");
    wrong(
        "completed without an event, or with two",
        "SELECT count(*) FROM remote_jobs r WHERE worker_id LIKE 'w_' AND status = 'completed' AND claim_started_at IS NOT NULL \
         AND (SELECT count(*) FROM job_events e WHERE e.job_id = r.id AND action = 'complete') <> 1",
    );
    wrong(
        "claimed without an event",
        "SELECT count(*) FROM remote_jobs r WHERE worker_id LIKE 'w_' AND claim_started_at IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM job_events e WHERE e.job_id = r.id AND e.action = 'claim' AND e.claim_seq = r.claim_seq)",
    );
    wrong(
        "an event of the end of a job that has not ended",
        "SELECT count(*) FROM job_events e JOIN remote_jobs r ON r.id = e.job_id WHERE e.action = 'complete' AND r.status <> 'completed'",
    );
    assert_ne!(copy.value("SELECT count(*) FROM job_events WHERE action = 'complete'"), "0");
}
