//! `jobs why`: each reason is set up, named, and ended by the command that it suggests.

use super::Jobs;
use crate::support::Engine;
use serde_json::{Value, json};

on_every_engine!(
    a_job_that_waits_is_explained,
    a_job_that_a_worker_has_is_explained,
    a_job_that_failed_is_explained,
    a_job_that_is_over_is_explained,
    jobs_of_other_applications_are_explained,
    all_that_is_stuck_is_grouped
);

const OLD: &str = "2020-01-02 03:04:05.000006";

impl Jobs {
    fn why(&self, id: &str) -> Value {
        self.json(&["why", id])
    }

    /// Runs the `n`-th suggested command.
    fn follow(&self, why: &Value, n: usize) {
        let command = why["next"][n]["command"].as_str().unwrap();
        let words: Vec<&str> = command.strip_prefix("morag-db jobs ").unwrap().split(' ').collect();
        let filled = words.iter().map(|word| match *word {
            "NAME" => "w9",
            "TEXT" => "as suggested",
            word => word,
        });
        self.run(&filled.collect::<Vec<_>>()).expect(0);
    }

    /// What rows of `jobs` refer to.
    fn add_document(&self) {
        self.database.sql("INSERT INTO users (id, name, email) VALUES ('u1', 'n', 'e')");
        self.database.sql("INSERT INTO documents (id, name, type, user_id) VALUES ('d1', 'n', 'pdf', 'u1')");
    }

    fn failed(&self, ty: &str, error: &str) -> String {
        let id = self.create(ty, "42");
        let (_, token) = self.claim("w1", ty).unwrap();
        self.fail(&id, &token, error).expect(0);
        id
    }
}

fn a_job_that_waits_is_explained(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("video", "42");
    let why = jobs.why(&id);
    assert_eq!((&why["reason"], &why["workers"], &why["job"]["id"]), (&json!("no_worker"), &json!([]), &json!(id)));
    // a worker that takes other types
    jobs.create("audio", "42");
    jobs.claim("ears", "audio").unwrap();
    let why = jobs.why(&id);
    assert_eq!((&why["reason"], &why["workers"][0]["types"]), (&json!("no_worker"), &json!(["audio"])));
    assert!(why["explanation"].as_str().unwrap().contains("ears (audio)"), "{why:#}");
    jobs.follow(&why, 0);
    assert_eq!(jobs.status(&id), "processing");
    // now a worker takes this type, and is busy
    let (second, third) = (jobs.create("video", "42"), jobs.create("video", "42"));
    let why = jobs.why(&third);
    assert_eq!((&why["reason"], &why["ahead"], &why["is_capped"]), (&json!("queued"), &json!(1), &json!(false)));
    assert_eq!((&why["workers"][0]["worker_id"], &why["workers"][0]["takes_type"]), (&json!("w9"), &json!(true)));
    assert_eq!(jobs.why(&second)["ahead"], 0);
    for _ in [&second, &third] {
        let (id, token) = jobs.claim("w9", "video").unwrap();
        jobs.succeed(&id, &token, "x").expect(0);
    }
    jobs.follow(&why, 0);
    // a worker that was heard of ten minutes ago may have stopped
    let ago = (chrono::Utc::now() - chrono::TimeDelta::minutes(10)).format("%Y-%m-%d %H:%M:%S%.6f");
    jobs.database.sql(&format!("UPDATE remote_jobs SET heartbeat_at = '{ago}', started_at = '{ago}' WHERE content_type = 'video'"));
    let next = jobs.create("video", "42");
    let why = jobs.why(&next);
    assert!(why["explanation"].as_str().unwrap().contains("w9 was heard of last, 10m ago: they may have stopped"), "{why:#}");
    assert_eq!(why["next"][0]["command"], "morag-db jobs workers");
    jobs.database.sql(&format!("DELETE FROM remote_jobs WHERE id = '{next}'"));
    // a worker that was heard of long ago is none
    jobs.database.sql(&format!("UPDATE remote_jobs SET heartbeat_at = '{OLD}', started_at = '{OLD}' WHERE content_type = 'video'"));
    assert_eq!(jobs.why(&jobs.create("video", "42"))["reason"], "no_worker");
    // before its next attempt
    let id = jobs.failed("web", "broke");
    jobs.json(&["expire", "--retry"]);
    let why = jobs.why(&id);
    assert_eq!((&why["reason"], &why["failures"], &why["max_retries"]), (&json!("backoff"), &json!(1), &json!(3)));
    assert!((1.0..90.0).contains(&why["seconds"].as_f64().unwrap()), "{why:#}");
    assert_eq!((&why["attempts"][0]["error"], &why["attempts"][0]["worker_id"]), (&json!("broke"), &json!("w1")));
    assert!(jobs.claim("w1", "web").is_none());
    jobs.follow(&why, 0);
    assert_eq!(jobs.claim("w1", "web").unwrap().0, id);
    // past its deadline, unclaimed
    let id = jobs.create("image", "42");
    jobs.age(&id);
    let why = jobs.why(&id);
    assert_eq!((&why["reason"], &why["worker"]), (&json!("overdue"), &Value::Null));
    jobs.follow(&why, 0);
    assert_eq!(jobs.status(&id), "timeout");
}

