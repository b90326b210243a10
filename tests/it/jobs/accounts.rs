//! Users, API keys and the agent's tasks.

use super::Jobs;
use crate::support::Engine;

on_every_engine!(
    a_key_is_shown_once_and_kept_as_its_hash,
    a_task_tells_how_often_it_succeeds,
    the_same_seed_makes_the_same_demo_data,
    jobs_in_bulk_have_the_events_of_their_runs
);

fn a_key_is_shown_once_and_kept_as_its_hash(engine: Engine) {
    let database = Jobs::ready(engine).database;
    let json = |arguments: &[&str]| {
        let mut all = arguments.to_vec();
        all.extend(["--output", "json"]);
        database.run(&all).expect(0).json()
    };
    let name = "O'Brien \\ 😀";
    let create = ["users", "create", "--name", name, "--email", "o@example.com", "--role", "ADMIN"];
    assert_eq!(json(&create)["users"][0]["name"], name);
    assert!(database.run(&create).expect(8).err.contains("already"), "no two of one address");
    database.run(&["users", "create", "--name", "n", "--email", "x@y", "--role", "KING"]).expect(2);
    database.run(&["users", "create", "--name", "n", "--email", "nobody"]).expect(2);
    let made = json(&["api-keys", "create", "--user", "o@example.com", "--name", "gpu-1"]);
    let key = made["key"].as_str().unwrap();
    assert!(key.len() == 67 && key.starts_with("mk_") && key[3..].bytes().all(|b| b.is_ascii_hexdigit()), "{key}");
    let quoted = database.engine.backend().quote("key");
    let stored = database.value(&format!("SELECT {quoted} FROM api_keys"));
    let hash = std::process::Command::new("bash").args(["-c", &format!("printf %s '{key}' | sha256sum")]).output().unwrap();
    assert_eq!(String::from_utf8(hash.stdout).unwrap().split(' ').next(), Some(stored.as_str()));
    let other = json(&["api-keys", "create", "--user", "o@example.com", "--name", "gpu-2"]);
    assert_ne!(other["key"], made["key"]);
    let list = database.run(&["api-keys", "list"]).expect(0).out;
    assert!(list.contains("gpu-1") && !list.contains(key) && !list.contains(&stored), "{list}");
    assert_eq!(json(&["users", "list"])["users"][0]["api_keys"], 2);
    // a prefix is enough if it matches one key; an empty prefix matches none
    let (first, second) = (made["id"].as_str().unwrap(), other["id"].as_str().unwrap());
    let common = first.bytes().zip(second.bytes()).take_while(|(a, b)| a == b).count();
    assert!(common > 0, "ids of the same time: {first} {second}");
    database.run(&["api-keys", "revoke", ""]).expect(10);
    let ambiguous = database.run(&["api-keys", "revoke", &first[..common]]).expect(2);
    assert!(ambiguous.err.contains("gpu-1") && ambiguous.err.contains("gpu-2"), "{}", ambiguous.err);
    database.run(&["api-keys", "revoke", &first[..common + 2].to_uppercase()]).expect(0);
    database.run(&["api-keys", "revoke", made["id"].as_str().unwrap()]).expect(10);
    database.run(&["api-keys", "create", "--user", "nobody", "--name", "x"]).expect(10);
    assert_eq!(json(&["api-keys", "list"])["api_keys"].as_array().unwrap().len(), 1);
}

