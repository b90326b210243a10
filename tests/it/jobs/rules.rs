//! The rules of jobs: every pair of status and action, waiting ingestion jobs, expiry and retries, difficult values.

use super::Jobs;
use crate::support::Engine;
use morag_db::jobs::{Action, Force, Kind, RetryScope, Status};

on_every_engine!(
    every_pair_of_status_and_action_is_as_the_table_says,
    the_other_kinds_are_requeued_and_cancelled_as_their_applications_would,
    an_ingestion_job_waits_and_goes_on_after_the_last,
    what_failed_is_tried_again_after_a_while_and_not_for_ever,
    only_failures_of_our_own_claims_within_the_window_are_retried,
    values_that_hurt_are_kept_and_shown_safely,
    bad_input_makes_nothing,
);

fn every_pair_of_status_and_action_is_as_the_table_says(engine: Engine) {
    let jobs = Jobs::ready(engine);
    for from in Status::ALL {
        for action in Action::ALL {
            for force in [Force::No, Force::Yes] {
                let is_operators = matches!(action, Action::Requeue);
                if force == Force::Yes && !is_operators {
                    continue;
                }
                let id = jobs.create("audio", "42");
                let time = "'2026-03-04 05:06:07.000008'";
                jobs.database.sql(&format!(
                    "UPDATE remote_jobs SET status = '{from}', claim_seq = 5, worker_id = 'w', started_at = {time}, claim_started_at = {time} WHERE id = '{id}'"
                ));
                if action == Action::Expire {
                    jobs.age(&id);
                }
                let before = jobs.row(&id);
                match action {
                    Action::Claim => drop(jobs.claim("other", "audio")),
                    Action::Heartbeat => drop(jobs.run(&["heartbeat", &id, "--claim", "5"])),
                    Action::Release => drop(jobs.service(async |s| s.release(&[(id.clone(), 5)]).await.unwrap())),
                    Action::Complete => drop(jobs.succeed(&id, "5", "x")),
                    Action::Fail => drop(jobs.fail(&id, "5", "x")),
                    Action::Expire => drop(jobs.run(&["expire"])),
                    Action::Retry => {
                        // the event that morag-db records for a failure of its own claim
                        let now = jobs.database.engine.backend().now();
                        jobs.database.sql(&format!(
                            "INSERT INTO job_events (id, kind, job_id, at, action, from_status, to_status, claim_seq, actor) \
                             VALUES ('{}', 'remote', '{id}', {now}, 'fail', 'processing', 'failed', 5, 't'); \
                             UPDATE remote_jobs SET completed_at = {now} WHERE id = '{id}'",
                            uuid::Uuid::now_v7()
                        ));
                        let before_retry = jobs.row(&id);
                        jobs.service(async |s| s.retry(RetryScope::default()).await.unwrap());
                        if Kind::Remote.transition(from, action, force).is_none() {
                            assert_eq!(jobs.row(&id), before_retry, "retry of a {from} job is refused");
                            jobs.database.sql("DELETE FROM remote_jobs; DELETE FROM job_events");
                            continue;
                        }
                    }
                    Action::Requeue if force == Force::Yes => drop(jobs.run(&["requeue", &id, "--force", "--reason", "r"])),
                    Action::Requeue => drop(jobs.run(&["requeue", &id])),
                    Action::Prioritise => drop(jobs.run(&["prioritise", &id, "--to", "-1"])),
                    Action::Cancel => drop(jobs.run(&["cancel", &id])),
                    Action::Purge => drop(jobs.run(&["purge", &id])),
                    // by operation, not by job
                    Action::Undo => {}
                }
                let after = jobs.row(&id);
                match Kind::Remote.transition(from, action, force) {
                    None => assert_eq!(after, before, "{action:?} of a {from} job is refused"),
                    Some(None) => assert!(after.is_empty(), "{action:?} of a {from} job removes it"),
                    Some(Some(to)) => {
                        assert_eq!(jobs.status(&id), to.as_str(), "{action:?} of a {from} job");
                        assert_ne!(after, before);
                    }
                }
                jobs.database.sql("DELETE FROM remote_jobs");
            }
        }
    }
}

