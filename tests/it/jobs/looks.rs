//! Looking: pages, filters, counts, and which index serves them.

use super::Jobs;
use crate::support::Engine;

on_every_engine!(
    pages_by_key_have_each_job_once,
    filters_mean_what_they_say,
    what_another_client_wrote_is_shown_as_it_is,
    an_index_serves_filter_and_order,
);

fn pages_by_key_have_each_job_once(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.json(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", "60"]);
    jobs.database.sql("INSERT INTO tasks (id, name) VALUES ('t1', 'n')");
    let runs: Vec<String> = (1..=40).map(|n| format!("('run{n}', 't1', {n})")).collect();
    jobs.database.sql(&format!("INSERT INTO task_runs (id, task_id, run_number) VALUES {}", runs.join(", ")));
    // many of one moment, over two kinds
    jobs.database.sql("UPDATE remote_jobs SET created_at = '2026-03-04 05:06:07.000008'");
    jobs.database.sql("UPDATE task_runs SET created_at = '2026-03-04 05:06:07.000008' WHERE run_number < 30");
    let (mut seen, mut after) = (Vec::new(), None::<String>);
    loop {
        let mut arguments = vec!["list", "--limit", "7"];
        if let Some(cursor) = &after {
            arguments.extend(["--after", cursor]);
        }
        let page = jobs.json(&arguments);
        seen.extend(page["jobs"].as_array().unwrap().iter().map(|j| j["id"].as_str().unwrap().to_string()));
        // others write meanwhile: newer ones, which no later page may show
        jobs.create("web", "later");
        match page["next"].as_str() {
            Some(next) => after = Some(next.to_string()),
            None => break,
        }
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((count, seen.len()), (100, 100), "no job twice, none missing");
    jobs.run(&["list", "--after", "nonsense"]).expect(2);
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
    assert!(jobs.run(&["requeue", nil]).expect(9).out.contains("another client's"));
    if !engine.is_postgres() {
        // SQLAlchemy's Uuid writes no hyphens
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
    // most jobs, waiting or not, are of another type than the one that is asked for
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
    let hint = if is_mysql { "FORCE INDEX (ix_remote_jobs_claim)" } else { "" };
    let claim = format!(
        "SELECT id FROM remote_jobs r {hint} WHERE r.status = 'pending' AND r.content_type = 'audio' ORDER BY r.created_at, r.id LIMIT 1"
    );
    let list = "SELECT id FROM remote_jobs t WHERE t.status IN ('completed') ORDER BY t.created_at DESC, t.id DESC LIMIT 51".to_string();
    let worker = "SELECT id FROM remote_jobs t WHERE t.worker_id IN ('w') ORDER BY t.created_at DESC, t.id DESC LIMIT 51".to_string();
    for (sql, index) in
        [(claim, "ix_remote_jobs_claim"), (list, "ix_remote_jobs_status_created_at_id"), (worker, "ix_remote_jobs_worker_id_created_at_id")]
    {
        let plan = explain(&sql);
        assert!(plan.contains(index), "{index}: {plan}");
        for sort in ["filesort", "temp b-tree", "sort key"] {
            assert!(!plan.contains(sort), "{index} serves the order too: {plan}");
        }
    }
}
