//! What an operator does at night: nothing is replaced, guessed or ignored in silence.

use super::Jobs;
use crate::support::{Engine, Site};

on_every_engine!(
    a_result_is_replaced_only_if_asked_for,
    an_unknown_or_ignored_argument_is_refused,
    an_ingestion_job_is_named_by_the_beginning_of_its_id,
    jobs_are_found_by_when_they_ended,
    counts_are_of_the_kinds_that_were_asked_for,
    an_operation_tells_how_it_was_selected_and_confirmed,
    a_plan_of_another_database_is_refused_before_anything_is_asked,
    what_a_site_migration_added_is_not_dropped_as_additional,
    what_is_past_its_deadline_is_listed,
    a_check_fails_on_a_file_that_cannot_be_read,
);

// the other engines estimate a range of an index by reading it
mod rows_read {
    use super::{a_sweep_reads_only_what_is_overdue, failures_scan_no_table, statistics_scan_no_table};

    on_engine!(postgres, Postgres, a_sweep_reads_only_what_is_overdue, statistics_scan_no_table, failures_scan_no_table);
    on_engine!(postgres_newest, PostgresNewest, a_sweep_reads_only_what_is_overdue, statistics_scan_no_table, failures_scan_no_table);
}

fn a_document(jobs: &Jobs) {
    jobs.database.sql("INSERT INTO users (id, name, email) VALUES ('u1', 'n', 'e')");
    jobs.database.sql("INSERT INTO documents (id, name, type, user_id) VALUES ('d1', 'n', 'pdf', 'u1')");
}

fn late_result(jobs: &Jobs) -> String {
    jobs.json(&["late", "list"])["late_results"][0]["id"].as_str().unwrap().to_string()
}

fn a_result_is_replaced_only_if_asked_for(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("audio", "42");
    let (_, token) = jobs.claim("w", "audio").unwrap();
    jobs.succeed(&id, &token, "good").expect(0);
    let refused = jobs.succeed(&id, &token, "other").expect(9).err;
    assert!(refused.contains(&format!("morag-db jobs show {id}")), "the hint can be pasted: {refused}");
    let late = late_result(&jobs);
    let before = jobs.row(&id);
    let refused = jobs.run(&["late", "accept", &late, "--reason", "r"]).expect(8).err;
    assert!(refused.contains("would replace its result") && refused.contains("--replace"), "{refused}");
    assert_eq!(jobs.row(&id), before);
    jobs.run(&["late", "accept", &late, "--reason", "r", "--replace"]).expect(0);
    let shown = jobs.run(&["show", &id]).expect(0).out;
    assert!(shown.contains("previous result:") && shown.contains("good"), "{shown}");
    let shown = jobs.json(&["show", &id]);
    assert_eq!(shown["remote"]["result_data"]["content"], "other");
    // the replaced result is not lost
    let last = shown["events"].as_array().unwrap().last().unwrap();
    assert_eq!(last["detail"]["replaced_result"]["content"], "good", "{last}");
}

fn an_unknown_or_ignored_argument_is_refused(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let id = jobs.create("audio", "42");
    let refused = |arguments: &[&str], word: &str| {
        let err = jobs.run(arguments).expect(2).err;
        assert!(err.contains(word), "{arguments:?}: {err}");
    };
    refused(&["claim", "--worker", "w", "--types", "audio,audoi"], "the types are audio, video");
    refused(&["requeue", &id, "--status", "failed"], "cannot be used with");
    refused(&["cancel", &id, "--older-than", "1h"], "cannot be used with");
    refused(&["watch", &id, "--kind", "remote"], "cannot be used with");
    refused(&["cancel", "--apply", "plan.json", "--type", "audio"], "cannot be used with");
    refused(&["create", "--from-ndjson", "jobs.ndjson", "--count", "3"], "cannot be used with");
    refused(&["watch", &id, "--interval", "0s"], "longer than 0");
    refused(&["expire", "--every", "0"], "longer than 0");
    refused(&["failed"], "did you mean: morag-db jobs list --status failed");
    assert!(jobs.database.run(&["requeue"]).expect(2).err.contains("did you mean: morag-db jobs requeue"));
    assert_eq!(jobs.status(&id), "pending");
    a_document(&jobs);
    jobs.database
        .sql("INSERT INTO jobs (id, document_name, document_type, status, percentage, document_id, user_id) VALUES ('00000000-0000-4000-8000-000000000009', 'd', 'pdf', 'FAILED', 0, 'd1', 'u1')");
    let out = jobs.run(&["purge", "00000000-0000-4000-8000-000000000009"]).expect(9).out;
    assert!(out.contains("it is of kind ingest: purge is for remote"), "{out}");
}