fn a_task_tells_how_often_it_succeeds(engine: Engine) {
    let database = Jobs::ready(engine).database;
    database.sql("INSERT INTO tasks (id, name, total_runs, successful_runs, failed_runs, last_error) VALUES ('t1', 'Market Analysis', 8, 6, 2, 'broke')");
    database.sql("INSERT INTO tasks (id, name) VALUES ('t2', 'Never run'), ('t3', 'Twin'), ('t4', 'Twin')");
    database.sql("INSERT INTO task_runs (id, task_id, run_number, status, duration) VALUES ('r1', 't1', 1, 'COMPLETED', 12.5), ('r2', 't1', 2, 'FAILED', 1)");
    let stamp = database.engine.backend().quote("timestamp");
    database.sql(&format!(
        "INSERT INTO metric_snapshots (id, task_id, name, metric_type, value, unit, {stamp}) VALUES \
         ('m1', 't1', 'cpu', 'GAUGE', 75.5, '%', '2026-03-04 05:06:07.000008'), ('m2', 't1', 'cpu', 'GAUGE', 80.5, '%', '2026-03-04 05:06:08.000008')"
    ));
    database.sql("INSERT INTO artifacts (id, task_id, name, artifact_type, file_size) VALUES ('a1', 't1', 'report.md', 'REPORT', 1024)");
    let list = database.run(&["tasks", "list", "--output", "json"]).expect(0).json();
    assert_eq!((list["tasks"][0]["success_rate"].as_f64(), list["tasks"][1]["success_rate"].as_f64()), (Some(75.0), None));
    let story = database.run(&["tasks", "show", "Market Analysis", "--output", "json"]).expect(0).json();
    assert_eq!(story["runs"][0]["run_number"], 2);
    assert_eq!((story["metrics"].as_array().unwrap().len(), story["metrics"][0]["value"].as_f64()), (1, Some(80.5)));
    assert_eq!((story["artifacts"][0]["type"].as_str(), story["artifacts"][0]["file_size"].as_i64()), (Some("REPORT"), Some(1024)));
    assert!(database.run(&["tasks", "show", "t1"]).expect(0).out.contains("75.0 %"));
    database.run(&["tasks", "show", "Twin"]).expect(2);
    database.run(&["tasks", "show", "nothing"]).expect(10);
}

fn the_same_seed_makes_the_same_demo_data(engine: Engine) {
    let (one, two) = (Jobs::ready(engine), Jobs::ready(engine));
    let report = one.database.run(&["seed", "--output", "json"]).expect(0).json();
    assert_eq!(two.database.run(&["seed", "--output", "json"]).expect(0).json(), report);
    assert_eq!(report["tasks"], 8);
    let ids = "SELECT id FROM task_runs UNION ALL SELECT id FROM users UNION ALL SELECT id FROM artifacts";
    let sorted = |jobs: &Jobs| {
        let mut rows = jobs.database.sql(ids);
        rows.sort();
        rows
    };
    assert_eq!(sorted(&one), sorted(&two));
    for table in report["rows"].as_array().unwrap() {
        let (name, count) = (table[0].as_str().unwrap(), table[1].as_u64().unwrap());
        let name = one.database.engine.backend().quote(name);
        assert_eq!(one.database.value(&format!("SELECT count(*) FROM {name}")), count.to_string());
    }
    assert_eq!(report["rows"].as_array().unwrap().len(), 16, "every table of the applications");
    let runs = one.database.value("SELECT count(*) FROM task_runs GROUP BY task_id ORDER BY 1 LIMIT 1").parse::<u32>().unwrap();
    assert!((3..=8).contains(&runs));
    // the seeded rows satisfy all constraints of the schema
    one.database.run(&["verify", "--data", "--strict"]).expect(0);
    assert!(one.database.run(&["seed"]).expect(8).err.contains("--seed 2"));
    one.database.run(&["seed", "--seed", "2"]).expect(0);
    assert_eq!(one.database.run(&["seed", "--remote-jobs", "12345", "--output", "json"]).expect(0).json()["remote_jobs"], 12345);
    // a second run adds rows, and another database gets the same rows
    one.database.run(&["seed", "--remote-jobs", "3"]).expect(0);
    assert_eq!(one.database.value("SELECT count(*) FROM remote_jobs"), (24 + 24 + 12345 + 3).to_string());
    two.database.run(&["seed", "--remote-jobs", "7"]).expect(0);
    two.database.run(&["seed", "--remote-jobs", "8"]).expect(0);
    let bulk = "SELECT id FROM remote_jobs WHERE CAST(id AS CHAR(36)) LIKE '00010000-000_-8%' ORDER BY 1";
    assert_eq!(two.database.sql(bulk).len(), 15);
    assert_eq!(one.database.sql(bulk)[..15], two.database.sql(bulk)[..]);
    one.database.run(&["verify", "--data"]).expect(0);
    // plausible data: no job starts before its creation or ends before its start; runs fail for several reasons
    for (table, created, started, ended) in [
        ("task_runs", "created_at", "started_at", "completed_at"),
        ("remote_jobs", "created_at", "started_at", "completed_at"),
        ("processing_jobs", "created_at", "started_at", "completed_at"),
        ("jobs", "created_at", "start_date", "end_date"),
    ] {
        let odd = format!("SELECT count(*) FROM {table} WHERE {started} < {created} OR {ended} < {started}");
        assert_eq!(one.database.value(&odd), "0", "{table}");
    }
    let errors: u32 = one.database.value("SELECT count(DISTINCT error_message) FROM task_runs").parse().unwrap();
    let days: u32 = one.database.value("SELECT count(DISTINCT DATE(created_at)) FROM task_runs").parse().unwrap();
    assert!(errors >= 3 && days >= 4, "{errors} errors, {days} days");
    let production = crate::support::TestDatabase::missing(engine);
    production.run(&["init", "--environment", "production"]).expect(0);
    production.run(&["seed"]).expect(8);
}

