//! The flow of MoRAG's original API, as existing workers use it, and what was added to it.

use super::{Server, agent, ask};
use crate::jobs::Jobs;
use crate::support::Engine;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Mutex;

on_every_engine!(
    the_original_flow_works_unchanged,
    ten_workers_do_five_thousand_jobs_each_once,
    a_claim_is_fenced_and_the_same_result_may_come_again,
    an_idempotency_key_makes_one_job,
    results_come_in_lots_with_the_next_claim
);

/// The keys of an object, in order.
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn the_original_flow_works_unchanged(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let db = &jobs.database;
    db.sql("INSERT INTO users (id, name, email) VALUES ('u1', 'n', 'e')");
    db.sql("INSERT INTO documents (id, name, type, user_id) VALUES ('d1', 'n', 'pdf', 'u1')");
    db.sql("INSERT INTO jobs (id, document_name, document_type, status, document_id, user_id) VALUES ('j1', 'd', 'pdf', 'PROCESSING', 'd1', 'u1')");
    let source = db.folder.path().join("in.mp3");
    std::fs::write(&source, "sound").unwrap();
    let server = Server::start(&jobs, &["--source-root", &db.folder.path().display().to_string()]);

    let asked = json!({"source_file_path": source, "content_type": "audio", "task_options": {"lang": "en", "é\"'\\": [1, null]}, "ingestion_task_id": "j1"});
    // the slash may be missing
    let made = server.post("/api/v1/remote-jobs", &asked).expect(200);
    assert_eq!((keys(&made), &made["status"]), (vec!["job_id", "status", "created_at"], &json!("pending")));
    assert!(made["created_at"].as_str().unwrap().ends_with("+00:00"), "{made}");
    assert_eq!(db.value("SELECT status FROM jobs WHERE id = 'j1'"), "WAITING_FOR_REMOTE_WORKER");
    let id = made["job_id"].as_str().unwrap();

    let nothing = server.get("/api/v1/remote-jobs/poll?worker_id=w1&content_types=video").expect(200);
    assert!(nothing.as_object().unwrap().values().all(Value::is_null), "{nothing}");
    // max_jobs claims no more than one
    let claimed = server.get("/api/v1/remote-jobs/poll/?worker_id=w1&content_types=video,%20audio&max_jobs=5000").expect(200);
    assert_eq!(claimed["job_id"], id);
    assert_eq!(claimed["source_file_url"], format!("/api/v1/remote-jobs/{id}/download"));
    assert_eq!((&claimed["content_type"], &claimed["task_options"]), (&json!("audio"), &asked["task_options"]));

    let file = server.get(claimed["source_file_url"].as_str().unwrap());
    assert_eq!((file.status, file.text.as_str()), (200, "sound"));
    let part = server.ask("GET", claimed["source_file_url"].as_str().unwrap(), None, &[("range", "bytes=1-2")]);
    assert_eq!((part.status, part.text.as_str(), part.header("content-range")), (206, "ou", Some("bytes 1-2/5")));
    let none = server.ask("GET", claimed["source_file_url"].as_str().unwrap(), None, &[("range", "bytes=9-")]);
    assert_eq!((none.status, none.header("content-range")), (416, Some("bytes */5")));

    let status = server.get(&format!("/api/v1/remote-jobs/{id}/status")).expect(200);
    let names = [
        "job_id",
        "status",
        "worker_id",
        "created_at",
        "started_at",
        "completed_at",
        "error_message",
        "retry_count",
        "estimated_completion",
    ];
    assert_eq!(keys(&status), names);
    assert_eq!((&status["status"], &status["worker_id"], &status["retry_count"]), (&json!("processing"), &json!("w1"), &json!(0)));
    let time = |name: &str| status[name].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    assert_eq!((time("estimated_completion") - time("started_at")).num_seconds(), 300, "the original five minutes for audio");

    // a worker of the seeds' time sends no token
    let result = json!({"success": true, "content": "text", "metadata": {"pages": 1}, "error_message": null, "processing_time": 1.5});
    let done = server.put(&format!("/api/v1/remote-jobs/{id}/result"), &result).expect(200);
    assert_eq!(done, json!({"status": "completed", "ingestion_continued": true}));
    assert_eq!(db.value("SELECT status FROM jobs WHERE id = 'j1'"), "PENDING");
    let status = server.get(&format!("/api/v1/remote-jobs/{id}/status/")).expect(200);
    assert_eq!((&status["status"], &status["estimated_completion"]), (&json!("completed"), &Value::Null));
    let kept = server.get(&format!("/api/v1/jobs/{id}")).expect(200);
    assert_eq!(kept["remote"]["result_data"], json!({"content": "text", "metadata": {"pages": 1}, "processing_time": 1.5}));

    // failure, and what is wrong
    let id = server.create("video");
    server.get("/api/v1/remote-jobs/poll?worker_id=w1&content_types=video").expect(200);
    let failed =
        server.put(&format!("/api/v1/remote-jobs/{id}/result"), &json!({"success": false, "error_message": "no codec"})).expect(200);
    assert_eq!(failed, json!({"status": "failed", "ingestion_continued": false}));
    let status = server.get(&format!("/api/v1/remote-jobs/{id}/status")).expect(200);
    assert_eq!((&status["error_message"], &status["retry_count"]), (&json!("no codec"), &json!(1)));
    let missing = uuid::Uuid::now_v7();
    let gone = server.get(&format!("/api/v1/remote-jobs/{missing}/status"));
    assert_eq!((gone.status, &gone.body), (404, &json!({"detail": format!("Job {missing} not found")})));
    assert_eq!(server.put("/api/v1/remote-jobs/no-uuid/result", &json!({"success": true})).status, 404);
    let wrong = server.post("/api/v1/remote-jobs/", &json!({"content_type": "smell", "task_options": 1})).expect(422);
    let places: Vec<String> =
        wrong["detail"].as_array().unwrap().iter().map(|d| format!("{}.{}", d["loc"][0], d["loc"][1]).replace('"', "")).collect();
    assert_eq!(places, ["body.source_file_path", "body.content_type", "body.task_options", "body.ingestion_task_id"].map(String::from));
    assert_eq!(server.get("/health/db").expect(200), json!({"status": "healthy", "database": "connected"}));
}

