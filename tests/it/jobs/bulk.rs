//! Bulk operations: exactly the plan that was shown is applied.

use super::Jobs;
use crate::support::Engine;

on_every_engine!(
    what_is_applied_is_what_was_shown,
    nothing_said_is_not_everything,
    many_jobs_are_changed_in_chunks_with_their_events,
    a_job_that_is_named_twice_is_one_job,
    a_limit_takes_the_oldest_of_all_kinds,
    a_creation_that_was_cut_off_can_be_finished,
    a_plan_says_what_its_jobs_are,
    a_requeued_run_is_requeued_once,
    a_reason_given_with_a_plan_is_kept,
    a_filter_means_what_the_action_is_for,
    an_operation_tells_its_jobs_also_of_those_that_are_gone,
);

fn a_reason_given_with_a_plan_is_kept(engine: Engine) {
    let jobs = Jobs::ready(engine);
    fail_some(&jobs, 2);
    let file = jobs.database.folder.path().join("plan.json");
    let file = file.to_str().unwrap();
    jobs.run(&["requeue", "--status", "failed", "--reason", "first", "--plan-out", file]).expect(0);
    jobs.run(&["requeue", "--apply", file, "--yes", "--reason", "disk was full"]).expect(0);
    assert_eq!(jobs.json(&["audit"])["operations"][0]["reason"], "disk was full");
    jobs.database.sql("UPDATE remote_jobs SET status = 'failed'");
    let again = jobs.run(&["requeue", "--apply", file, "--yes"]).expect(0);
    assert_eq!(jobs.json(&["audit"])["operations"][0]["reason"], "first");
    assert!(again.out.contains("pending"), "{}", again.out);
    let nothing = jobs.run(&["requeue", "--apply", file, "--yes"]).expect(9);
    assert!(!nothing.out.contains("pending"), "nothing changed, so nothing is pending now: {}", nothing.out);
}

fn a_filter_means_what_the_action_is_for(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let failed = fail_some(&jobs, 3);
    let pending = jobs.create("audio", "9");
    jobs.database.sql("UPDATE remote_jobs SET created_at = '2026-01-02 03:04:05'");
    // the pending job is as old, and is not purged
    let run = jobs.run(&["purge", "--older-than", "7d", "--yes"]).expect(0);
    assert!(run.out.contains("3 of 3 jobs"), "{}", run.out);
    assert_eq!(jobs.status(&pending), "pending");
    for id in [&failed[0][..], &failed[0][..30]] {
        let story = jobs.run(&["show", id]).expect(0).out;
        assert!(story.contains("purged") && story.contains("previous error: disk full"), "{story}");
    }
    // an explicit id of a job that can't be purged
    jobs.run(&["purge", &pending]).expect(9);
    for kind in ["ingest", "ingest,processing"] {
        let run = jobs.run(&["purge", "--kind", kind, "--dry-run"]).expect(2);
        assert!(run.err.contains("it is for remote"), "{}", run.err);
    }
    // a duration without a unit
    let run = jobs.run(&["purge", "--older-than", "7", "--dry-run"]).expect(2);
    assert!(run.err.contains("7d"), "{}", run.err);
}