fn jobs_in_bulk_have_the_events_of_their_runs(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let database = &jobs.database;
    database.run(&["seed", "--with-events"]).expect(2);
    database.run(&["seed", "--remote-jobs", "10", "--days", "0"]).expect(2);
    database.run(&["seed", "--remote-jobs", "50"]).expect(0);
    assert_eq!(database.value("SELECT count(*) FROM job_events"), "0");
    let day = |back: i64| (chrono::Utc::now() - chrono::TimeDelta::days(back)).format("%Y-%m-%d %H:%M:%S").to_string();
    let older =
        |table: &str, column: &str, back: i64| database.value(&format!("SELECT count(*) FROM {table} WHERE {column} < '{}'", day(back)));
    assert_eq!(older("remote_jobs", "created_at", 31), "0");
    database.run(&["seed", "--seed", "2", "--remote-jobs", "3000", "--days", "90", "--with-events"]).expect(0);
    assert_eq!((older("remote_jobs", "created_at", 91), older("remote_jobs", "created_at", 89) == "0"), ("0".into(), false));
    let first = "00020000-0000-0000-0000-000000000000";
    let ended = database.value(&format!("SELECT count(*) FROM remote_jobs WHERE status <> 'pending' AND id >= '{first}'"));
    let per_job = "SELECT count(*), min(e), max(e) FROM (SELECT job_id, count(*) AS e FROM job_events GROUP BY job_id) x";
    assert_eq!(database.sql(per_job)[0], [Some(ended.clone()), Some("2".into()), Some("2".into())], "a claim and an end for each job");
    let mut actions: Vec<String> = database.sql("SELECT DISTINCT action FROM job_events").into_iter().flatten().flatten().collect();
    actions.sort();
    assert_eq!(actions, ["cancel", "claim", "complete", "expire", "fail"]);
    let id = if engine.is_postgres() { "e.job_id::uuid" } else { "e.job_id" };
    let joined = format!(
        "SELECT count(*) FROM job_events e JOIN remote_jobs r ON r.id = {id} WHERE e.to_status = r.status AND e.at = r.completed_at"
    );
    assert_eq!(database.value(&joined), ended, "the last event is the end that the row has");
    let id = database.value("SELECT job_id FROM job_events WHERE action = 'fail' ORDER BY job_id LIMIT 1");
    let shown = jobs.json(&["show", &id]);
    let actions: Vec<&str> = shown["events"].as_array().unwrap().iter().map(|event| event["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["claim", "fail"]);
    database.run(&["verify", "--data", "--strict"]).expect(0);
}