fn ten_workers_do_five_thousand_jobs_each_once(engine: Engine) {
    const JOBS: usize = 5_000;
    let jobs = Jobs::ready(engine);
    jobs.run(&["create", "--type", "audio", "--source", "/in/a", "--ingestion-task", "42", "--count", &JOBS.to_string()]).expect(0);
    let server = Server::start(&jobs, &["--rate-limit", "0"]);
    let claims: Mutex<HashMap<String, usize>> = Mutex::default();
    std::thread::scope(|scope| {
        for worker in 0..10 {
            let (server, claims) = (&server, &claims);
            scope.spawn(move || {
                let agent = agent();
                // four of the ten with MoRAG's original API, the others in batches
                let is_old = worker < 4;
                let more = if is_old { "" } else { "&batch=true&max_jobs=50" };
                let poll = server.url(&format!("/api/v1/remote-jobs/poll?worker_id=w{worker}&content_types=audio{more}"));
                loop {
                    let claimed = ask(&agent, "GET", &poll, None, &[]).expect(200);
                    let batch: Vec<Value> = if is_old { vec![claimed] } else { claimed["jobs"].as_array().unwrap().clone() };
                    let batch: Vec<Value> = batch.into_iter().filter(|job| !job["job_id"].is_null()).collect();
                    if batch.is_empty() {
                        return;
                    }
                    for job in &batch {
                        *claims.lock().unwrap().entry(job["job_id"].as_str().unwrap().to_string()).or_default() += 1;
                    }
                    if is_old {
                        let url = server.url(&format!("/api/v1/remote-jobs/{}/result", batch[0]["job_id"].as_str().unwrap()));
                        let body = json!({"success": true, "content": "x", "metadata": {}, "processing_time": 0.1}).to_string();
                        assert_eq!(ask(&agent, "PUT", &url, Some(&body), &[]).expect(200)["status"], "completed");
                        continue;
                    }
                    let results: Vec<Value> = batch
                        .iter()
                        .map(|job| json!({"job_id": job["job_id"], "claim_seq": job["claim_seq"], "success": true, "content": "x"}))
                        .collect();
                    let answer = ask(
                        &agent,
                        "POST",
                        &server.url("/api/v1/remote-jobs/results"),
                        Some(&json!({"results": results}).to_string()),
                        &[],
                    );
                    let answer = answer.expect(200);
                    assert!(answer["results"].as_array().unwrap().iter().all(|r| r["verdict"] == "accepted"), "{answer}");
                }
            });
        }
    });
    let claims = claims.into_inner().unwrap();
    assert_eq!((claims.len(), claims.values().max()), (JOBS, Some(&1)));
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs WHERE status = 'completed' AND claim_seq = 1"), JOBS.to_string());
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_events WHERE action = 'complete'"), JOBS.to_string());
}