/// Inserts a row of a kind that other applications process, with the status `label`.
fn insert_others(jobs: &Jobs, kind: Kind, id: &str, label: &str) {
    let sql = match kind {
        Kind::Remote => return,
        Kind::Ingest => format!(
            "INSERT INTO jobs (id, document_name, document_type, status, percentage, end_date, document_id, user_id) \
             VALUES ('{id}', 'd', 'pdf', '{label}', 40, '2026-03-04 05:06:07.000008', 'd1', 'u1')"
        ),
        Kind::Processing => format!(
            "INSERT INTO processing_jobs (id, user_id, conversation_id, job_type, status, user_query, progress, error_message) \
             VALUES ('{id}', '{id}', '{id}', 'map', '{label}', 'q', 0.5, 'broke')"
        ),
        Kind::TaskRun => {
            format!("INSERT INTO task_runs (id, task_id, run_number, status, plan) VALUES ('{id}', 't1', 1, '{label}', '{{\"a\": 1}}')")
        }
    };
    jobs.database.sql(&sql);
}

fn the_other_kinds_are_requeued_and_cancelled_as_their_applications_would(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let db = &jobs.database;
    let nil = "00000000-0000-7000-8000-000000000000";
    db.sql("INSERT INTO users (id, name, email) VALUES ('u1', 'n', 'e')");
    db.sql("INSERT INTO documents (id, name, type, user_id) VALUES ('d1', 'n', 'pdf', 'u1')");
    db.sql(&format!("INSERT INTO profiles (id, user_id, email) VALUES ('{nil}', '{nil}', 'e')"));
    db.sql(&format!("INSERT INTO conversations (id, user_id, title) VALUES ('{nil}', '{nil}', 't')"));
    db.sql("INSERT INTO tasks (id, name, total_runs) VALUES ('t1', 'n', 1)");
    for kind in [Kind::Ingest, Kind::Processing, Kind::TaskRun] {
        for from in Status::ALL {
            for (action, word) in [(Action::Requeue, "requeue"), (Action::Cancel, "cancel"), (Action::Purge, "purge")] {
                let Some(label) = kind.labels(from).first() else { continue };
                insert_others(&jobs, kind, nil, label);
                let select = format!("SELECT * FROM {} WHERE id = '{nil}'", kind.table());
                let before = db.sql(&select);
                let run = jobs.run(&[word, nil]);
                let status = db.value(&format!("SELECT status FROM {} WHERE id = '{nil}'", kind.table()));
                match kind.transition(from, action, Force::No) {
                    None => {
                        assert_eq!((run.code, db.sql(&select)), (9, before), "{word} of {kind} {label}: {}", run.out);
                    }
                    Some(_) if kind == Kind::TaskRun && action == Action::Requeue => {
                        assert_eq!(db.sql(&select), before, "the old run is the record of what happened");
                        assert_eq!(db.value("SELECT count(*) FROM task_runs WHERE run_number = 2 AND status = 'PENDING'"), "1");
                        db.sql("DELETE FROM task_runs WHERE run_number = 2");
                    }
                    Some(to) => {
                        let to = kind.status(&status) == to;
                        assert!(run.code == 0 && to, "{word} of {kind} {label}: {status} {}", run.err);
                    }
                }
                db.sql(&format!("DELETE FROM {} WHERE id = '{nil}'", kind.table()));
            }
        }
    }
    assert!(db.value("SELECT total_runs FROM tasks").parse::<u32>().unwrap() > 1, "a new run is counted");
    insert_others(&jobs, Kind::Ingest, nil, "FAILED");
    jobs.run(&["requeue", nil]).expect(0);
    assert_eq!(db.sql("SELECT status, percentage, end_date FROM jobs"), [[Some("PENDING".to_string()), Some("0".into()), None]]);
    let list = jobs.json(&["list", "--kind", "ingest"]);
    assert_eq!((list["jobs"][0]["status"].as_str(), list["jobs"][0]["native_status"].as_str()), (Some("pending"), Some("PENDING")));
}