fn an_ingestion_job_is_named_by_the_beginning_of_its_id(engine: Engine) {
    let jobs = Jobs::ready(engine);
    a_document(&jobs);
    let ids = ["52ead3bb-6242-4000-8000-000000000001", "52ead3bb-7242-4000-8000-000000000001"];
    for id in ids {
        jobs.database.sql(&format!(
            "INSERT INTO jobs (id, document_name, document_type, document_id, user_id) VALUES ('{id}', 'd', 'pdf', 'd1', 'u1')"
        ));
    }
    let parent = |text: &str| {
        let id = jobs.create("web", text);
        jobs.database.value(&format!("SELECT ingestion_task_id FROM remote_jobs WHERE id = '{id}'"))
    };
    assert_eq!(parent("52ead3bb-6242"), ids[0]);
    assert_eq!(parent(ids[1]), ids[1]);
    // other names are the client's own
    assert_eq!(parent("nightly-import"), "nightly-import");
    assert_eq!(parent("12345678"), "12345678");
    let err = jobs.run(&["create", "--type", "web", "--source", "x", "--ingestion-task", "52ead3bb"]).expect(2).err;
    assert!(err.contains("beginning of more than one id"), "{err}");
}

fn jobs_are_found_by_when_they_ended(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let (old, new, pending) = (jobs.create("audio", "1"), jobs.create("audio", "2"), jobs.create("video", "3"));
    for id in [&old, &new] {
        let (_, token) = jobs.claim("w", "audio").unwrap();
        jobs.fail(id, &token, "disk full").expect(0);
    }
    jobs.database.sql(&format!("UPDATE remote_jobs SET completed_at = '2026-01-02 03:04:05.000006' WHERE id = '{old}'"));
    let listed = |filter: &[&str]| -> Vec<String> {
        let page = jobs.json(&[&["list", "--kind", "remote"], filter].concat());
        page["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(listed(&["--ended-before", "2026-02-01"]), [&*old]);
    assert_eq!(listed(&["--ended-after", "1h"]), [&*new], "a length of time is so long ago");
    assert_eq!(listed(&["--created-after", "1h"]).len(), 3);
    let plan = jobs.json(&["requeue", "--ended-before", "2026-02-01", "--dry-run"]);
    assert_eq!((plan["jobs"].as_array().unwrap().len(), plan["jobs"][0]["id"].as_str()), (1, Some(&*old)));
    assert_eq!(jobs.status(&pending), "pending");
}

fn counts_are_of_the_kinds_that_were_asked_for(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.create("audio", "1");
    jobs.database.sql("INSERT INTO tasks (id, name) VALUES ('t1', 'n'); INSERT INTO task_runs (id, task_id, run_number, status) VALUES ('r1', 't1', 1, 'FAILED')");
    let kinds = |arguments: &[&str]| -> Vec<String> {
        let stats = jobs.json(&[&["stats"], arguments].concat());
        let mut kinds: Vec<String> = stats["counts"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|c| c["jobs"] != 0)
            .map(|c| c["kind"].as_str().unwrap().to_string())
            .collect();
        kinds.sort();
        kinds
    };
    assert_eq!(kinds(&[]), ["remote", "task-run"]);
    assert_eq!(kinds(&["--kind", "task-run"]), ["task-run"]);
    assert!(!jobs.run(&["stats", "--kind", "task-run"]).expect(0).out.contains("remote"));
    // a run that is requeued tells its new run
    let report = jobs.json(&["requeue", "r1"]);
    let new = report["new_runs"][0]["id"].as_str().unwrap();
    let shown = jobs.run(&["show", "r1"]).expect(0).out;
    assert!(shown.contains(&format!("as run {new}")) && !shown.contains("now PENDING"), "{shown}");
}

fn an_operation_tells_how_it_was_selected_and_confirmed(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let ids: Vec<String> = (0..3).map(|n| jobs.create("audio", &n.to_string())).collect();
    jobs.run(&["cancel", "--type", "audio", "--limit", "2", "--yes"]).expect(0);
    jobs.run(&["cancel", &ids[2], "--reason", "one of them"]).expect(0);
    let operations = jobs.json(&["audit"])["operations"].as_array().unwrap().clone();
    assert_eq!((operations[1]["confirmed_by"].as_str(), &operations[1]["filter"]["types"]), (Some("flag"), &serde_json::json!(["audio"])));
    assert_eq!((operations[0]["confirmed_by"].as_str(), operations[0]["filter"].is_null()), (Some("listed_ids"), true));
    let shown = jobs.run(&["audit", operations[1]["id"].as_str().unwrap()]).expect(0).out;
    assert!(shown.contains("types=audio") && shown.contains("--yes"), "{shown}");
    // an older release's row says neither
    jobs.database.sql("UPDATE job_operations SET filter = NULL");
    assert!(jobs.run(&["audit", operations[1]["id"].as_str().unwrap()]).expect(0).out.contains("Confirmed"));
}

fn a_plan_of_another_database_is_refused_before_anything_is_asked(engine: Engine) {
    let (one, other) = (Jobs::ready(engine), Jobs::ready(engine));
    one.create("audio", "1");
    let plan = one.database.folder.path().join("plan.json").display().to_string();
    let planned = one.run(&["cancel", "--all", "--plan-out", &plan]).expect(0).out;
    assert!(planned.contains(&format!("morag-db jobs cancel --apply {plan}")), "{planned}");
    let refused = other.run(&["cancel", "--apply", &plan]).expect(8).err;
    assert!(refused.contains("this plan is for") && !refused.contains("--yes"), "{refused}");
    one.run(&["cancel", "--apply", &plan, "--yes"]).expect(0);
}

fn what_a_site_migration_added_is_not_dropped_as_additional(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.database.sql("ALTER TABLE documents ADD COLUMN stray integer");
    assert!(jobs.database.run(&["verify", "--strict", "--fix-sql", "-"]).out.to_uppercase().contains("DROP COLUMN"));
    jobs.database.site(
        "1001_notes.sql",
        "-- migrate:up\nALTER TABLE documents ADD COLUMN notes varchar(20);\n-- migrate:down\nALTER TABLE documents DROP COLUMN notes;\n",
    );
    jobs.database.run(&["migrate", "up"]).expect(0);
    let script = jobs.database.run(&["verify", "--strict", "--fix-sql", "-"]).out;
    assert!(!script.to_uppercase().contains("DROP COLUMN") && script.contains("a site migration may have created it"), "{script}");
    assert!(!jobs.database.run(&["verify"]).out.to_uppercase().contains("DROP COLUMN"));
}

fn what_is_past_its_deadline_is_listed(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let (late, _in_time) = (jobs.create("audio", "1"), jobs.create("audio", "2"));
    jobs.age(&late);
    let overdue = jobs.json(&["list", "--overdue"])["jobs"].clone();
    assert_eq!((overdue.as_array().unwrap().len(), overdue[0]["id"].as_str()), (1, Some(&*late)));
    jobs.run(&["expire"]).expect(0);
    assert_eq!(jobs.json(&["list", "--overdue"])["jobs"].as_array().unwrap().len(), 0);
}

fn a_check_fails_on_a_file_that_cannot_be_read(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.database.run(&["migrate", "check"]).expect(0);
    jobs.database.run(&["migrate", "new", "add notes"]).expect(0);
    jobs.database.run(&["migrate", "status"]).expect(0);
    let err = jobs.database.run(&["migrate", "check"]).expect(2).err;
    assert!(err.contains("there is no statement behind '-- migrate:up'"), "{err}");
}

/// A figure that PostgreSQL keeps of `remote_jobs`, when it no longer changes and is more than that.
fn settled(jobs: &Jobs, figure: &str, more_than: Option<u64>) -> u64 {
    // a session reports what it read when it ends, which its client does not wait for
    let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
    let read = || -> u64 {
        while jobs.database.value(others) != "0" {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let sql = format!("SELECT {figure} FROM pg_stat_user_tables WHERE relname = 'remote_jobs'");
        jobs.database.value(&sql).parse().unwrap()
    };
    let mut last = read();
    for _ in 0..100 {
        std::thread::sleep(std::time::Duration::from_millis(300));
        let now = read();
        if now == last && more_than.is_none_or(|least| now > least) {
            return now;
        }
        last = now;
    }
    panic!("{figure} does not settle: {last}");
}

fn statistics_scan_no_table(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.database.run(&["seed", "--remote-jobs", "60000"]).expect(0);
    jobs.database.sql("ANALYZE remote_jobs");
    let before = ["seq_scan", "idx_scan"].map(|figure| settled(&jobs, figure, None));
    jobs.json(&["stats"]);
    settled(&jobs, "idx_scan", Some(before[1]));
    assert_eq!(settled(&jobs, "seq_scan", None), before[0], "the pages of rows that were deleted would be read too");
}

fn failures_scan_no_table(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.database.run(&["seed", "--remote-jobs", "60000"]).expect(0);
    // as long as autovacuum has not come by, the planner believes that there are many failed jobs that are not counted
    jobs.database.sql("ALTER TABLE remote_jobs SET (autovacuum_enabled = off); ANALYZE remote_jobs");
    jobs.database.sql("UPDATE remote_jobs SET status = 'failed', error_message = 'No space left', failure_fingerprint = NULL");
    assert!((0..20).any(|_| jobs.json(&["failures"])["jobs"] == 60_000));
    let before = ["seq_scan", "idx_scan"].map(|figure| settled(&jobs, figure, None));
    jobs.json(&["failures"]);
    settled(&jobs, "idx_scan", Some(before[1]));
    assert_eq!(settled(&jobs, "seq_scan", None), before[0]);
}

fn a_sweep_reads_only_what_is_overdue(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.database.run(&["seed", "--remote-jobs", "30000"]).expect(0);
    let many = "INSERT INTO remote_jobs (ingestion_task_id, source_file_path, content_type, timeout_at) \
                SELECT 't', '/in/' || n, 'audio', CASE WHEN n % 2 = 0 THEN now() + interval '1 day' END FROM generate_series(1, 20000) n";
    jobs.database.sql(many);
    // the failures that seed made are grouped once
    jobs.run(&["expire"]).expect(0);
    let (waiting, running) = (jobs.create("audio", "overdue"), jobs.create("video", "overdue"));
    jobs.claim("w", "video").unwrap();
    jobs.database.sql(&format!("UPDATE remote_jobs SET timeout_at = now() - interval '1 hour' WHERE id IN ('{waiting}', '{running}')"));
    // as after a while of work: the planner knows the table, and the pages have changed since they were vacuumed
    jobs.database.sql("ANALYZE remote_jobs");
    let settled = |more_than| settled(&jobs, "seq_tup_read + idx_tup_fetch", more_than);
    let before = settled(None);
    assert_eq!(jobs.json(&["expire"])["expired"], 2);
    let rows = settled(Some(before)) - before;
    assert!((2..500).contains(&rows), "{rows} rows read for two jobs");
    for id in [waiting, running] {
        assert_eq!(jobs.status(&id), "timeout");
    }
}