fn a_claim_is_fenced_and_the_same_result_may_come_again(engine: Engine) {
    let jobs = Jobs::ready(engine);
    // its sweeper would be between the expiry and the requeue now and then
    let server = Server::start(&jobs, &["--no-sweep"]);
    let id = server.create("audio");
    let first = server.poll("");
    assert_eq!(first["claim_seq"], 1);
    let beat = server.post(&format!("/api/v1/remote-jobs/{id}/heartbeat"), &json!({"claim_seq": 1})).expect(200);
    assert_eq!((&beat["status"], &beat["job_id"]), (&json!("processing"), &json!(id)));
    jobs.age(&id);
    jobs.run(&["expire"]).expect(0);
    jobs.run(&["requeue", &id]).expect(0);
    let second = server.poll("");
    assert_eq!((second["job_id"].as_str(), &second["claim_seq"]), (Some(id.as_str()), &json!(2)));
    let path = format!("/api/v1/remote-jobs/{id}/result");
    let old = json!({"success": true, "content": "old", "claim_seq": 1});
    let refused = server.put(&path, &old).expect(409);
    assert_eq!((&refused["status"], &refused["claim_seq"]), (&json!("processing"), &json!(2)));
    assert!(refused["detail"].is_string());
    let new = json!({"success": true, "content": "new", "claim_seq": 2});
    assert_eq!(server.put(&path, &new).expect(200)["status"], "completed");
    // the answer may have been lost on its way
    assert_eq!(server.put(&path, &new).expect(200)["status"], "completed");
    assert_eq!(server.put(&path, &json!({"success": false, "error_message": "x", "claim_seq": 2})).expect(409)["status"], "completed");
    let beat = server.post(&format!("/api/v1/remote-jobs/{id}/heartbeat"), &json!({"claim_seq": 2})).expect(409);
    assert_eq!((&beat["status"], &beat["claim_seq"]), (&json!("completed"), &json!(2)));
    assert_eq!(server.post(&format!("/api/v1/remote-jobs/{}/heartbeat", uuid::Uuid::now_v7()), &json!({"claim_seq": 2})).status, 404);
    assert_eq!(server.get(&format!("/api/v1/jobs/{id}")).expect(200)["remote"]["result_data"]["content"], "new");
    let late = server.get(&format!("/api/v1/late-results?job_id={id}")).expect(200);
    assert_eq!(late["late_results"].as_array().unwrap().len(), 2, "{late}");
}

fn an_idempotency_key_makes_one_job(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let server = Server::start(&jobs, &[]);
    let job = |source: &str| json!({"source_file_path": source, "content_type": "audio", "ingestion_task_id": "42"}).to_string();
    let make = |source: &str, key: &str| server.ask("POST", "/api/v1/remote-jobs/", Some(&job(source)), &[("idempotency-key", key)]);
    // all at once
    let answers: Vec<Value> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| make("/in/a", "k1").expect(200))).collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs"), "1");
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_events"), "1");
    assert_ne!(make("/in/a", "k2").expect(200)["job_id"], answers[0]["job_id"]);
    let other = make("/in/b", "k1").expect(422);
    assert!(other["detail"][0]["msg"].as_str().unwrap().contains("Idempotency-Key"), "{other}");
    assert_eq!(make("/in/a", "").status, 422);
    // after it is done and gone, too
    let id = answers[0]["job_id"].as_str().unwrap();
    jobs.run(&["cancel", id]).expect(0);
    jobs.run(&["purge", id]).expect(0);
    assert_eq!(make("/in/a", "k1").expect(200)["job_id"], id);
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs"), "1");
}

fn results_come_in_lots_with_the_next_claim(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let server = Server::start(&jobs, &[]);
    for _ in 0..5 {
        server.create("audio");
    }
    let batch = server.poll("&batch=true&max_jobs=2");
    let batch = batch["jobs"].as_array().unwrap();
    assert_eq!(batch.len(), 2);
    let cancelled = batch[1]["job_id"].as_str().unwrap();
    jobs.run(&["cancel", cancelled]).expect(0);
    let missing = uuid::Uuid::now_v7().to_string();
    let results = json!([
        {"job_id": batch[0]["job_id"], "claim_seq": 1, "success": true, "content": "x"},
        {"job_id": cancelled, "claim_seq": 1, "success": true, "content": "x"},
        {"job_id": missing, "claim_seq": 1, "success": false, "error_message": "y"}
    ]);
    let asked = json!({"results": results, "claim_next": {"worker_id": "w", "content_types": ["audio"], "max_jobs": 10}});
    let answer = server.post("/api/v1/remote-jobs/results", &asked).expect(200);
    let verdicts: Vec<&Value> = answer["results"].as_array().unwrap().iter().map(|r| &r["verdict"]).collect();
    assert_eq!(verdicts, ["accepted", "stale", "not_found"]);
    assert_eq!(answer["results"][1]["status"], "cancelled");
    assert_eq!(answer["jobs"].as_array().unwrap().len(), 3, "what was left");
    let wrong = server.post("/api/v1/remote-jobs/results", &json!({"results": [{"job_id": "a", "success": "perhaps"}]})).expect(422);
    assert_eq!(wrong["detail"][0]["loc"], json!(["body", "results", 0, "success"]));
}
