//! Reading jobs: pages, filters, counts, and the indexes that serve them.

use super::Jobs;
use crate::support::Engine;

on_every_engine!(
    pages_by_key_have_each_job_once,
    filters_mean_what_they_say,
    what_another_client_wrote_is_shown_as_it_is,
    an_index_serves_filter_and_order,
    options_are_filtered_by_what_they_say,
    options_have_one_answer_on_every_engine,
    times_that_no_engine_can_hold_are_refused,
    times_and_errors_of_what_ended_are_told,
    a_watch_tells_each_change_and_ends_when_all_have_ended,
);

fn pages_by_key_have_each_job_once(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.json(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", "60"]);
    jobs.database.sql("INSERT INTO tasks (id, name) VALUES ('t1', 'n')");
    let runs: Vec<String> = (1..=40).map(|n| format!("('run{n}', 't1', {n})")).collect();
    jobs.database.sql(&format!("INSERT INTO task_runs (id, task_id, run_number) VALUES {}", runs.join(", ")));
    // many jobs of two kinds with the same creation time
    jobs.database.sql("UPDATE remote_jobs SET created_at = '2026-03-04 05:06:07.000008'");
    jobs.database.sql("UPDATE task_runs SET created_at = '2026-03-04 05:06:07.000008' WHERE run_number < 30");
    // some jobs without a creation time, as another client may write them
    jobs.database
        .sql("UPDATE remote_jobs SET created_at = NULL WHERE id IN (SELECT id FROM (SELECT id FROM remote_jobs ORDER BY id LIMIT 15) x)");
    let newest_first = all_pages(&jobs, "newest");
    assert_eq!(newest_first.len(), 100, "none missing");
    assert!(newest_first.iter().skip(85).all(|(has_time, _)| !has_time), "what has no time stands at the end");
    jobs.database.sql("DELETE FROM remote_jobs WHERE content_type = 'web'");
    let mut oldest_first = all_pages(&jobs, "oldest");
    assert!(oldest_first.len() > 100, "what was made meanwhile is seen before the end");
    let find_created: Vec<(bool, String)> = oldest_first.drain(..85).rev().collect();
    let times = |lines: &[(bool, String)]| lines.iter().map(|(has_time, _)| *has_time).collect::<Vec<_>>();
    assert_eq!(times(&find_created), times(&newest_first[..85]));
    for sort in ["newest", "oldest"] {
        the_way_back_has_the_same_pages(&jobs, sort);
    }
    a_page_that_is_gone_leads_on(&jobs);
    for option in ["--after", "--before"] {
        jobs.run(&["list", option, "nonsense"]).expect(2);
    }
    jobs.run(&["list", "--after", "none~remote~x", "--before", "none~remote~x"]).expect(2);
    jobs.run(&["list", "--sort", "nonsense"]).expect(2);
}

/// Goes through all pages, and back: each page on the way back is the one that was seen.
fn the_way_back_has_the_same_pages(jobs: &Jobs, sort: &str) {
    let page = |position: &[&str]| {
        let mut arguments = vec!["list", "--limit", "7", "--sort", sort];
        arguments.extend(position);
        jobs.json(&arguments)
    };
    let mut pages = vec![page(&[])];
    assert!(pages[0]["previous"].is_null(), "{:#}", pages[0]);
    while let Some(next) = pages.last().unwrap()["next"].as_str().map(str::to_string) {
        pages.push(page(&["--after", &next]));
        assert!(pages.len() < 50, "it must end");
    }
    assert!(pages.len() > 14 && pages.iter().skip(1).all(|page| page["previous"].is_string()));
    let mut here = pages.pop().unwrap();
    for expected in pages.iter().rev() {
        here = page(&["--before", here["previous"].as_str().unwrap()]);
        // the age grows meanwhile
        let ids = |page: &serde_json::Value| page["jobs"].as_array().unwrap().iter().map(|job| job["id"].clone()).collect::<Vec<_>>();
        assert_eq!(
            (ids(&here), &here["next"], here["previous"].is_null()),
            (ids(expected), &expected["next"], expected["previous"].is_null()),
            "{sort}"
        );
    }
}

/// The first page is deleted while the second one is shown, and then all after it.
fn a_page_that_is_gone_leads_on(jobs: &Jobs) {
    let page = |position: &[&str]| {
        let mut arguments = vec!["list", "--limit", "7", "--kind", "remote"];
        arguments.extend(position);
        jobs.json(&arguments)
    };
    let ids = |page: &serde_json::Value| {
        page["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    let first = page(&[]);
    let second = page(&["--after", first["next"].as_str().unwrap()]);
    jobs.database.sql(&format!("DELETE FROM remote_jobs WHERE id IN ('{}')", ids(&first).join("', '")));
    let back = page(&["--before", second["previous"].as_str().unwrap()]);
    assert_eq!((ids(&back), back["previous"].is_null(), &back["next"]), (ids(&second), true, &second["next"]), "the first page is whole");
    jobs.database.sql(&format!("DELETE FROM remote_jobs WHERE id NOT IN ('{}')", ids(&second).join("', '")));
    let behind = page(&["--after", second["next"].as_str().unwrap()]);
    assert!(ids(&behind).is_empty() && behind["next"].is_null(), "{behind:#}");
    // a page before the last job that was seen
    assert_eq!(ids(&page(&["--before", behind["previous"].as_str().unwrap()])), ids(&second));
}

/// Reads all pages while other jobs are created; returns each job's id and whether it has a creation time.
fn all_pages(jobs: &Jobs, sort: &str) -> Vec<(bool, String)> {
    let (mut seen, mut after) = (Vec::new(), None::<String>);
    loop {
        let mut arguments = vec!["list", "--limit", "7", "--sort", sort, "--kind", "remote,task-run", "--type", "audio"];
        arguments.truncate(if sort == "newest" { 7 } else { 5 });
        if let Some(cursor) = &after {
            arguments.extend(["--after", cursor]);
        }
        let page = jobs.json(&arguments);
        let line = |j: &serde_json::Value| (j["created_at"].is_string(), j["id"].as_str().unwrap().to_string());
        seen.extend(page["jobs"].as_array().unwrap().iter().map(line));
        // a job is created meanwhile; with newest first, no later page may show it
        jobs.create("web", "later");
        match page["next"].as_str() {
            Some(next) => after = Some(next.to_string()),
            None => break,
        }
        assert!(seen.len() < 300, "it must end");
    }
    let mut ids: Vec<&String> = seen.iter().map(|(_, id)| id).collect();
    ids.sort();
    let count = ids.len();
    ids.dedup();
    assert_eq!(count, ids.len(), "no job twice");
    seen
}

fn filters_mean_what_they_say(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let (a, b, c) = (jobs.create("audio", "1"), jobs.create("video", "2"), jobs.create("video", "3"));
    let (_, token) = jobs.claim("gpu-1", "audio").unwrap();
    jobs.fail(&a, &token, "No space left on device").expect(0);
    jobs.database.sql(&format!("UPDATE remote_jobs SET created_at = '2026-03-04 05:06:07.000008' WHERE id = '{c}'"));
    let found = |arguments: &[&str]| -> Vec<String> {
        let mut all = vec!["list"];
        all.extend(arguments);
        jobs.json(&all)["jobs"].as_array().unwrap().iter().map(|j| j["id"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(found(&[]), [b.clone(), a.clone(), c.clone()]);
    assert_eq!(found(&["--status", "failed"]), [a.as_str()]);
    assert_eq!(found(&["--status", "pending", "--type", "video"]), [b.clone(), c.clone()]);
    assert_eq!(found(&["--worker", "gpu-1"]), [a.as_str()]);
    assert_eq!(found(&["--ingestion-task", "2"]), [b.as_str()]);
    assert_eq!(found(&["--error", "no SPACE"]), [a.as_str()]);
    assert_eq!(found(&["--older-than", "24h"]), [c.as_str()]);
    assert_eq!(found(&["--created-before", "2026-03-05T00:00:00Z"]), [c.as_str()]);
    assert_eq!(found(&["--created-after", "2026-03-05T00:00:00Z"]), [b.clone(), a.clone()]);
    assert!(found(&["--kind", "task-run"]).is_empty());
    assert_eq!(jobs.json(&["show", &b])["job"]["type"], "video");
    assert_eq!(jobs.run(&["list", "--kind", "task-run", "--output", "ndjson"]).expect(0).out, "", "nothing is no line");
    let stats = jobs.json(&["stats"]);
    let counts: Vec<(String, u64)> =
        stats["counts"].as_array().unwrap().iter().map(|c| (c["status"].as_str().unwrap().into(), c["jobs"].as_u64().unwrap())).collect();
    assert_eq!(counts, [("pending".to_string(), 2), ("failed".to_string(), 1)]);
    assert_eq!(jobs.json(&["stats", "--exact"])["counts"], stats["counts"]);
    jobs.claim("gpu-2", "video").unwrap();
    let workers = jobs.json(&["workers"]);
    assert_eq!((workers["workers"][0]["worker_id"].as_str(), workers["workers"][0]["is_stale"].as_bool()), (Some("gpu-2"), Some(false)));
}

fn what_another_client_wrote_is_shown_as_it_is(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let nil = "00000000-0000-7000-8000-000000000000";
    let db = &jobs.database;
    db.sql(&format!("INSERT INTO profiles (id, user_id, email) VALUES ('{nil}', '{nil}', 'e')"));
    db.sql(&format!("INSERT INTO conversations (id, user_id, title) VALUES ('{nil}', '{nil}', 't')"));
    db.sql(&format!(
        "INSERT INTO processing_jobs (id, user_id, conversation_id, job_type, status, user_query) VALUES ('{nil}', '{nil}', '{nil}', 'x', 'exploded', 'q')"
    ));
    let job = jobs.json(&["list"])["jobs"][0].clone();
    assert_eq!((job["status"].as_str(), job["native_status"].as_str()), (None, Some("exploded")));
    assert!(jobs.run(&["list"]).expect(0).out.contains("exploded"));
    assert!(jobs.run(&["requeue", nil]).expect(9).out.contains("unknown to morag-db"));
    if !engine.is_postgres() {
        // SQLAlchemy's Uuid type writes ids without hyphens
        let plain = "0123456789abcdef0123456789abcdef";
        db.sql(&format!(
            "INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type) VALUES ('{plain}', '1', '/a', 'audio')"
        ));
        let (id, token) = jobs.claim("w", "audio").unwrap();
        assert_eq!(id, plain);
        jobs.succeed("01234567-89ab-cdef-0123-456789abcdef", &token, "x").expect(0);
        assert_eq!(jobs.status(plain), "completed");
        assert_eq!(jobs.json(&["show", "01234567-89AB-CDEF-0123-456789ABCDEF"])["job"]["id"], plain);
    }
}

fn an_index_serves_filter_and_order(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.json(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", "12000"]);
    jobs.database.sql("UPDATE remote_jobs SET status = 'completed', worker_id = 'w' WHERE id IN (SELECT id FROM (SELECT id FROM remote_jobs ORDER BY id LIMIT 10000) x)");
    // most jobs, pending or not, have a different type than the requested one
    jobs.database.sql("UPDATE remote_jobs SET content_type = 'video' WHERE id IN (SELECT id FROM (SELECT id FROM remote_jobs ORDER BY id DESC LIMIT 10000) x)");
    jobs.database.sql(match engine {
        Engine::MySql | Engine::MariaDb => "ANALYZE TABLE remote_jobs",
        _ => "ANALYZE",
    });
    let is_mysql = engine.is_mysql_like();
    let explain = |sql: &str| -> String {
        let how = if engine == Engine::Sqlite { "EXPLAIN QUERY PLAN" } else { "EXPLAIN" };
        jobs.database.sql(&format!("{how} {sql}")).into_iter().flatten().flatten().collect::<Vec<_>>().join(" ").to_lowercase()
    };
    let hint = if is_mysql { "FORCE INDEX (ix_remote_jobs_claim_priority)" } else { "" };
    let claim = format!(
        "SELECT id FROM remote_jobs r {hint} WHERE r.status = 'pending' AND r.content_type = 'audio' ORDER BY r.priority, r.created_at, r.id LIMIT 1"
    );
    let list = "SELECT id FROM remote_jobs t WHERE t.status IN ('completed') AND t.created_at IS NOT NULL ORDER BY t.created_at DESC, t.id DESC LIMIT 51".to_string();
    let worker = "SELECT id FROM remote_jobs t WHERE t.worker_id IN ('w') AND t.created_at IS NOT NULL ORDER BY t.created_at DESC, t.id DESC LIMIT 51".to_string();
    for (sql, index) in [
        (claim, "ix_remote_jobs_claim_priority"),
        (list, "ix_remote_jobs_status_created_at_id"),
        (worker, "ix_remote_jobs_worker_id_created_at_id"),
    ] {
        let plan = explain(&sql);
        assert!(plan.contains(index), "{index}: {plan}");
        for sort in ["filesort", "temp b-tree", "sort key"] {
            assert!(!plan.contains(sort), "{index} serves the order too: {plan}");
        }
    }
}

fn options_are_filtered_by_what_they_say(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let make = |options: &str| {
        let made = jobs.json(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--options", options]);
        made["ids"][0].as_str().unwrap().to_string()
    };
    let english = make(r#"{"lang": "en", "beams": 5, "fast": true}"#);
    let nested = make(r#"{"lang": "de", "model": {"na\"me": "it's \u00e4 \\"}}"#);
    make("{}");
    let found = |condition: &str| -> Vec<String> {
        let list = jobs.json(&["list", "--where", condition]);
        list["jobs"].as_array().unwrap().iter().map(|j| j["id"].as_str().unwrap().to_string()).collect()
    };
    for condition in ["options.lang=en", "options.beams=5", "options.fast=true"] {
        assert_eq!(found(condition), [english.as_str()], "{condition}");
    }
    assert_eq!(found("options.model.na\"me=it's ä \\"), [nested.as_str()]);
    assert!(found("options.lang=EN").is_empty() && found("options.absent=null").is_empty());
    for wrong in ["lang=en", "options.=x", "options.lang"] {
        jobs.run(&["list", "--where", wrong]).expect(2);
    }
    jobs.run(&["cancel", "--where", "options.lang=en", "--yes"]).expect(0);
    assert_eq!((jobs.status(&english), jobs.status(&nested)), ("cancelled".into(), "pending".into()));
}

fn options_have_one_answer_on_every_engine(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let all = [
        r#"{"v": null}"#,
        r#"{"v": "null"}"#,
        r#"{"v": true}"#,
        r#"{"v": "true"}"#,
        r#"{"v": 5}"#,
        r#"{"v": 5.0}"#,
        r#"{"v": "5"}"#,
        r#"{"v": 12345678901234567890}"#,
        r#"{"v": 9007199254740993}"#,
        r#"{"v": -9223372036854775808}"#,
        r#"{"v": ["first", 2]}"#,
        r#"{"v": {"0": "zero"}}"#,
        r#"{"v": ""}"#,
        r#"{"v": "en "}"#,
        r#"{"v": "\ud83d\ude00"}"#,
        r#"{"v": 0.1}"#,
        r#"{"v": 1e300}"#,
        r#"{}"#,
    ];
    let lines: Vec<String> = all
        .iter()
        .map(|options| {
            let source = options.replace('\\', "\\\\").replace('"', "\\\"");
            format!(r#"{{"ingestion_task_id": "1", "source_file_path": "{source}", "content_type": "audio", "task_options": {options}}}"#)
        })
        .collect();
    let file = jobs.database.folder.path().join("jobs.ndjson");
    std::fs::write(&file, lines.join("\n")).unwrap();
    jobs.run(&["create", "--from-ndjson", file.to_str().unwrap()]).expect(0);
    // another client writes the same JSON in another form
    jobs.database.sql("UPDATE remote_jobs SET task_options = '{\"v\":   5.0}' WHERE source_file_path LIKE '%5.0%'");
    let found = |condition: &str| -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        let list = jobs.json(&["list", "--where", condition]);
        for job in list["jobs"].as_array().unwrap() {
            let id = job["id"].as_str().unwrap();
            ids.push(jobs.database.value(&format!("SELECT source_file_path FROM remote_jobs WHERE id = '{id}'")));
        }
        ids.sort_by_key(|source| all.iter().position(|options| options == source));
        ids
    };
    for (condition, expected) in [
        ("options.v=null", &all[0..2]),
        ("options.v=true", &all[2..4]),
        ("options.v=5", &all[4..7]),
        ("options.v=5.0", &all[4..6]),
        ("options.v=12345678901234567890", &all[7..8]),
        ("options.v=9007199254740993", &all[8..9]),
        ("options.v=9007199254740992", &[]),
        ("options.v=-9223372036854775808", &all[9..10]),
        ("options.v.0=first", &[]),
        ("options.v.0=zero", &all[11..12]),
        ("options.v=[\"first\", 2]", &[]),
        ("options.v=", &all[12..13]),
        ("options.v=en", &[]),
        ("options.v=en ", &all[13..14]),
        ("options.v=\u{1f600}", &all[14..15]),
        ("options.v=0.1", &all[15..16]),
        ("options.v=1e300", &all[16..17]),
        ("options.v=1e999", &[]),
    ] {
        assert_eq!(found(condition), expected, "{condition}");
    }
}

fn times_that_no_engine_can_hold_are_refused(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("audio", "1");
    for time in ["9999-12-31T23:59:59-14:00", "9999-12-31T23:59:60Z", "0000-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "yesterday at noon"]
    {
        for filter in ["--created-after", "--created-before"] {
            jobs.run(&["list", filter, time]).expect(2);
            jobs.run(&["purge", filter, time, "--yes"]).expect(2);
        }
    }
    let found = |filter: &str, time: &str| jobs.json(&["list", filter, time])["jobs"].as_array().unwrap().len();
    jobs.database.sql(&format!("UPDATE remote_jobs SET created_at = '2017-01-01 00:00:00.500000' WHERE id = '{id}'"));
    // a leap second counts as the next second
    assert_eq!((found("--created-after", "2016-12-31T23:59:60Z"), found("--created-before", "2016-12-31T23:59:60Z")), (1, 0));
    assert_eq!((found("--created-after", "0001-01-01T00:00:00Z"), found("--created-before", "0001-01-01T00:00:00Z")), (1, 0));
    assert_eq!((found("--created-after", "9999-12-31T23:59:59.999999Z"), found("--created-before", "9999-12-31T23:59:59Z")), (0, 1));
    jobs.run(&["list", "--after", "+10000-01-01T00:00:00Z~remote~x"]).expect(2);
    // other values that some engine can't store or compare are rejected too
    jobs.run(&["list", "--error", &"y".repeat(70_000)]).expect(2);
    for arguments in [&["stats", "--window"][..], &["list", "--older-than"], &["expire", "--retry", "--retry-window"]] {
        jobs.run(&[arguments, &["99999999h"]].concat()).expect(2);
        jobs.run(&[arguments, &["876000h"]].concat()).expect(0);
    }
}

fn times_and_errors_of_what_ended_are_told(engine: Engine) {
    let jobs = Jobs::ready(engine);
    for (ty, status, worker, seconds, error) in [
        ("audio", "completed", "gpu-1", 11, ""),
        ("audio", "completed", "gpu-1", 12, ""),
        ("audio", "failed", "gpu-2", 13, "can't read /in/1.mp3 at 17"),
        ("audio", "timeout", "gpu-2", 14, "can't read /in/2.mp3 at 4"),
        ("video", "failed", "gpu-2", 15, "CUDA out of memory"),
        ("video", "cancelled", "gpu-2", 16, ""),
    ] {
        let id = jobs.create(ty, "1");
        jobs.database.sql(&format!(
            "UPDATE remote_jobs SET status = '{status}', worker_id = '{worker}', error_message = '{}', created_at = '2026-03-04 05:06:00.000000', \
             started_at = '2026-03-04 05:06:07.500000', completed_at = '2026-03-04 05:06:{}.500000' WHERE id = '{id}'",
            error.replace('\'', "''"),
            7 + seconds
        ));
    }
    let stats = jobs.json(&["stats", "--window", "200000h"]);
    let timings = stats["timings"].as_array().unwrap();
    assert_eq!((timings.len(), stats["is_capped"].as_bool()), (2, Some(false)));
    let audio = &timings[0];
    assert_eq!((&audio["type"], &audio["completed"], &audio["failed"]), (&"audio".into(), &2.into(), &2.into()));
    let seconds = |value: &serde_json::Value| {
        value.as_array().unwrap().iter().map(|s| (s.as_f64().unwrap() * 10.0).round() as i64).collect::<Vec<_>>()
    };
    assert_eq!((seconds(&audio["wait_seconds"]), seconds(&audio["run_seconds"])), (vec![75, 75, 75], vec![120, 140, 140]));
    let errors: Vec<(&str, u64)> =
        stats["errors"].as_array().unwrap().iter().map(|e| (e["error"].as_str().unwrap(), e["jobs"].as_u64().unwrap())).collect();
    assert_eq!(errors, [("can't read <path> at #", 2), ("CUDA out of memory", 1)]);
    assert!(jobs.run(&["stats", "--window", "200000h"]).expect(0).out.contains("can't read <path> at #"));
    let of =
        |line: &serde_json::Value| (line["worker_id"].as_str().unwrap().to_string(), line["completed"].as_u64(), line["failed"].as_u64());
    let workers = jobs.json(&["workers", "--window", "200000h"]);
    let lines: Vec<_> = workers["workers"].as_array().unwrap().iter().map(of).collect();
    assert_eq!(lines, [("gpu-1".into(), Some(2), Some(0)), ("gpu-2".into(), Some(0), Some(3))]);
    // none of the jobs ended in the last 24 hours
    assert_eq!(jobs.json(&["stats"])["timings"], serde_json::json!([]));
    assert!(jobs.run(&["workers"]).expect(0).out.contains("No worker has a job now"));
}

fn a_watch_tells_each_change_and_ends_when_all_have_ended(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let (good, bad) = (jobs.create("audio", "1"), jobs.create("video", "1"));
    let watch = |arguments: &[&str]| {
        let mut all = vec!["jobs", "watch", "--interval", "100ms", "--until", "terminal", "--exit-status"];
        all.extend(arguments);
        jobs.database.spawn(&all)
    };
    let (by_id, by_filter) = (watch(&[&good]), watch(&["--kind", "remote"]));
    let pause = || std::thread::sleep(std::time::Duration::from_millis(400));
    pause();
    let (_, token) = jobs.claim("gpu-1", "audio").unwrap();
    pause();
    jobs.succeed(&good, &token, "x").expect(0);
    jobs.run(&["cancel", &bad]).expect(0);
    let end = |child: std::process::Child| {
        let output = child.wait_with_output().unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        let line = |line: &str| -> serde_json::Value { serde_json::from_str(line).unwrap() };
        (output.status.code().unwrap(), lines.lines().map(line).collect::<Vec<_>>())
    };
    let (code, lines) = end(by_id);
    let statuses: Vec<&str> = lines.iter().map(|l| l["status"].as_str().unwrap()).collect();
    assert_eq!((code, statuses), (0, vec!["pending", "processing", "completed"]));
    let (code, lines) = end(by_filter);
    assert_eq!(code, 9, "one was cancelled");
    assert!(lines.iter().any(|l| l["id"] == bad.as_str() && l["status"] == "cancelled"), "{lines:?}");
    // a deleted job has ended too
    let third = jobs.create("audio", "1");
    let child = watch(&[&third]);
    pause();
    jobs.database.sql(&format!("DELETE FROM remote_jobs WHERE id = '{third}'"));
    let (code, lines) = end(child);
    assert_eq!((code, lines.last().unwrap()["status"].as_str()), (9, Some("gone")));
    jobs.run(&["watch", "no-such-job", "--until", "terminal"]).expect(10);
    jobs.run(&["watch", "--exit-status"]).expect(2);
}
