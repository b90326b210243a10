//! Paused and limited types, and priorities.

use super::Jobs;
use crate::support::Engine;
use crate::support::database::block_on;
use morag_db::jobs::{ClaimRequest, Outcome, Service, Submission, TimeLimits};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

on_every_engine!(
    a_paused_type_is_not_claimed,
    a_limit_holds_for_all_workers,
    a_limit_holds_and_starves_nobody_under_sixteen_workers,
    priorities_come_first,
    what_is_set_is_shown
);

impl Jobs {
    fn setting(&self, ty: &str) -> Value {
        let all = self.json(&["limits"]);
        all["types"].as_array().unwrap().iter().find(|setting| setting["type"] == ty).unwrap().clone()
    }
}

fn request(worker: &str, types: &[&str], max: usize) -> ClaimRequest {
    ClaimRequest { worker: worker.into(), types: types.iter().map(ToString::to_string).collect(), max, limits: TimeLimits::default() }
}

fn a_paused_type_is_not_claimed(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let (video, audio) = (jobs.create("video", "1"), jobs.create("audio", "1"));
    jobs.run(&["pause", "--type", "video", "--reason", "driver update", "--as", "ops"]).expect(0);
    assert!(jobs.claim("w", "video").is_none());
    assert_eq!(jobs.json(&["claim", "--worker", "w", "--types", "video,audio", "--max", "5"])["jobs"][0]["id"], audio);
    assert_eq!(jobs.service(async |s| s.claimable(&["video".to_string()], 5).await.unwrap()), []);
    // with a result, and with several types
    let token = jobs.database.value(&format!("SELECT claim_seq FROM remote_jobs WHERE id = '{audio}'"));
    let next = ["submit", &audio, "--claim", &token, "--worker", "w", "--success", "--content", "x", "--claim-next", "video,audio"];
    assert_eq!(jobs.json(&next)["jobs"], json!([]));
    let why = jobs.json(&["why", &video]);
    assert_eq!((&why["reason"], &why["pause"]["by"], &why["pause"]["reason"]), (&json!("paused"), &json!("ops"), &json!("driver update")));
    assert!(why["explanation"].as_str().unwrap().contains("paused, by ops: driver update"), "{why:#}");
    jobs.database.sql(&format!("UPDATE remote_jobs SET created_at = '2020-01-02 03:04:05.000006' WHERE id = '{video}'"));
    let stuck = jobs.json(&["why", "--all-stuck"])["groups"][0].clone();
    assert_eq!((&stuck["reason"], &stuck["next"]["command"]), (&json!("paused"), &json!("morag-db jobs resume --type video")));
    // the command that it names
    let command = why["next"][0]["command"].as_str().unwrap().strip_prefix("morag-db jobs ").unwrap();
    jobs.run(&command.split(' ').collect::<Vec<_>>()).expect(0);
    assert_eq!(jobs.claim("w", "video").unwrap().0, video);
    let operations: Vec<Value> = jobs.json(&["audit"])["operations"].as_array().unwrap().clone();
    let of = |n: usize| (operations[n]["action"].clone(), operations[n]["filter"]["types"].clone());
    assert_eq!([of(0), of(1)], [(json!("resume"), json!(["video"])), (json!("pause"), json!(["video"]))]);
    // it ends by itself
    jobs.create("video", "1");
    jobs.run(&["pause", "--all", "--until", "in 1h"]).expect(0);
    assert!(jobs.claim("w", "video").is_none());
    jobs.database.sql("UPDATE job_types SET paused_until = '2020-01-02 03:04:05.000006'");
    assert_eq!(jobs.setting("video")["pause"], Value::Null);
    jobs.claim("w", "video").unwrap();
    jobs.run(&["pause", "--type", "video", "--until", "yesterday"]).expect(2);
    let refused = jobs.run(&["pause", "--type", "vidoe"]).expect(2);
    assert!(refused.err.contains("audio, video"), "{}", refused.err);
    jobs.run(&["pause"]).expect(2);
}