fn a_job_that_a_worker_has_is_explained(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("audio", "42");
    jobs.claim("ears", "audio").unwrap();
    let why = jobs.why(&id);
    assert_eq!((&why["reason"], &why["worker"], &why["is_silent"]), (&json!("claimed"), &json!("ears"), &json!(false)));
    assert!((1700.0..1801.0).contains(&why["deadline_seconds"].as_f64().unwrap()), "{why:#}");
    jobs.database.sql(&format!("UPDATE remote_jobs SET heartbeat_at = '{OLD}'"));
    let why = jobs.why(&id);
    assert_eq!((&why["reason"], &why["is_silent"]), (&json!("claimed"), &json!(true)));
    jobs.follow(&why, 0);
    assert_eq!(jobs.status(&id), "pending");
    // a client of the original API
    let now = engine.backend().now();
    let old_client = format!("UPDATE remote_jobs SET status = 'processing', worker_id = 'old', started_at = {now} WHERE id = '{id}'");
    jobs.database.sql(&old_client);
    let why = jobs.why(&id);
    assert_eq!((&why["reason"], &why["worker"]), (&json!("claimed_without_token"), &json!("old")));
    jobs.follow(&why, 1);
    assert_eq!(jobs.status(&id), "pending");
    jobs.claim("ears", "audio").unwrap();
    jobs.age(&id);
    let why = jobs.why(&id);
    assert_eq!((&why["reason"], &why["worker"]), (&json!("overdue"), &json!("ears")));
    jobs.follow(&why, 0);
    assert_eq!(jobs.status(&id), "timeout");
    assert_eq!(jobs.why(&id)["attempts"][0]["error"], "its deadline passed");
}

fn a_job_that_failed_is_explained(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.failed("web", "first");
    let why = jobs.why(&id);
    assert_eq!(why["reason"], "retry_due");
    jobs.follow(&why, 0);
    assert_eq!(jobs.status(&id), "pending");
    for error in ["second", "third"] {
        jobs.database.sql(&format!("UPDATE remote_jobs SET run_after = '{OLD}'"));
        let (_, token) = jobs.claim("w2", "web").unwrap();
        jobs.fail(&id, &token, error).expect(0);
        jobs.json(&["expire", "--retry"]);
    }
    let why = jobs.why(&id);
    assert_eq!((&why["reason"], &why["failures"]), (&json!("out_of_attempts"), &json!(3)));
    let errors: Vec<&Value> = why["attempts"].as_array().unwrap().iter().map(|attempt| &attempt["error"]).collect();
    assert_eq!(errors, ["first", "second", "third"]);
    jobs.follow(&why, 0);
    assert_eq!(jobs.status(&id), "pending");
    // more failures than a sweep retries by itself
    jobs.json(&["create", "--type", "image", "--source", "/a", "--ingestion-task", "1", "--count", "101"]);
    let claimed = jobs.json(&["claim", "--worker", "w", "--types", "image", "--max", "101"]);
    let result = |job: &Value| json!({"id": job["id"], "claim_seq": job["claim_seq"], "outcome": "failure", "error": "x"}).to_string();
    let results: Vec<String> = claimed["jobs"].as_array().unwrap().iter().map(result).collect();
    let file = jobs.database.folder.path().join("results.ndjson");
    std::fs::write(&file, results.join("\n")).unwrap();
    jobs.run(&["submit", "--from-ndjson", file.to_str().unwrap(), "--worker", "w"]).expect(0);
    let one = claimed["jobs"][0]["id"].as_str().unwrap();
    let why = jobs.why(one);
    assert_eq!((&why["reason"], &why["due"]), (&json!("retry_due"), &json!(101)));
    assert!(why["explanation"].as_str().unwrap().contains("--retry-backlog"), "{why:#}");
    jobs.follow(&why, 0);
    assert_eq!(jobs.status(one), "pending");
    // another application recorded the failure
    let theirs = jobs.create("audio", "42");
    let now = engine.backend().now();
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'failed', retry_count = 1, completed_at = {now} WHERE id = '{theirs}'"));
    let why = jobs.why(&theirs);
    assert_eq!((&why["reason"], &why["attempts"]), (&json!("not_retried"), &json!([])));
    jobs.follow(&why, 0);
    assert_eq!(jobs.status(&theirs), "pending");
}