fn an_ingestion_job_waits_and_goes_on_after_the_last(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let db = &jobs.database;
    db.sql("INSERT INTO users (id, name, email) VALUES ('u1', 'n', 'e')");
    db.sql("INSERT INTO documents (id, name, type, user_id) VALUES ('d1', 'n', 'pdf', 'u1')");
    for id in ["good", "bad"] {
        db.sql(&format!(
            "INSERT INTO jobs (id, document_name, document_type, document_id, user_id) VALUES ('{id}', 'd', 'pdf', 'd1', 'u1')"
        ));
    }
    let waits = |id: &str| db.value(&format!("SELECT status FROM jobs WHERE id = '{id}'"));
    let (first, second) = (jobs.create("audio", "good"), jobs.create("video", "good"));
    assert_eq!(waits("good"), "WAITING_FOR_REMOTE_WORKER");
    let (_, token) = jobs.claim("w", "audio").unwrap();
    let answer = jobs.json(&["submit", &first, "--claim", &token, "--success"]);
    assert_eq!(answer["answers"][0]["ingestion_continued"], false);
    assert_eq!(waits("good"), "WAITING_FOR_REMOTE_WORKER", "another one is to come");
    let (_, token) = jobs.claim("w", "video").unwrap();
    let answer = jobs.json(&["submit", &second, "--claim", &token, "--success"]);
    assert_eq!(answer["answers"][0]["ingestion_continued"], true);
    assert_eq!(waits("good"), "PENDING");
    let made = jobs.json(&["create", "--type", "web", "--source", "/x", "--ingestion-task", "bad", "--max-retries", "2"]);
    let id = made["ids"][0].as_str().unwrap();
    for (n, status) in [(1, "WAITING_FOR_REMOTE_WORKER"), (2, "FAILED")] {
        let (_, token) = jobs.claim("w", "web").unwrap();
        jobs.fail(id, &token, "no such page").expect(0);
        assert_eq!(waits("bad"), status, "failure {n} of 2");
        if n == 1 {
            jobs.run(&["requeue", id]).expect(0);
        }
    }
    assert_eq!(db.value("SELECT summary FROM jobs WHERE id = 'bad'"), "no such page");
}

fn what_failed_is_tried_again_after_a_while_and_not_for_ever(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("web", "42");
    for n in 1..=3 {
        let (_, token) = jobs.claim("w", "web").unwrap();
        jobs.fail(&id, &token, "broke").expect(0);
        let swept = jobs.json(&["expire", "--retry"]);
        assert_eq!(swept["retried"], if n < 3 { 1 } else { 0 }, "three failures are enough");
        assert!(jobs.claim("w", "web").is_none(), "not at once");
        jobs.database.sql("UPDATE remote_jobs SET run_after = '2020-01-02 03:04:05.000006' WHERE run_after IS NOT NULL");
    }
    assert_eq!(jobs.status(&id), "failed");
    let refused = jobs.run(&["requeue", &id]).expect(9).out;
    assert!(refused.contains("--reset-retries"), "{refused}");
    jobs.run(&["requeue", &id, "--reset-retries"]).expect(0);
    assert_eq!(jobs.json(&["show", &id])["remote"]["retry_count"], 0);
    // a pending job that is not claimed expires too
    jobs.age(&id);
    assert_eq!(jobs.json(&["expire"])["expired"], 1);
    let row = jobs.json(&["show", &id])["remote"].clone();
    assert_eq!((row["status"].as_str(), row["error_message"].as_str()), (Some("timeout"), Some("No worker claimed the job in time")));
}