fn a_limit_holds_for_all_workers(engine: Engine) {
    let jobs = Jobs::ready(engine);
    for ty in ["video", "audio"] {
        jobs.json(&["create", "--type", ty, "--source", "/a", "--ingestion-task", "1", "--count", "10"]);
    }
    jobs.run(&["limits", "set", "--type", "video", "--running", "2"]).expect(0);
    let claimed = |worker: &str, types: &str, max: &str| -> Vec<String> {
        let claimed = jobs.json(&["claim", "--worker", worker, "--types", types, "--max", max]);
        claimed["jobs"].as_array().unwrap().iter().map(|job| job["content_type"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(claimed("a", "video", "1"), ["video"]);
    // the oldest first, as far as the limit allows
    assert_eq!(claimed("b", "video,audio", "4"), ["video", "audio", "audio", "audio"]);
    assert!(claimed("c", "video", "5").is_empty());
    assert_eq!(claimed("c", "audio,video", "2"), ["audio", "audio"]);
    assert_eq!(jobs.service(async |s| s.claimable(&["video".to_string()], 5).await.unwrap()), []);
    let waiting = jobs.database.value("SELECT id FROM remote_jobs WHERE status = 'pending' AND content_type = 'video' ORDER BY id LIMIT 1");
    let why = jobs.json(&["why", &waiting]);
    assert_eq!((&why["reason"], &why["running_limit"]), (&json!("limited"), &json!(2)));
    let setting = jobs.setting("video");
    assert_eq!((&setting["running"], &setting["running_limit"], &setting["pending"]), (&json!(2), &json!(2), &json!(8)));
    // one ends: one more may run, in the same request as well
    let running =
        jobs.database.value("SELECT id FROM remote_jobs WHERE status = 'processing' AND content_type = 'video' ORDER BY id LIMIT 1");
    let next = jobs.json(&[
        "submit",
        &running,
        "--claim",
        "1",
        "--worker",
        "a",
        "--success",
        "--content",
        "x",
        "--claim-next",
        "video",
        "--max",
        "3",
    ]);
    assert_eq!(next["jobs"].as_array().unwrap().len(), 1);
    // the suggested command lets one more run
    let command = why["next"][1]["command"].as_str().unwrap().strip_prefix("morag-db jobs ").unwrap();
    jobs.run(&command.split(' ').collect::<Vec<_>>()).expect(0);
    assert_eq!(claimed("c", "video", "5"), ["video"]);
    // more run than may: the suggestion counts what runs; a pause comes on top
    let running = jobs.setting("audio")["running"].as_u64().unwrap();
    jobs.run(&["limits", "set", "--type", "audio", "--running", "0"]).expect(0);
    assert!(claimed("c", "audio", "1").is_empty());
    let waiting = jobs.database.value("SELECT id FROM remote_jobs WHERE status = 'pending' AND content_type = 'audio' ORDER BY id LIMIT 1");
    jobs.run(&["pause", "--type", "audio", "--reason", " "]).expect(0);
    let why = jobs.json(&["why", &waiting]);
    let explanation = why["explanation"].as_str().unwrap();
    assert!(explanation.contains(&format!("At most 0 jobs of type audio may run at once, and {running} run now.")), "{explanation}");
    assert!(!explanation.contains(": ."), "{explanation}");
    for step in why["next"].as_array().unwrap() {
        let command = step["command"].as_str().unwrap().strip_prefix("morag-db jobs ").unwrap();
        jobs.run(&command.split(' ').collect::<Vec<_>>()).expect(0);
    }
    assert_eq!(claimed("c", "audio", "1"), ["audio"]);
    jobs.run(&["limits", "clear", "--all"]).expect(0);
    assert_eq!(claimed("c", "video", "5").len(), 5);
}

fn a_limit_holds_and_starves_nobody_under_sixteen_workers(engine: Engine) {
    const LIMIT: usize = 3;
    let jobs = Jobs::ready(engine);
    for ty in ["video", "audio"] {
        jobs.json(&["create", "--type", ty, "--source", "/a", "--ingestion-task", "1", "--count", "60"]);
    }
    jobs.run(&["limits", "set", "--type", "video", "--running", &LIMIT.to_string()]).expect(0);
    let (is_over, most, samples, done) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let deadline = Instant::now() + Duration::from_secs(90);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..16)
            .map(|n| {
                let (jobs, done) = (&jobs, &done);
                scope.spawn(move || {
                    block_on(async {
                        let mut service = Service::new(jobs.database.session().await, format!("worker {n}")).await.unwrap();
                        let request = request(&format!("w{n}"), &["video", "audio"], 1 + n % 2);
                        let mut videos = 0;
                        let mut claimed = service.claim(&request).await.unwrap();
                        while Instant::now() < deadline {
                            videos += claimed.iter().filter(|job| job.content_type == "video").count();
                            tokio::time::sleep(Duration::from_millis(5)).await;
                            let outcome = Outcome::Success { content: Some("x".into()), metadata: None, processing_time: None };
                            let results: Vec<Submission> = claimed
                                .iter()
                                .map(|job| Submission {
                                    id: job.id.clone(),
                                    claim_seq: Some(job.claim_seq),
                                    worker_id: None,
                                    outcome: outcome.clone(),
                                })
                                .collect();
                            let done = done.fetch_add(results.len(), Ordering::Relaxed) + results.len();
                            claimed = service.submit_and_claim(&results, Some(&request)).await.unwrap().1;
                            if done == 120 {
                                break;
                            }
                        }
                        service.close().await;
                        videos
                    })
                })
            })
            .collect();
        let (jobs, is_over, most, samples) = (&jobs, &is_over, &most, &samples);
        let watcher = scope.spawn(move || {
            while !is_over.load(Ordering::Relaxed) {
                let running = "SELECT count(*) FROM remote_jobs WHERE status = 'processing' AND content_type = 'video'";
                most.fetch_max(jobs.database.value(running).parse().unwrap(), Ordering::Relaxed);
                samples.fetch_add(1, Ordering::Relaxed);
            }
        });
        let videos: Vec<_> = workers.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        is_over.store(true, Ordering::Relaxed);
        watcher.join().unwrap();
        let videos: Vec<usize> = videos.into_iter().map(Result::unwrap).collect();
        assert_eq!(videos.iter().sum::<usize>(), 60);
    });
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs WHERE status = 'completed'"), "120", "none waits for ever");
    assert!(most.load(Ordering::Relaxed) <= LIMIT, "{most:?} ran at once in {samples:?} samples");
}