fn a_job_that_is_over_is_explained(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("web", "42");
    jobs.run(&["cancel", &id, "--reason", "wrong file", "--as", "olga"]).expect(0);
    let why = jobs.why(&id[..13]);
    assert_eq!(
        (&why["reason"], &why["cancelled"]["by"], &why["cancelled"]["because"]),
        (&json!("cancelled"), &json!("olga"), &json!("wrong file"))
    );
    jobs.follow(&why, 0);
    let (_, token) = jobs.claim("w1", "web").unwrap();
    jobs.succeed(&id, &token, "x").expect(0);
    let why = jobs.why(&id);
    assert_eq!(why["reason"], "completed");
    jobs.follow(&why, 0);
    jobs.run(&["purge", &id]).expect(0);
    let why = jobs.why(&id);
    assert_eq!((&why["reason"], &why["kept"]["action"]), (&json!("deleted"), &json!("purge")));
    assert!(why["deleted"]["by"].is_string() && why["deleted"]["operation"].is_string(), "{why:#}");
    jobs.follow(&why, 0);
    let id = jobs.create("web", "42");
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'cancelled' WHERE id = '{id}'"));
    assert_eq!(jobs.why(&id)["cancelled"], Value::Null);
    jobs.run(&["why", "00000000"]).expect(10);
    jobs.run(&["why"]).expect(2);
    jobs.run(&["why", &id, "--all-stuck"]).expect(2);
}

fn jobs_of_other_applications_are_explained(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let db = &jobs.database;
    jobs.add_document();
    let ingestion = |id: &str, status: &str| {
        db.sql(&format!(
            "INSERT INTO jobs (id, document_name, document_type, document_id, user_id, status) VALUES ('{id}', 'd', 'pdf', 'd1', 'u1', '{status}')"
        ));
    };
    for (id, status, reason) in [
        ("begun", "PROCESSING", "runs_in_application"),
        ("fresh", "PENDING", "waits_for_application"),
        ("alone", "WAITING_FOR_REMOTE_WORKER", "waits_for_nothing"),
        ("broke", "FAILED", "failed"),
    ] {
        ingestion(id, status);
        assert_eq!(jobs.why(id)["reason"], reason, "{id}");
    }
    jobs.follow(&jobs.why("alone"), 0);
    assert_eq!(db.value("SELECT status FROM jobs WHERE id = 'alone'"), "CANCELLED");
    jobs.follow(&jobs.why("alone"), 0);
    assert_eq!(db.value("SELECT status FROM jobs WHERE id = 'alone'"), "PENDING");
    jobs.follow(&jobs.why("broke"), 0);
    assert_eq!(db.value("SELECT status FROM jobs WHERE id = 'broke'"), "PENDING");
    ingestion("parent", "PENDING");
    let remote = jobs.create("web", "parent");
    let why = jobs.why("parent");
    assert_eq!((&why["reason"], &why["jobs"][0]["id"]), (&json!("waits_for_remote"), &json!(remote)));
    assert_eq!(why["next"][0]["command"], format!("morag-db jobs why {remote}"));
    jobs.follow(&why, 0);
    // all kinds: a run that was requeued, a chat's job, a label that nobody knows
    db.sql("INSERT INTO tasks (id, name) VALUES ('t1', 'n')");
    db.sql("INSERT INTO task_runs (id, task_id, run_number, status) VALUES ('run1', 't1', 1, 'FAILED')");
    let why = jobs.why("run1");
    assert_eq!((&why["reason"], &why["is_requeued"]), (&json!("failed"), &json!(false)));
    jobs.follow(&why, 0);
    assert_eq!(jobs.why("run1")["is_requeued"], true);
    jobs.follow(&jobs.why("run1"), 0);
    let chat = "00000000-0000-7000-8000-000000000000";
    db.sql(&format!("INSERT INTO profiles (id, user_id, email) VALUES ('{chat}', '{chat}', 'e')"));
    db.sql(&format!("INSERT INTO conversations (id, user_id, title) VALUES ('{chat}', '{chat}', 't')"));
    db.sql(&format!(
        "INSERT INTO processing_jobs (id, user_id, conversation_id, job_type, user_query) VALUES ('{chat}', '{chat}', '{chat}', 'x', 'q')"
    ));
    assert_eq!(jobs.why(chat)["reason"], "waits_for_application");
    db.sql("UPDATE processing_jobs SET status = 'exploded'");
    let why = jobs.why(chat);
    assert_eq!((&why["reason"], &why["label"]), (&json!("unknown_status"), &json!("exploded")));
    jobs.follow(&why, 0);
}