fn only_failures_of_our_own_claims_within_the_window_are_retried(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let now = engine.backend().now();
    // failed by MoRAG's own server, which does not retry jobs
    let theirs: Vec<String> = (0..5).map(|_| jobs.create("web", "42")).collect();
    for id in &theirs {
        jobs.database.sql(&format!(
            "UPDATE remote_jobs SET status = 'failed', retry_count = 1, started_at = {now}, completed_at = {now}, error_message = 'theirs' WHERE id = '{id}'"
        ));
    }
    // failed under a claim of morag-db, but long ago
    let old = jobs.create("web", "42");
    let (_, token) = jobs.claim("w", "web").unwrap();
    jobs.fail(&old, &token, "old").expect(0);
    jobs.database.sql(&format!(
        "UPDATE remote_jobs SET completed_at = '2026-01-02 03:04:05.000006' WHERE id = '{old}'; \
         UPDATE job_events SET at = '2026-01-02 03:04:05.000006' WHERE job_id = '{old}'"
    ));
    let new = jobs.create("web", "42");
    let (_, token) = jobs.claim("w", "web").unwrap();
    jobs.fail(&new, &token, "no codec").expect(0);
    let due = jobs.json(&["expire", "--retry", "--dry-run"]);
    assert_eq!((due["to_expire"].as_u64(), due["to_retry"].as_u64()), (Some(0), Some(1)), "{due}");
    let before: Vec<_> = theirs.iter().chain([&old]).map(|id| jobs.row(id)).collect();
    assert_eq!(jobs.json(&["expire", "--retry"])["retried"], 1);
    assert_eq!(theirs.iter().chain([&old]).map(|id| jobs.row(id)).collect::<Vec<_>>(), before);
    let row = jobs.json(&["show", &new])["remote"].clone();
    assert_eq!((row["status"].as_str(), row["error_message"].as_str()), (Some("pending"), Some("no codec")), "it failed before, and why");
    // a large backlog of failures is refused
    jobs.database.sql("DELETE FROM remote_jobs");
    for _ in 0..101 {
        let id = jobs.create("web", "42");
        jobs.database.sql(&format!(
            "UPDATE remote_jobs SET status = 'failed', claim_seq = 1, completed_at = {now} WHERE id = '{id}'; \
             INSERT INTO job_events (id, kind, job_id, at, action, from_status, to_status, claim_seq, actor) \
             VALUES ('{}', 'remote', '{id}', {now}, 'fail', 'processing', 'failed', 1, 't')",
            uuid::Uuid::now_v7()
        ));
    }
    let refused = jobs.run(&["expire", "--retry"]).expect(8);
    assert!(refused.err.contains("101 failures") && refused.err.contains("--retry-backlog"), "{}", refused.err);
    assert_eq!(jobs.json(&["expire", "--retry", "--retry-backlog"])["retried"], 101);
}