fn fail_some(jobs: &Jobs, count: usize) -> Vec<String> {
    let made = jobs.json(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", &count.to_string()]);
    jobs.database.sql("UPDATE remote_jobs SET status = 'failed', error_message = 'disk full'");
    made["ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_string()).collect()
}

fn what_is_applied_is_what_was_shown(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let ids = fail_some(&jobs, 5);
    let file = jobs.database.folder.path().join("plan.json");
    let file = file.to_str().unwrap();
    let plan = jobs.json(&["requeue", "--status", "failed", "--plan-out", file]);
    assert_eq!(plan["jobs"].as_array().unwrap().len(), 5);
    assert_eq!(jobs.status(&ids[0]), "failed", "a plan changes nothing");
    // meanwhile, one is deleted, one cancelled, one claimed and failed again, and one created
    jobs.database.sql(&format!("DELETE FROM remote_jobs WHERE id = '{}'", ids[0]));
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'cancelled' WHERE id = '{}'", ids[1]));
    jobs.database.sql(&format!("UPDATE remote_jobs SET claim_seq = 1 WHERE id = '{}'", ids[2]));
    let more = jobs.create("audio", "2");
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'failed' WHERE id = '{more}'"));
    jobs.run(&["cancel", "--apply", file, "--yes"]).expect(2);
    jobs.run(&["requeue", "--apply", file]).expect(8);
    let run = jobs.run(&["requeue", "--apply", file, "--yes", "--output", "json"]).expect(9);
    let report = run.json();
    assert_eq!((report["changed"].as_u64(), report["skipped"].as_array().unwrap().len()), (Some(2), 3));
    for (id, status) in [(&ids[1], "cancelled"), (&ids[2], "failed"), (&ids[3], "pending"), (&ids[4], "pending"), (&more, "failed")] {
        assert_eq!(jobs.status(id), status);
    }
    let audit = jobs.json(&["audit"])["operations"][0].clone();
    assert_eq!((audit["planned"].as_u64(), audit["changed"].as_u64(), audit["skipped"].as_u64()), (Some(5), Some(2), Some(3)));
}

fn nothing_said_is_not_everything(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let ids = fail_some(&jobs, 101);
    jobs.run(&["requeue"]).expect(2);
    jobs.run(&["requeue", "--yes"]).expect(2);
    assert!(jobs.run(&["requeue", "--all", "--yes"]).expect(8).err.contains("--reason"), "above 100 jobs");
    assert!(jobs.run(&["requeue", "--all", "--dry-run"]).expect(0).out.contains("will requeue 101 jobs"), "a dry run needs no reason");
    let run = jobs.run(&["requeue", "--all", "--reason", "r"]).expect(8);
    assert!(run.err.contains("run the same command with --yes") && !run.err.contains("--database"), "{}", run.err);
    jobs.run(&["requeue", &ids[0], "no-such-job", "--yes"]).expect(9);
    assert_eq!((jobs.status(&ids[0]), jobs.status(&ids[1])), ("pending".into(), "failed".into()));
    jobs.run(&["requeue", "no-such-job"]).expect(10);
    let run = jobs.run(&["requeue", "--status", "failed", "--limit", "3", "--dry-run"]).expect(0);
    assert!(run.out.contains("will requeue 3 jobs") && run.out.contains("Nothing was changed"), "{}", run.out);
    jobs.run(&["purge", "--status", "pending", "--yes"]).expect(9);
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs"), "101", "what waits is never purged");
    let prefix = &ids[5][..8];
    assert!(jobs.run(&["cancel", prefix]).expect(2).err.contains("more than one"), "made in one moment, they begin alike");
}

fn many_jobs_are_changed_in_chunks_with_their_events(engine: Engine) {
    let jobs = Jobs::ready(engine);
    fail_some(&jobs, 1000);
    let report = jobs.json(&["requeue", "--status", "failed", "--yes", "--reason", "disk was full", "--as", "night shift"]);
    assert_eq!(report["changed"], 1000);
    let events = "SELECT count(*) FROM job_events WHERE action = 'requeue' AND actor = 'night shift' AND reason = 'disk was full'";
    assert_eq!(jobs.database.value(events), "1000");
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs WHERE status = 'pending' AND error_message IS NULL"), "1000");
    jobs.run(&["cancel", "--kind", "remote", "--status", "pending", "--yes", "--reason", "r", "--rate", "2000"]).expect(0);
    jobs.run(&["cancel", "--all", "--yes", "--rate", "0"]).expect(2);
    assert_eq!(jobs.json(&["purge", "--status", "cancelled", "--yes", "--reason", "r"])["changed"], 1000);
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs"), "0");
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_events WHERE action = 'purge'"), "1000", "the story outlives the job");
}

fn a_job_that_is_named_twice_is_one_job(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let ids = fail_some(&jobs, 2);
    let file = jobs.database.folder.path().join("plan.json");
    let file = file.to_str().unwrap();
    let prefix = &ids[0][..35];
    let named = ["requeue", &ids[0], &ids[1], prefix, &ids[0].to_uppercase(), "--plan-out", file];
    assert_eq!(jobs.json(&named)["jobs"].as_array().unwrap().len(), 2);
    // a plan file that was edited manually
    let plan = std::fs::read_to_string(file).unwrap();
    let mut plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    let first = plan["jobs"][0].clone();
    plan["jobs"].as_array_mut().unwrap().push(first);
    std::fs::write(file, plan.to_string()).unwrap();
    let report = jobs.json(&["requeue", "--apply", file, "--yes"]);
    assert_eq!((&report["planned"], &report["changed"]), (&2.into(), &2.into()));
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_events WHERE action = 'requeue'"), "2");
    assert_eq!(jobs.json(&["audit"])["operations"][0]["planned"], 2);
}

fn a_plan_says_what_its_jobs_are(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let ids = fail_some(&jobs, 3);
    jobs.database.sql("UPDATE remote_jobs SET error_message = 'No space left on device', created_at = '2026-03-01 00:00:00'");
    jobs.database.sql(&format!("UPDATE remote_jobs SET error_message = 'timeout after 12 s' WHERE id = '{}'", ids[2]));
    let one = jobs.run(&["requeue", &ids[0], "--dry-run"]).expect(0).out;
    assert!(one.contains(&format!("will requeue job {} (remote, audio, failed, ", ids[0])), "{one}");
    assert!(one.contains("d old: No space left on device)"), "{one}");
    let many = jobs.run(&["requeue", "--status", "failed", "--reason", "r"]).expect(8).err;
    for line in
        ["will requeue 3 jobs", "2 remote, audio, failed: No space left on device", "1 remote, audio, failed: timeout after # s", "  e.g. "]
    {
        assert!(many.contains(line), "{line}: {many}");
    }
    let done = jobs.run(&["requeue", &ids[0]]).expect(0).out;
    assert!(done.contains("1 of 1 job\n") && done.contains("pending"), "{done}");
}

fn a_requeued_run_is_requeued_once(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.database.sql("INSERT INTO tasks (id, name, total_runs, successful_runs, failed_runs) VALUES ('t1', 'n', 4, 1, 2)");
    jobs.database
        .sql("INSERT INTO task_runs (id, task_id, run_number, status) VALUES ('r1', 't1', 1, 'FAILED'), ('r2', 't1', 2, 'FAILED')");
    // two failed runs of one task lead to one new run
    let report = jobs.json(&["requeue", "--kind", "task-run", "--status", "failed", "--yes", "--reason", "r"]);
    assert_eq!((&report["changed"], report["skipped"].as_array().unwrap().len()), (&1.into(), 1), "{report}");
    let new = report["new_runs"][0]["id"].as_str().unwrap();
    assert_eq!(jobs.database.value(&format!("SELECT status FROM task_runs WHERE id = '{new}'")), "PENDING");
    let again = jobs.run(&["requeue", "r2"]).expect(9).out;
    assert!(again.contains("will exclude r2: a newer run of its task has not ended"), "{again}");
    assert_eq!(jobs.database.value("SELECT count(*) FROM task_runs"), "3");
    let tasks = jobs.database.run(&["tasks", "list", "--output", "json"]).expect(0).json();
    let rate = tasks["tasks"][0]["success_rate"].as_f64().unwrap();
    assert!((rate - 100.0 / 3.0).abs() < 1e-9, "runs that have not ended don't count: {rate}");
}

fn an_operation_tells_its_jobs_also_of_those_that_are_gone(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let ids = fail_some(&jobs, 3);
    let operation = jobs.json(&["purge", "--status", "failed", "--yes", "--as", "night"])["operation_id"].as_str().unwrap().to_string();
    let one = jobs.json(&["audit", &operation]);
    let mut touched: Vec<&str> = one["jobs"].as_array().unwrap().iter().map(|j| j["job_id"].as_str().unwrap()).collect();
    touched.sort_unstable();
    let mut expected: Vec<&str> = ids.iter().map(String::as_str).collect();
    expected.sort_unstable();
    assert_eq!(touched, expected);
    assert_eq!((one["actor"].as_str(), one["changed"].as_u64(), one["jobs"][0]["from"].as_str()), (Some("night"), Some(3), Some("failed")));
    jobs.run(&["audit", "ffffffff"]).expect(10);
    let gone = jobs.json(&["show", &ids[0]]);
    assert_eq!(gone["job"]["native_status"], "purged");
    assert!(gone["events"].as_array().unwrap().iter().any(|e| e["action"] == "purge" && e["actor"] == "night"), "{gone}");
    jobs.run(&["show", "no-such-job"]).expect(10);
}

fn a_limit_takes_the_oldest_of_all_kinds(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let ids = fail_some(&jobs, 3);
    for (n, id) in ids.iter().enumerate() {
        jobs.database.sql(&format!("UPDATE remote_jobs SET created_at = '2026-03-0{} 00:00:00' WHERE id = '{id}'", 2 * n + 1));
    }
    jobs.database.sql("INSERT INTO tasks (id, name) VALUES ('t1', 'n')");
    jobs.database
        .sql("INSERT INTO task_runs (id, task_id, run_number, status, created_at) VALUES ('r1', 't1', 1, 'FAILED', '2026-03-02 00:00:00')");
    // a row without a creation time, as another client may write it
    let timeless = fail_some(&jobs, 1).remove(0);
    jobs.database.sql(&format!("UPDATE remote_jobs SET created_at = NULL WHERE id = '{timeless}'"));
    let plan = |limit: &str| -> Vec<String> {
        let plan = jobs.json(&["requeue", "--status", "failed", "--limit", limit, "--dry-run"]);
        plan["jobs"].as_array().unwrap().iter().map(|j| j["id"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(plan("3"), [ids[0].as_str(), "r1", ids[1].as_str()]);
    // jobs that the action is not for take nobody's place
    jobs.run(&["requeue", &ids[0]]).expect(0);
    let named = jobs.json(&["requeue", "--type", "audio", "--limit", "1", "--dry-run"]);
    assert_eq!(named["jobs"][0]["id"], ids[1], "{named:#}");
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'failed' WHERE id = '{}'", ids[0]));
    assert_eq!(plan("9"), [ids[0].as_str(), "r1", ids[1].as_str(), ids[2].as_str(), timeless.as_str()], "without a time last");
}

fn a_creation_that_was_cut_off_can_be_finished(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let job = |n: usize, options: &str| {
        format!(r#"{{"ingestion_task_id": "{n}", "source_file_path": "/a", "content_type": "audio", "task_options": {options}}}"#)
    };
    let mut lines: Vec<String> = (0..1200).map(|n| job(n, "{}")).collect();
    let file = jobs.database.folder.path().join("jobs.ndjson");
    let path = file.to_str().unwrap();
    std::fs::write(&file, lines.join("\n")).unwrap();
    // the third transaction fails on the server, as with a lost connection
    let trap = Trap::set(&jobs, engine, "1100");
    let run = jobs.run(&["create", "--from-ndjson", path, "--output", "json"]).expect(9);
    trap.remove(&jobs);
    let error: serde_json::Value = serde_json::from_str(run.err.lines().last().unwrap()).unwrap();
    assert_eq!(error["error"]["message"], "1000 of 1200 jobs were created");
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs"), "1000");
    let hint = error["error"]["hint"].as_str().unwrap().to_string();
    let key = hint.rsplit_once("--resume ").unwrap().1;
    assert_eq!(jobs.json(&["create", "--from-ndjson", path, "--resume", key])["ids"].as_array().unwrap().len(), 1200);
    jobs.run(&["create", "--from-ndjson", path, "--resume", key]).expect(0);
    assert_eq!(jobs.database.value("SELECT count(*) FROM remote_jobs"), "1200", "each once");
    assert_eq!(jobs.database.value("SELECT count(DISTINCT ingestion_task_id) FROM remote_jobs"), "1200");
    assert_eq!(jobs.database.value("SELECT count(*) FROM job_events WHERE action = 'create'"), "1200");
    lines.push(job(1200, "{}"));
    std::fs::write(&file, lines.join("\n")).unwrap();
    assert!(jobs.run(&["create", "--from-ndjson", path, "--resume", key]).expect(2).err.contains("have changed since"));
    jobs.run(&["create", "--from-ndjson", path, "--resume", "x"]).expect(2);
    // values that a column can't hold are rejected before anything is sent
    for wrong in [r#""max_retries": 3000000000"#, r#""timeout_seconds": 18446744073709551615"#] {
        std::fs::write(&file, job(1, &format!("{{}}, {wrong}"))).unwrap();
        jobs.run(&["create", "--from-ndjson", path]).expect(2);
    }
}

/// A trigger that rejects a job, to simulate a server that fails midway.
struct Trap(Engine);

impl Trap {
    fn set(jobs: &Jobs, engine: Engine, parent: &str) -> Trap {
        let sql = match engine {
            Engine::Sqlite => format!(
                "CREATE TRIGGER trap BEFORE INSERT ON remote_jobs WHEN NEW.ingestion_task_id = '{parent}' BEGIN SELECT RAISE(ABORT, 'trap'); END"
            ),
            Engine::Postgres | Engine::PostgresNewest => format!(
                "CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.ingestion_task_id = '{parent}' THEN \
                 RAISE EXCEPTION 'trap'; END IF; RETURN NEW; END $$; \
                 CREATE TRIGGER trap BEFORE INSERT ON remote_jobs FOR EACH ROW EXECUTE FUNCTION trap()"
            ),
            Engine::MariaDb | Engine::MySql => format!(
                "CREATE TRIGGER trap BEFORE INSERT ON remote_jobs FOR EACH ROW IF NEW.ingestion_task_id = '{parent}' THEN \
                 SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'trap'; END IF"
            ),
        };
        jobs.database.sql(&sql);
        Trap(engine)
    }

    fn remove(self, jobs: &Jobs) {
        jobs.database.sql(if self.0.is_postgres() { "DROP TRIGGER trap ON remote_jobs" } else { "DROP TRIGGER trap" });
    }
}
