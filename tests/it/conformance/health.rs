//! `health`: each check with its own verdict, for probes and people.

use crate::support::{Engine, Site, TestDatabase, built_in_versions, newest_version};
use serde_json::Value;

on_every_engine!(
    a_ready_database_is_healthy_and_says_why,
    what_is_wrong_is_a_warning_or_a_failure_of_its_own_check,
    a_role_that_may_only_read_sees_a_warning_and_no_failure,
    a_lease_that_nobody_renews_is_named,
    a_watch_goes_on_until_it_is_interrupted,
    what_ended_lately_is_counted,
);

fn checks(report: &Value) -> Vec<(String, String, String)> {
    let text = |check: &Value, field: &str| check[field].as_str().unwrap().to_string();
    report["checks"].as_array().unwrap().iter().map(|c| (text(c, "id"), text(c, "status"), text(c, "detail"))).collect()
}

fn of(report: &Value, id: &str) -> (String, String) {
    let found = checks(report).into_iter().find(|(name, _, _)| name == id).unwrap_or_else(|| panic!("no check {id} in {report}"));
    (found.1, found.2)
}

fn a_ready_database_is_healthy_and_says_why(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["health"]).expect(5);
    database.run(&["init"]).expect(0);
    let before = database.catalog();
    let report = database.run(&["health", "--output", "json"]).expect(0).json();
    assert_eq!(report["status"], "pass", "{report}");
    let mut ids = vec!["reachable", "writable", "size", "schema", "jobs"];
    if engine != Engine::Sqlite {
        ids.extend(["connections", "transactions"]);
    }
    for id in ids {
        assert_eq!(of(&report, id).0, "pass", "{id}");
    }
    assert!(database.run(&["health"]).expect(0).out.contains(&format!("up to date (version {})", newest_version())));
    assert_eq!(database.catalog(), before);
}

fn what_is_wrong_is_a_warning_or_a_failure_of_its_own_check(engine: Engine) {
    let database = TestDatabase::empty(engine);
    let report = database.run(&["health", "--output", "json"]).expect(4).json();
    assert_eq!(of(&report, "schema").0, "fail");
    database.run(&["migrate", "up", "--to", "4"]).expect(0);
    let report = database.run(&["health", "--output", "json"]).expect(0).json();
    assert_eq!(
        of(&report, "schema"),
        ("warn".into(), format!("behind by {} (version 004); run: morag-db init", built_in_versions().len() - 4))
    );
    database.run(&["migrate", "up"]).expect(0);
    database.sql("INSERT INTO schema_migrations (version, description, checksum) VALUES ('0999', 'future', 'x')");
    let report = database.run(&["health", "--output", "json"]).expect(0).json();
    assert_eq!(of(&report, "schema"), ("warn".into(), format!("ahead of this binary by 1 (version {})", newest_version())));
    database.sql("DELETE FROM schema_migrations WHERE version = '0999'");
    let job = |created: &str, timeout: &str| {
        format!(
            "INSERT INTO remote_jobs (ingestion_task_id, source_file_path, content_type, created_at, timeout_at) VALUES ('t', '/f', 'web', '{created}', '{timeout}')"
        )
    };
    database.sql(&job("2026-01-02 03:04:05.000006", "2026-01-02 04:04:05.000006"));
    let report = database.run(&["health", "--output", "json"]).expect(0).json();
    let (status, detail) = of(&report, "jobs");
    assert!(status == "warn" && detail.contains("1 expired and not yet swept"), "{detail}");
    database.site("1001_bad.sql", "-- migrate:up\nCREATE TABLE a (id integer);\nINSERT INTO nowhere VALUES (1);\n");
    database.run(&["migrate", "up"]);
    if engine.is_mysql_like() {
        let report = database.run(&["health", "--output", "json"]).expect(4).json();
        assert!(of(&report, "schema").1.contains("dirty"));
    }
}

fn a_role_that_may_only_read_sees_a_warning_and_no_failure(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    let reader = format!("r{}", &database.name.replace("morag_test_", "").replace('.', "_"));
    let url = match engine {
        Engine::Sqlite => format!("{}?mode=ro", database.url),
        Engine::Postgres | Engine::PostgresNewest => {
            database.sql(&format!("CREATE ROLE {reader} LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {reader}"));
            database.url.replace("postgres@", &format!("{reader}@"))
        }
        Engine::MySql | Engine::MariaDb => {
            database.sql(&format!("CREATE USER '{reader}'@'%'; GRANT SELECT ON {}.* TO '{reader}'@'%'", database.name));
            database.url.replace("root@", &format!("{reader}@"))
        }
    };
    let report = database.run(&["health", "--output", "json", "--database-url", &url]).expect(0).json();
    assert_eq!(of(&report, "schema").0, "pass", "{report}");
    if engine == Engine::Sqlite {
        return;
    }
    let (status, detail) = of(&report, "privileges");
    assert!(status == "warn" && detail.contains("GRANT"), "{report}");
    database.run(&["verify", "--database-url", &url]).expect(0);
    database.run(&["migrate", "status", "--exit-code", "--database-url", &url]).expect(0);
    database.sql(&if engine.is_postgres() {
        format!("DROP OWNED BY {reader}; DROP ROLE {reader}")
    } else {
        format!("DROP USER '{reader}'@'%'")
    });
}

fn a_lease_that_nobody_renews_is_named(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.sql("INSERT INTO morag_leases (name, holder, token, epoch, ttl_ms, renewed_at) VALUES ('migrate', 'a dead node', 't', 4, 3000, '2026-01-02 03:04:05.000006')");
    let report = database.run(&["health", "--output", "json"]).expect(0).json();
    let (status, detail) = of(&report, "lease");
    assert!(status == "warn" && detail.starts_with("stale: a dead node"), "{detail}");
    database.sql("UPDATE morag_leases SET ttl_ms = 999999999999");
    let report = database.run(&["health", "--output", "json"]).expect(0).json();
    assert_eq!(of(&report, "lease").1, "held by a dead node");
}