fn priorities_come_first(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let make = |ty: &str, priority: &str| {
        let made = jobs.json(&["create", "--type", ty, "--source", "/a", "--ingestion-task", "1", "--priority", priority]);
        made["ids"][0].as_str().unwrap().to_string()
    };
    let (last, second, first, third) = (make("audio", "5"), make("audio", "0"), make("video", "-3"), make("video", "0"));
    // an application's own INSERT
    jobs.database.sql("INSERT INTO remote_jobs (ingestion_task_id, source_file_path, content_type) VALUES ('old', '/f', 'audio')");
    let old = jobs.database.value("SELECT id FROM remote_jobs WHERE ingestion_task_id = 'old'");
    let claimed = jobs.json(&["claim", "--worker", "w", "--types", "audio,video", "--max", "2"]);
    let ids = |claimed: &Value| -> Vec<String> {
        claimed["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(ids(&claimed), [first.clone(), second.clone()]);
    assert_eq!(claimed["jobs"][0]["priority"], -3);
    // the queue that `why` counts is the same
    jobs.json(&["claim", "--worker", "v", "--types", "document"]);
    let why = jobs.json(&["why", &last]);
    assert_eq!((&why["reason"], &why["ahead"]), (&json!("queued"), &json!(1)), "{why:#}");
    let report = jobs.json(&["prioritise", &last, "--to", "-1", "--reason", "the customer waits"]);
    assert_eq!((&report["changed"], &report["now"]), (&json!(1), &json!("pending")));
    assert_eq!(jobs.json(&["why", &last])["ahead"], 0);
    assert_eq!(ids(&jobs.json(&["claim", "--worker", "w", "--types", "audio,video", "--max", "9"])), [last.clone(), third, old]);
    // only what waits has a place in the queue
    let refused = jobs.run(&["prioritise", &last, "--to", "1"]).expect(9);
    assert!(refused.out.contains("it is processing"), "{}", refused.out);
    let events = jobs.json(&["show", &last])["events"].clone();
    let event = events.as_array().unwrap().iter().find(|event| event["action"] == "prioritise").unwrap();
    assert_eq!((&event["detail"]["priority"], &event["reason"]), (&json!({"from": 5, "to": -1}), &json!("the customer waits")));
    // a plan has the priority itself
    let (id, plan) = (make("web", "0"), jobs.database.folder.path().join("plan.json"));
    let plan = plan.to_str().unwrap();
    jobs.run(&["prioritise", "--type", "web", "--to", "7", "--plan-out", plan]).expect(0);
    jobs.run(&["prioritise", "--apply", plan, "--yes"]).expect(0);
    assert_eq!(jobs.database.value(&format!("SELECT priority FROM remote_jobs WHERE id = '{id}'")), "7");
    jobs.run(&["prioritize", &id, "--to", "8"]).expect(0);
    jobs.run(&["prioritise", &id]).expect(2);
}

fn what_is_set_is_shown(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let shown = jobs.run(&["limits"]).expect(0).out;
    assert!(shown.contains("youtube") && !shown.contains("paused "), "{shown}");
    jobs.run(&["pause", "--type", "video,web", "--until", "2999-01-02", "--as", "ops"]).expect(0);
    jobs.run(&["limits", "set", "--type", "audio", "--running", "0"]).expect(0);
    let shown = jobs.run(&["limits"]).expect(0).out;
    assert!(shown.contains("video is paused until 2999-01-02T00:00:00Z, by ops") && shown.contains("at its limit"), "{shown}");
    assert_eq!(jobs.setting("web")["pause"]["by"], "ops");
    // pending jobs whose deadline comes first
    jobs.json(&["create", "--type", "video", "--source", "/a", "--ingestion-task", "1", "--count", "3"]);
    jobs.database
        .sql("UPDATE remote_jobs SET timeout_at = NULL WHERE id IN (SELECT id FROM (SELECT id FROM remote_jobs ORDER BY id LIMIT 1) x)");
    let shown = jobs.run(&["limits"]).expect(0).out;
    assert!(shown.contains("2 pending jobs reach their deadline before that"), "{shown}");
    jobs.run(&["pause", "--type", "video", "--until", "in 1m"]).expect(0);
    assert_eq!(jobs.setting("video")["pause"]["expiring"], 0);
    let shown = jobs.run(&["pause", "--type", "video"]).expect(0).out;
    assert!(shown.contains("2 pending jobs have a deadline: they time out unless the type is resumed before"), "{shown}");
    // two at once that create the same rows
    std::thread::scope(|scope| {
        for n in 0..4 {
            let jobs = &jobs;
            scope.spawn(move || jobs.run(&["limits", "set", "--all", "--running", &n.to_string()]).expect(0));
        }
    });
    let limits: Vec<Value> = jobs.json(&["limits"])["types"].as_array().unwrap().iter().map(|t| t["running_limit"].clone()).collect();
    assert_eq!(limits.len(), 6);
    assert!(limits.iter().all(|limit| *limit == limits[0] && limit.is_u64()), "{limits:?}");
}