fn all_that_is_stuck_is_grouped(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let db = &jobs.database;
    jobs.add_document();
    assert_eq!(jobs.json(&["why", "--all-stuck"])["groups"], json!([]));
    jobs.json(&["create", "--type", "web", "--source", "/a", "--ingestion-task", "1", "--count", "3"]);
    jobs.json(&["create", "--type", "image", "--source", "/a", "--ingestion-task", "1", "--count", "2"]);
    jobs.create("audio", "1");
    jobs.claim("ears", "audio").unwrap();
    db.sql(&format!("UPDATE remote_jobs SET created_at = '{OLD}' WHERE content_type = 'web'"));
    db.sql(&format!("UPDATE remote_jobs SET timeout_at = '{OLD}' WHERE content_type = 'image'"));
    db.sql(&format!("UPDATE remote_jobs SET heartbeat_at = '{OLD}' WHERE content_type = 'audio'"));
    // fresh ones are not stuck
    jobs.create("video", "1");
    db.sql(&format!(
        "INSERT INTO jobs (id, document_name, document_type, document_id, user_id, status, created_at) \
         VALUES ('alone', 'd', 'pdf', 'd1', 'u1', 'WAITING_FOR_REMOTE_WORKER', '{OLD}')"
    ));
    let stuck = jobs.json(&["why", "--all-stuck"]);
    let group = |group: &Value| (group["jobs"].as_u64().unwrap(), group["type"].clone(), group["reason"].as_str().unwrap().to_string());
    let mut groups: Vec<_> = stuck["groups"].as_array().unwrap().iter().map(group).collect();
    groups.sort_by_key(|(jobs, _, reason)| (std::cmp::Reverse(*jobs), reason.clone()));
    let wanted = [(3, "web", "no_worker"), (2, "image", "overdue"), (1, "audio", "claimed"), (1, "pdf", "waits_for_nothing")];
    assert_eq!(groups, wanted.map(|(jobs, ty, reason)| (jobs, json!(ty), reason.to_string())));
    assert_eq!(stuck["is_capped"], false);
    // an ingestion job whose remote jobs are done waits for its application, as `why` says too
    db.sql("UPDATE remote_jobs SET ingestion_task_id = 'alone', status = 'completed' WHERE content_type = 'video'");
    assert_eq!(jobs.why("alone")["reason"], "waits_for_remote");
    let reasons = jobs.json(&["why", "--all-stuck"])["groups"].to_string();
    assert!(reasons.contains("waits_for_remote") && !reasons.contains("waits_for_nothing"), "{reasons}");
    let overdue = stuck["groups"].as_array().unwrap().iter().find(|group| group["reason"] == "overdue").unwrap();
    assert_eq!(overdue["next"]["command"], "morag-db jobs expire");
    let text = jobs.run(&["why", "--all-stuck"]).expect(0).out;
    assert!(text.contains("no worker takes this type") && text.contains("morag-db jobs claim --worker NAME --types web"), "{text}");
    // jobs that ended show what is usual: this one waited for years, and a worker takes the type now
    let (id, token) = jobs.claim("w", "web").unwrap();
    jobs.succeed(&id, &token, "x").expect(0);
    let stuck = jobs.json(&["why", "--all-stuck"]);
    let web = stuck["groups"].as_array().unwrap().iter().find(|group| group["type"] == "web").unwrap();
    assert_eq!((&web["reason"], &web["jobs"]), (&json!("queued"), &json!(2)));
    assert!(web["longer_than_seconds"].as_f64().unwrap() > 1e8, "{web:#}");
}