fn a_watch_goes_on_until_it_is_interrupted(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let child = database.spawn(&["health", "--watch", "100ms", "--output", "ndjson"]);
    std::thread::sleep(std::time::Duration::from_millis(700));
    database.run(&["init"]).expect(0);
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let run = crate::support::Run::from(child.wait_with_output().unwrap());
    assert_eq!(run.code, 130, "{}", run.err);
    assert!(run.err.contains("\"error\""), "what went wrong was said: {}", run.err);
    let looks = run.out.lines().filter(|l| l.contains("\"id\":\"schema\"") && l.contains("up to date")).count();
    assert!(looks >= 2, "and it went on: {}", run.out);
}

fn what_ended_lately_is_counted(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    let add = |count: usize, status: &str, minutes_ago: i64| {
        let ended = (chrono::Utc::now() - chrono::TimeDelta::minutes(minutes_ago)).format("%Y-%m-%d %H:%M:%S%.6f");
        // created long ago: what counts is the end
        let row = format!("('t', '/f', 'web', '{status}', '2026-01-02 03:04:05.000006', '{ended}')");
        let rows = vec![row; count].join(", ");
        database.sql(&format!(
            "INSERT INTO remote_jobs (ingestion_task_id, source_file_path, content_type, status, created_at, completed_at) VALUES {rows}"
        ));
    };
    let jobs = || of(&database.run(&["health", "--output", "json"]).expect(0).json(), "jobs");
    add(5, "completed", 90);
    add(3, "completed", 10);
    add(2, "failed", 20);
    let (status, detail) = jobs();
    assert!(status == "pass" && detail.ends_with("last hour: 3 completed, 2 failed"), "{detail}");
    add(10, "failed", 5);
    let (status, detail) = jobs();
    assert!(status == "warn" && detail.ends_with("last hour: 3 completed, 12 failed"), "{detail}");
    add(1995, "completed", 1);
    let (status, detail) = jobs();
    assert!(status == "pass" && detail.ends_with("last 2000 ended jobs: 1995 completed, 5 failed"), "{detail}");
    // without the index on the time of the end, nothing is scanned for it
    database.run_confirmed(&["migrate", "down", "--to", "9"]).expect(0);
    let (_, detail) = jobs();
    assert!(detail.ends_with("0 expired and not yet swept"), "{detail}");
}

/// SQLite alone has statistics only after ANALYZE.
mod analyzed {
    use super::*;

    on_engine!(sqlite, Sqlite, no_statement_sorts_all_pending_jobs_after_analyze);

    fn no_statement_sorts_all_pending_jobs_after_analyze(engine: Engine) {
        let database = TestDatabase::missing(engine);
        database.run(&["init"]).expect(0);
        database.run(&["seed", "--remote-jobs", "5000"]).expect(0);
        database.sql("ANALYZE");
        // as with ten million jobs, 300,000 of them pending
        let statistics = [
            ("ix_remote_jobs_completed_at", "9699986 2"),
            ("ix_remote_jobs_claim_priority", "300014 300014 50003 50003 1 1"),
            ("ix_remote_jobs_uncounted_failure", "499830 249915"),
            ("ix_remote_jobs_worker_id_created_at_id", "10000000 1111112 1 1"),
            ("ix_remote_jobs_status_created_at_id", "10000000 2000000 2 1"),
            ("idx_remote_jobs_pending_timeout", "300014 300014 301"),
            ("idx_remote_jobs_status_content_type", "10000000 2000000 333334"),
            ("idx_remote_jobs_timeout", "10000000 2"),
            ("idx_remote_jobs_worker_id", "10000000 1111112"),
            ("idx_remote_jobs_ingestion_task", "10000000 1"),
            ("idx_remote_jobs_created_at", "10000000 2"),
            ("idx_remote_jobs_content_type", "10000000 1666667"),
            ("idx_remote_jobs_status", "10000000 2000000"),
            ("sqlite_autoindex_remote_jobs_1", "10000000 1"),
        ];
        // most builds of SQLite write no samples
        database.sql("DELETE FROM sqlite_stat4");
        for (index, statistic) in statistics {
            database.sql(&format!("UPDATE sqlite_stat1 SET stat = '{statistic}' WHERE idx = '{index}'"));
        }
        let mut explained = 0;
        for command in [&["health"][..], &["jobs", "stats"], &["jobs", "list", "--kind", "remote", "--status", "pending"]] {
            let log = database.run(&[command, &["-vv"]].concat()).expect(0).err;
            let statements =
                log.lines().filter_map(|line| line.split_once("sql=\"")).map(|(_, sql)| sql.trim_end_matches('"').replace("\\\"", "\""));
            for statement in statements.flat_map(|sql| sql.split("; ").map(String::from).collect::<Vec<_>>()) {
                if !statement.starts_with("SELECT")
                    || !statement.contains("status = 'pending'") && !statement.contains("status IN ('pending')")
                {
                    continue;
                }
                let plan = database.sql(&format!("ANALYZE sqlite_schema; EXPLAIN QUERY PLAN {statement}"));
                let plan: Vec<String> = plan.into_iter().map(|row| row.into_iter().flatten().last().unwrap_or_default()).collect();
                assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{statement}\n{plan:#?}");
                explained += 1;
            }
        }
        assert!(explained >= 4, "{explained}");
    }
}