fn values_that_hurt_are_kept_and_shown_safely(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let hostile = "Ω 😀 \"'`\\ \u{202e}; DROP TABLE users; -- %s {} \u{1b}[31m\\' \\\" $$ /* */ ?1 :x @y";
    let made =
        jobs.json(&["create", "--type", "audio", "--source", hostile, "--ingestion-task", hostile, "--option", &format!("k'\\={hostile}")]);
    let id = made["ids"][0].as_str().unwrap();
    let claimed = jobs.json(&["claim", "--worker", hostile, "--types", "audio"]);
    let job = &claimed["jobs"][0];
    assert_eq!((job["source_file_path"].as_str(), job["ingestion_task_id"].as_str()), (Some(hostile), Some(hostile)));
    assert_eq!((job["worker_id"].as_str(), job["task_options"]["k'\\"].as_str()), (Some(hostile), Some(hostile)));
    let long = format!("{hostile}\n{}", "long 😀 ".repeat(150_000));
    jobs.service(async |s| {
        let outcome = morag_db::jobs::Outcome::Failure { error: long.clone() };
        let submission = morag_db::jobs::Submission { id: id.to_uppercase(), claim_seq: Some(1), worker_id: None, outcome };
        s.submit(&submission).await.unwrap();
    });
    let story = jobs.json(&["show", id]);
    assert_eq!(story["remote"]["error_message"].as_str(), Some(long.as_str()), "a message of 1 MB is kept whole");
    for arguments in [&["list"][..], &["show", id], &["list", "--error", "drop table", "--worker", hostile]] {
        let out = jobs.run(arguments).expect(0).out;
        assert!(out.contains(id) && !out.contains('\u{1b}') && !out.contains('\u{202e}'), "{arguments:?}");
    }
    assert!(jobs.run(&["list"]).out.lines().all(|l| l.chars().count() < 1000), "a list shows the first line");
    assert!(jobs.run(&["list", "--error", "100%_!"]).expect(0).out.contains("No job"));
    // a NUL in a result is replaced
    let id = jobs.create("web", "42");
    let (_, token) = jobs.claim("w", "web").unwrap();
    let file = jobs.database.folder.path().join("results");
    std::fs::write(&file, format!("{{\"id\": \"{id}\", \"claim_seq\": {token}, \"outcome\": \"success\", \"content\": \"a\\u0000b\"}}\n"))
        .unwrap();
    let answer = jobs.json(&["submit", "--from-ndjson", file.to_str().unwrap()]);
    assert_eq!(
        (answer["answers"][0]["verdict"].as_str(), answer["answers"][0]["has_replaced_nul"].as_bool()),
        (Some("accepted"), Some(true))
    );
    assert_eq!(jobs.json(&["show", &id])["remote"]["result_data"]["content"], "a\u{fffd}b");
    assert_eq!(jobs.database.value("SELECT count(*) FROM users"), "0", "the table is there");
}

fn bad_input_makes_nothing(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let create = |more: &[&str]| {
        let mut all = vec!["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1"];
        all.extend(more);
        jobs.run(&all)
    };
    assert!(
        jobs.run(&["create", "--type", "smell", "--source", "/a", "--ingestion-task", "1"]).expect(2).err.contains("the types are audio")
    );
    create(&["--options", "[1]"]).expect(2);
    create(&["--options", "{"]).expect(2);
    create(&["--option", "novalue"]).expect(2);
    let deep = format!("{{\"a\": {}1{}}}", "[".repeat(31), "]".repeat(31));
    assert!(create(&["--options", &deep]).expect(2).err.contains("31 levels"));
    let file = jobs.database.folder.path().join("jobs.ndjson");
    let line = r#"{"ingestion_task_id": "1", "source_file_path": "/a", "content_type": "audio"}"#;
    std::fs::write(&file, format!("{line}\n{}\n", line.replace("audio", "smell"))).unwrap();
    assert!(jobs.run(&["create", "--from-ndjson", file.to_str().unwrap()]).expect(2).err.contains("job 2"));
    std::fs::write(&file, format!("{line}\n{{\n")).unwrap();
    assert!(jobs.run(&["create", "--from-ndjson", file.to_str().unwrap()]).expect(2).err.contains("line 2"));
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs"), "0");
    std::fs::write(&file, format!("{line}\n").repeat(1200)).unwrap();
    assert_eq!(jobs.json(&["create", "--from-ndjson", file.to_str().unwrap()])["ids"].as_array().unwrap().len(), 1200);
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_events WHERE action = 'create'"), "1200");
    jobs.run(&["claim", "--worker", "", "--types", "audio"]).expect(2);
    jobs.run(&["submit", "x"]).expect(2);
    jobs.run(&["submit", "nothing", "--claim", "1", "--success"]).expect(10);
}
