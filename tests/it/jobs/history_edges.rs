//! The history beside roles without rights, other drops, and operations on jobs that were archived meanwhile.

use super::Jobs;
use crate::support::Engine;
use serde_json::{Value, json};

on_every_engine!(two_drops_at_once_drop_a_month_once, an_undo_says_which_jobs_were_archived, a_requeue_in_steps_skips_archived_jobs);

// SQLite has no partitions, and no roles
mod rights {
    use super::a_role_that_may_not_add_partitions_moves_nothing;

    on_engine!(postgres, Postgres, a_role_that_may_not_add_partitions_moves_nothing);
    on_engine!(mariadb, MariaDb, a_role_that_may_not_add_partitions_moves_nothing);
    on_engine!(mysql, MySql, a_role_that_may_not_add_partitions_moves_nothing);
}

const APRIL: &str = "2026-04-01 00:00:00.000000";

/// Creates jobs that ended in April with this status.
fn ended(jobs: &Jobs, count: usize, status: &str) {
    jobs.run(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", &count.to_string()]).expect(0);
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = '{status}', completed_at = '{APRIL}' WHERE status = 'pending'"));
}

fn archive(jobs: &Jobs) -> Value {
    jobs.json(&["archive", "--ended-before", "2026-06-01", "--yes"])
}

fn a_role_that_may_not_add_partitions_moves_nothing(engine: Engine) {
    let jobs = Jobs::ready(engine);
    ended(&jobs, 3, "completed");
    let role = format!("w{}", jobs.database.name.replace("morag_test_", ""));
    let url = if engine.is_postgres() {
        jobs.database.sql(&format!("CREATE ROLE {role} LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}"));
        jobs.database.url.replace("postgres@", &format!("{role}@"))
    } else {
        jobs.database
            .sql(&format!("CREATE USER '{role}'@'%'; GRANT SELECT, INSERT, UPDATE, DELETE ON {}.* TO '{role}'@'%'", jobs.database.name));
        jobs.database.url.replace("root@", &format!("{role}@"))
    };
    let arguments = ["archive", "--ended-before", "2026-06-01", "--yes"];
    let as_role = [&arguments[..], &["--database-url", &url]].concat();
    let refused = jobs.run(&as_role).expect(8).err;
    assert!(refused.contains("preparing the archive for 2026-04 is not allowed for this role"), "{refused}");
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs"), "3");
    // the owner adds the partitions; then the role may move jobs of the month
    jobs.run(&[&arguments[..], &["--limit", "1"]].concat()).expect(0);
    jobs.run(&as_role).expect(0);
    assert_eq!(jobs.json(&["archive"])["months"][0]["jobs"], 3);
    // and may not drop it
    jobs.run(&["archive", "drop", "2026-04", "--yes", "--database-url", &url]).expect(8);
    let month = jobs.json(&["archive"])["months"][0].clone();
    assert_eq!((&month["jobs"], jobs.database.value("SELECT count(*) FROM job_history").as_str()), (&json!(3), "3"), "{month:#}");
    jobs.json(&["archive", "drop", "2026-04", "--yes"]);
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_history"), "0");
    jobs.database.sql(&if engine.is_postgres() {
        format!("DROP OWNED BY {role}; DROP ROLE {role}")
    } else {
        format!("DROP USER '{role}'@'%'")
    });
}

fn two_drops_at_once_drop_a_month_once(engine: Engine) {
    let jobs = Jobs::ready(engine);
    ended(&jobs, 300, "completed");
    assert_eq!(archive(&jobs)["moved"], 300);
    let codes: Vec<i32> = std::thread::scope(|scope| {
        let both: Vec<_> = (0..2).map(|_| scope.spawn(|| jobs.run(&["archive", "drop", "2026-04", "--yes"]))).collect();
        both.into_iter().map(|run| run.join().unwrap().code).collect()
    });
    // the second one finds no such month, or a month that changed
    assert!(codes.contains(&0) && codes.iter().all(|code| [0, 8, 10].contains(code)), "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == 0).count(), 1, "{codes:?}");
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_operations WHERE action = 'archive drop' AND changed = 300"), "1");
    assert_eq!(jobs.json(&["archive"])["months"], json!([]));
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_history"), "0");
    // the month can be filled again
    ended(&jobs, 1, "completed");
    assert_eq!(archive(&jobs)["moved"], 1);
}

fn an_undo_says_which_jobs_were_archived(engine: Engine) {
    let jobs = Jobs::ready(engine);
    ended(&jobs, 3, "failed");
    let operation = jobs.json(&["requeue", "--status", "failed", "--yes"])["operation_id"].as_str().unwrap().to_string();
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'completed', completed_at = '{APRIL}'"));
    let kept = jobs.create("audio", "1");
    assert_eq!(archive(&jobs)["moved"], 3);
    let undone = jobs.json(&["undo", &operation, "--yes"]);
    assert_eq!(undone["jobs"], json!([]), "{undone:#}");
    let reasons: Vec<&str> = undone["refused"].as_array().unwrap().iter().map(|one| one[1].as_str().unwrap()).collect();
    assert_eq!(reasons, ["it was archived meanwhile"; 3], "{undone:#}");
    assert_eq!(jobs.status(&kept), "pending");
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_history"), "3");
}

fn a_requeue_in_steps_skips_archived_jobs(engine: Engine) {
    let jobs = Jobs::ready(engine);
    ended(&jobs, 12, "failed");
    // nobody claims: the first step times out
    let requeue = ["requeue", "--status", "failed", "--canary", "2", "--canary-timeout", "1s", "--yes", "--output", "json"];
    let stopped = jobs.run(&requeue).expect(9).json();
    assert_eq!((&stopped["released"], &stopped["remaining"]), (&json!(2), &json!(10)), "{stopped:#}");
    assert_eq!(archive(&jobs)["moved"], 10);
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'completed', completed_at = '{APRIL}'"));
    assert_eq!(archive(&jobs)["moved"], 2);
    let operation = stopped["operation_id"].as_str().unwrap();
    let resumed = jobs.json(&["operations", "resume", operation]);
    assert_eq!((&resumed["state"], &resumed["released"], &resumed["skipped"]), (&json!("finished"), &json!(2), &json!(10)), "{resumed:#}");
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs"), "0", "none came back");
}
