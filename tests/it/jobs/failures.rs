//! Groups of failed jobs: their counts are those of the rows, whoever changes them.

use super::Jobs;
use crate::support::Engine;
use crate::support::database::block_on;
use morag_db::db::Sql;
use morag_db::jobs::{ClaimRequest, Outcome, Service, Submission, TimeLimits};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};

on_every_engine!(
    every_way_to_fail_and_back_is_counted,
    what_old_clients_change_is_counted,
    a_fingerprint_selects_jobs,
    counts_hold_while_others_fail_requeue_and_recount,
    an_index_serves_what_is_not_counted_yet,
    copies_and_merges_keep_the_counts
);

// the other engines have indexes of exactly these rows
mod grouping {
    use super::grouping_reads_no_job_twice;
    on_engine!(mariadb, MariaDb, grouping_reads_no_job_twice);
    on_engine!(mysql, MySql, grouping_reads_no_job_twice);
}

impl Jobs {
    /// Jobs of each group, by error.
    pub fn failure_groups(&self, arguments: &[&str]) -> Vec<(String, u64)> {
        let mut all = vec!["failures"];
        all.extend(arguments);
        let report = self.json(&all);
        let group = |g: &Value| (g["error"].as_str().unwrap().to_string(), g["jobs"].as_u64().unwrap());
        report["groups"].as_array().unwrap().iter().map(group).collect()
    }

    /// Checks that the counts of failed remote jobs are what the rows say, by type and worker, and that no other job has a
    /// fingerprint.
    pub fn check_failure_counts(&self) {
        let text = |cells: Vec<Vec<Option<String>>>| -> Vec<String> {
            let mut lines: Vec<String> =
                cells.iter().map(|row| row.iter().map(|cell| cell.as_deref().unwrap_or("NULL")).collect::<Vec<_>>().join(" ")).collect();
            lines.sort();
            lines
        };
        let counted = "SELECT fingerprint, content_type, worker_id, sum(jobs) FROM job_failures \
                       GROUP BY fingerprint, content_type, worker_id HAVING sum(jobs) <> 0";
        let there = "SELECT failure_fingerprint, content_type, worker_id, count(*) FROM remote_jobs \
                     WHERE status IN ('failed', 'timeout') GROUP BY failure_fingerprint, content_type, worker_id";
        assert_eq!(text(self.database.sql(counted)), text(self.database.sql(there)));
        let obsolete = "SELECT count(*) FROM remote_jobs WHERE failure_fingerprint IS NOT NULL AND status NOT IN ('failed', 'timeout')";
        assert_eq!(self.database.value(obsolete), "0");
    }
}

fn every_way_to_fail_and_back_is_counted(engine: Engine) {
    let jobs = Jobs::ready(engine);
    assert!(jobs.run(&["failures"]).expect(0).out.contains("No job is failed or timed out."));
    let make = |ty: &str| {
        let id = jobs.create(ty, "42");
        let (claimed, token) = jobs.claim("w1", ty).unwrap();
        assert_eq!(claimed, id);
        (id, token)
    };
    // one result, several results, a worker without a token, and one for which an ingestion job waits
    let (one, token) = make("audio");
    jobs.fail(&one, &token, "CUDA fault 700 at 0x7f00").expect(0);
    let batch: Vec<(String, String)> = (0..3).map(|_| make("video")).collect();
    let line = |(n, (id, token)): (usize, &(String, String))| match n {
        0 => format!(r#"{{"id": "{id}", "claim_seq": {token}, "outcome": "success", "content": "x"}}"#),
        n => format!(r#"{{"id": "{id}", "claim_seq": {token}, "outcome": "failure", "error": "CUDA fault {n} at 0x{n}"}}"#),
    };
    let file = jobs.database.folder.path().join("results.ndjson");
    std::fs::write(&file, batch.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")).unwrap();
    jobs.run(&["submit", "--from-ndjson", file.to_str().unwrap()]).expect(0);
    let (old, _) = make("web");
    jobs.run(&["submit", &old, "--worker", "w1", "--failure", "--error", "CUDA fault 1 at 0x1"]).expect(0);
    jobs.database.sql("INSERT INTO users (id, name, email) VALUES ('u1', 'n', 'e')");
    jobs.database.sql("INSERT INTO documents (id, name, type, user_id) VALUES ('d1', 'n', 'pdf', 'u1')");
    jobs.database.sql("INSERT INTO jobs (id, document_id, document_name, user_id, document_type, status) VALUES ('i1', 'd1', 'n', 'u1', 'pdf', 'WAITING_FOR_REMOTE_WORKER')");
    let waited_for = jobs.create("image", "i1");
    let (_, token) = jobs.claim("w2", "image").unwrap();
    jobs.fail(&waited_for, &token, "no such file").expect(0);
    jobs.check_failure_counts();
    assert_eq!(jobs.failure_groups(&[]), [("CUDA fault # at <address>".to_string(), 4), ("no such file".into(), 1)]);
    // past the deadline: claimed, and never claimed
    let (late, late_token) = make("document");
    let never = jobs.create("document", "42");
    for id in [&late, &never] {
        jobs.age(id);
    }
    jobs.run(&["expire"]).expect(0);
    jobs.check_failure_counts();
    assert_eq!(jobs.failure_groups(&["--kind", "remote"]).len(), 4);
    // late results, of a failure and of a success
    jobs.fail(&late, &late_token, "CUDA fault 9 at 0x9").expect(9);
    let accept = || {
        let late = jobs.json(&["late", "list"])["late_results"][0]["id"].as_str().unwrap().to_string();
        jobs.run(&["late", "accept", &late, "--reason", "r"]).expect(0);
        jobs.check_failure_counts();
    };
    accept();
    assert_eq!(jobs.failure_groups(&[])[0].1, 5);
    jobs.succeed(&late, &late_token, "after all").expect(9);
    accept();
    assert_eq!(jobs.failure_groups(&[])[0].1, 4);
    // back: by the sweep, by an operator, cancelled, deleted
    jobs.run(&["expire", "--retry"]).expect(0);
    jobs.check_failure_counts();
    assert_eq!(jobs.failure_groups(&[]), [("No worker claimed the job in time".to_string(), 1)]);
    jobs.run(&["requeue", &never, "--reason", "r"]).expect(0);
    jobs.check_failure_counts();
    assert!(jobs.failure_groups(&[]).is_empty());
    jobs.database.sql("UPDATE remote_jobs SET run_after = NULL");
    let (id, token) = jobs.claim("w1", "audio").unwrap();
    jobs.fail(&id, &token, "again").expect(0);
    jobs.run(&["purge", &id]).expect(0);
    jobs.check_failure_counts();
    assert_eq!(jobs.json(&["failures"])["jobs"], 0);
}

fn what_old_clients_change_is_counted(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.json(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", "1200"]);
    let now = engine.backend().now();
    let old_client =
        format!("UPDATE remote_jobs SET status = 'failed', worker_id = 'old', completed_at = {now}, error_message = 'it broke 7 times'");
    jobs.database.sql(&old_client);
    // the command counts them by itself, also more than fit into one transaction
    let report = jobs.json(&["failures"]);
    assert_eq!((&report["jobs"], &report["not_grouped"], &report["groups_in_all"]), (&json!(1200), &json!(0), &json!(1)));
    let group = &report["groups"][0];
    assert_eq!((&group["error"], &group["share"]), (&json!("it broke # times"), &json!(1.0)));
    assert_eq!((&group["types"], &group["workers"]), (&json!([{"name": "audio", "jobs": 1200}]), &json!([{"name": "old", "jobs": 1200}])));
    assert!(group["first_failed_at"].is_string() && group["last_failed_at"].is_string(), "{group}");
    let example = group["example"].as_str().unwrap();
    assert_eq!(jobs.json(&["show", example])["job"]["status"], "failed");
    jobs.check_failure_counts();
    // it requeues some as it always did
    let some = "SELECT id FROM (SELECT id FROM remote_jobs ORDER BY id LIMIT 700) x";
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'pending', worker_id = NULL, error_message = NULL WHERE id IN ({some})"));
    assert_eq!(jobs.json(&["failures"])["jobs"], 500);
    let obsolete = "SELECT count(*) FROM remote_jobs WHERE failure_fingerprint IS NOT NULL AND status NOT IN ('failed', 'timeout')";
    assert_eq!(jobs.database.value(obsolete), "0");
    // of those that it requeues, morag-db's workers take some before anything is counted
    jobs.database.sql("UPDATE remote_jobs SET status = 'pending' WHERE status = 'failed'");
    jobs.database.sql("UPDATE remote_jobs SET timeout_at = NULL");
    let claimed = jobs.json(&["claim", "--worker", "w", "--types", "audio", "--max", "1200"]);
    let token = |job: &Value| (job["id"].as_str().unwrap().to_string(), job["claim_seq"].to_string());
    let tokens: Vec<(String, String)> = claimed["jobs"].as_array().unwrap().iter().map(token).collect();
    assert_eq!(tokens.len(), 1200);
    let line = |(n, (id, token)): (usize, &(String, String))| match n % 2 {
        0 => format!(r#"{{"id": "{id}", "claim_seq": {token}, "outcome": "success", "content": "x"}}"#),
        _ => format!(r#"{{"id": "{id}", "claim_seq": {token}, "outcome": "failure", "error": "other"}}"#),
    };
    let file = jobs.database.folder.path().join("results.ndjson");
    std::fs::write(&file, tokens.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")).unwrap();
    jobs.run(&["submit", "--from-ndjson", file.to_str().unwrap()]).expect(0);
    assert_eq!(jobs.failure_groups(&[]), [("other".to_string(), 600)]);
    // a job that is requeued and fails again between two sweeps is in its old group until it is counted anew
    let requeued = "SELECT id FROM (SELECT id FROM remote_jobs WHERE status = 'failed' ORDER BY id LIMIT 7) x";
    let ids = jobs.database.sql(requeued).into_iter().map(|mut row| format!("'{}'", row[0].take().unwrap())).collect::<Vec<_>>().join(", ");
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'processing', error_message = NULL WHERE id IN ({ids})"));
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'failed', error_message = 'disk melted' WHERE id IN ({ids})"));
    assert_eq!(jobs.failure_groups(&["--recount"]), [("other".to_string(), 593), ("disk melted".into(), 7)]);
    jobs.check_failure_counts();
    jobs.database.sql(&format!("UPDATE remote_jobs SET error_message = 'other' WHERE id IN ({ids})"));
    assert_eq!(jobs.failure_groups(&["--recount"]), [("other".to_string(), 600)]);
    // a job that it requeues, and whose priority is set before the next sweep, is uncounted once
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'pending' WHERE id IN ({ids})"));
    jobs.run(&["prioritise", "--status", "pending", "--to", "-1", "--yes"]).expect(0);
    assert_eq!(jobs.failure_groups(&[]), [("other".to_string(), 593)]);
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'failed' WHERE id IN ({ids})"));
    assert_eq!(jobs.failure_groups(&[]), [("other".to_string(), 600)]);
    // a delete is not noticed, but can be counted
    jobs.database.sql("DELETE FROM remote_jobs WHERE status = 'failed' AND id IN (SELECT id FROM (SELECT id FROM remote_jobs WHERE status = 'failed' LIMIT 100) x)");
    assert_eq!(jobs.failure_groups(&[]), [("other".to_string(), 600)]);
    assert_eq!(jobs.failure_groups(&["--recount"]), [("other".to_string(), 500)]);
    jobs.check_failure_counts();
}

fn a_fingerprint_selects_jobs(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let fail = |ty: &str, error: &str| {
        let id = jobs.create(ty, "42");
        let (_, token) = jobs.claim("w1", ty).unwrap();
        jobs.fail(&id, &token, error).expect(0);
        id
    };
    let (a, b, other) = (fail("audio", "disk 1 full"), fail("video", "disk 22 full"), fail("audio", "something else"));
    // the same error in the table of another application, whose rows are read
    jobs.database.sql("INSERT INTO tasks (id, name) VALUES ('t1', 'n')");
    jobs.database
        .sql("INSERT INTO task_runs (id, task_id, run_number, status, error_message) VALUES ('r1', 't1', 1, 'FAILED', 'disk 333 full')");
    let report = jobs.json(&["failures"]);
    let group = &report["groups"][0];
    assert_eq!((&group["jobs"], &group["kinds"]), (&json!(3), &json!(["remote", "task-run"])));
    let fingerprint = group["fingerprint"].as_str().unwrap();
    let listed = jobs.json(&["list", "--fingerprint", fingerprint]);
    let mut ids: Vec<&str> = listed["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    let mut expected = [a.as_str(), b.as_str(), "r1"];
    expected.sort_unstable();
    assert_eq!(ids, expected);
    assert_eq!(jobs.json(&["show", &a])["remote"]["failure_fingerprint"], fingerprint);
    assert_eq!(jobs.json(&["list", "--fingerprint", fingerprint, "--type", "video"])["jobs"].as_array().unwrap().len(), 1);
    let unknown = jobs.json(&["list", "--fingerprint", "0123456789abcdef"]);
    assert_eq!(unknown["jobs"], json!([]));
    let refused = jobs.run(&["list", "--fingerprint", "disk"]).expect(2);
    assert!(refused.err.contains("morag-db jobs failures"), "{}", refused.err);
    let requeued = jobs.json(&["requeue", "--fingerprint", fingerprint, "--yes"]);
    assert_eq!((&requeued["changed"], requeued["new_runs"].as_array().unwrap().len()), (&json!(3), 1));
    assert_eq!([&a, &b, &other].map(|id| jobs.status(id)), ["pending", "pending", "failed"]);
    let audit = jobs.json(&["audit"]);
    assert_eq!(audit["operations"][0]["filter"]["fingerprint"], fingerprint, "{audit:#}");
    jobs.check_failure_counts();
    // the old run stays failed, as history
    let report = jobs.json(&["failures"]);
    let group = report["groups"].as_array().unwrap().iter().find(|group| group["fingerprint"] == fingerprint).unwrap();
    assert_eq!((&group["jobs"], &group["kinds"]), (&json!(1), &json!(["task-run"])));
}

fn counts_hold_while_others_fail_requeue_and_recount(engine: Engine) {
    const WORKERS: usize = 6;
    const EACH: usize = 60;
    let jobs = Jobs::ready(engine);
    let count = (WORKERS * EACH).to_string();
    jobs.json(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", &count]);
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS)
            .map(|n| {
                let jobs = &jobs;
                scope.spawn(move || {
                    block_on(async {
                        let mut service = Service::new(jobs.database.session().await, format!("worker {n}")).await.unwrap();
                        let limits = TimeLimits::default();
                        let request = ClaimRequest { worker: format!("w{n}"), types: vec!["audio".into()], max: 1 + n % 3, limits };
                        let mut failed = 0;
                        while failed < EACH {
                            let claimed = service.claim(&request).await.unwrap();
                            let submission = |job: &morag_db::jobs::RemoteJob| Submission {
                                id: job.id.clone(),
                                claim_seq: Some(job.claim_seq),
                                worker_id: None,
                                outcome: Outcome::Failure { error: format!("error of kind {}", ["a", "b", "c"][failed % 3]) },
                            };
                            let batch: Vec<Submission> = claimed.iter().map(submission).collect();
                            service.submit_many(&batch).await.unwrap();
                            failed += batch.len();
                            if batch.is_empty() {
                                break;
                            }
                        }
                        service.close().await;
                    });
                })
            })
            .collect();
        let (jobs, is_done) = (&jobs, &is_done);
        let operator = scope.spawn(move || {
            block_on(async {
                let mut service = Service::new(jobs.database.session().await, "operator".into()).await.unwrap();
                let mut recounts = 0;
                while !is_done.load(Ordering::Relaxed) || recounts == 0 {
                    service.recount_failures().await.unwrap();
                    service.group_failures(1_000).await.unwrap();
                    recounts += 1;
                }
                service.close().await;
            });
        });
        let requeuer = scope.spawn(move || {
            while !is_done.load(Ordering::Relaxed) {
                let requeued = jobs.run(&["requeue", "--status", "failed", "--limit", "7", "--reset-retries", "--yes"]);
                assert!(matches!(requeued.code, 0 | 9), "{}", requeued.err);
            }
        });
        workers.into_iter().for_each(|worker| worker.join().unwrap());
        is_done.store(true, Ordering::Relaxed);
        operator.join().unwrap();
        requeuer.join().unwrap();
    });
    jobs.check_failure_counts();
    // rows of counts are joined once there are many of them
    for n in 0..1_100 / 11 {
        let row = |m: usize| {
            format!("('00000000-0000-7000-8000-{:012}', 'ffffffffffffffff', 'audio', {})", n * 11 + m, if m == 10 { -10 } else { 1 })
        };
        let rows: Vec<String> = (0..11).map(row).collect();
        jobs.database.sql(&format!("INSERT INTO job_failures (id, fingerprint, content_type, jobs) VALUES {}", rows.join(", ")));
    }
    jobs.check_failure_counts();
    let rows = || jobs.database.value("SELECT count(*) FROM job_failures").parse::<usize>().unwrap();
    jobs.service(async |s| s.group_failures(1_000).await.unwrap());
    jobs.check_failure_counts();
    assert!(rows() <= 3 * WORKERS, "{} rows of counts", rows());
    // also where there are more groups than are joined at once, each of one row
    let insert = |first: usize, worker: &dyn Fn(usize) -> String| {
        let row = |n: usize| format!("('00000000-0000-7000-9000-{n:012}', 'ffffffffffffffff', 'audio', '{}', 1)", worker(n));
        let rows: Vec<String> = (first..first + 1_000).map(row).collect();
        jobs.database.sql(&format!("INSERT INTO job_failures (id, fingerprint, content_type, worker_id, jobs) VALUES {}", rows.join(", ")));
    };
    (0..6).for_each(|n| insert(1_000 * n, &|n| format!("pod-{n}")));
    insert(6_000, &|_| "busy".into());
    jobs.service(async |s| s.group_failures(1_000).await.unwrap());
    assert!(rows() <= 6_001 + 3 * WORKERS, "{} rows of counts", rows());
    assert_eq!(jobs.database.value("SELECT sum(jobs) FROM job_failures WHERE worker_id = 'busy'"), "1000");
}

/// What a sweep looks for every few seconds takes no longer because most jobs have ended.
fn an_index_serves_what_is_not_counted_yet(engine: Engine) {
    let jobs = Jobs::ready(engine);
    jobs.json(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", "12000"]);
    jobs.database.sql("UPDATE remote_jobs SET status = 'completed'");
    let some = "SELECT id FROM (SELECT id FROM remote_jobs ORDER BY id LIMIT 5000) x";
    jobs.database.sql(&format!("UPDATE remote_jobs SET status = 'failed', failure_fingerprint = '0123456789abcdef' WHERE id IN ({some})"));
    jobs.database.sql(if engine.is_mysql_like() { "ANALYZE TABLE remote_jobs" } else { "ANALYZE" });
    let explain = |sql: &str| -> String {
        let how = if engine == Engine::Sqlite { "EXPLAIN QUERY PLAN" } else { "EXPLAIN" };
        jobs.database.sql(&format!("{how} {sql}")).into_iter().flatten().flatten().collect::<Vec<_>>().join(" ").to_lowercase()
    };
    let failed = "SELECT r.id FROM remote_jobs r WHERE r.status IN ('failed', 'timeout') AND r.failure_fingerprint IS NULL LIMIT 500";
    let obsolete = match engine {
        Engine::Sqlite => {
            "remote_jobs r INDEXED BY ix_remote_jobs_obsolete_fingerprint \
             WHERE r.failure_fingerprint IS NOT NULL AND r.status NOT IN ('failed', 'timeout')"
        }
        Engine::MySql | Engine::MariaDb => {
            "remote_jobs r WHERE r.status IN ('pending', 'processing', 'completed', 'cancelled') AND r.failure_fingerprint IS NOT NULL"
        }
        _ => "remote_jobs r WHERE r.failure_fingerprint IS NOT NULL AND r.status NOT IN ('failed', 'timeout')",
    };
    let obsolete = format!("SELECT r.id FROM {obsolete} LIMIT 500");
    let group =
        "SELECT r.id FROM remote_jobs r WHERE r.status IN ('failed', 'timeout') AND r.failure_fingerprint = '0123456789abcdee' LIMIT 1";
    let indexes = if engine.is_mysql_like() {
        ["ix_remote_jobs_status_failure_fingerprint"; 3]
    } else {
        ["ix_remote_jobs_uncounted_failure", "ix_remote_jobs_obsolete_fingerprint", "ix_remote_jobs_failure_fingerprint"]
    };
    for (sql, index) in [failed, &obsolete, group].into_iter().zip(indexes) {
        let plan = explain(sql);
        assert!(plan.contains(index), "{index}: {plan}");
    }
}

/// Grouping many failed jobs of a client's own SQL reads each row once, not all that are grouped already with each chunk.
fn grouping_reads_no_job_twice(engine: Engine) {
    const JOBS: u64 = 6_000;
    let jobs = Jobs::ready(engine);
    jobs.json(&["create", "--type", "audio", "--source", "/a", "--ingestion-task", "1", "--count", &JOBS.to_string()]);
    jobs.database.sql("UPDATE remote_jobs SET status = 'failed', error_message = 'e', completed_at = created_at");
    jobs.database.sql("ANALYZE TABLE remote_jobs");
    let read: u64 = jobs.service(async |s| {
        s.session().execute(&Sql::constant("FLUSH STATUS")).await.unwrap();
        assert_eq!(s.group_failures(2 * JOBS).await.unwrap().added, JOBS);
        let rows = s.session().fetch(&Sql::constant("SHOW SESSION STATUS LIKE 'Handler_read_next'")).await.unwrap();
        rows[0].get("value").unwrap()
    });
    assert!(read < 3 * JOBS, "{read} rows were read for {JOBS} jobs");
}

fn copies_and_merges_keep_the_counts(engine: Engine) {
    let fail = |jobs: &Jobs, error: &str| {
        let id = jobs.create("audio", "42");
        let (_, token) = jobs.claim("w1", "audio").unwrap();
        jobs.fail(&id, &token, error).expect(0);
    };
    let (source, target) = (Jobs::ready(engine), Jobs::ready(engine));
    (0..3).for_each(|n| fail(&source, &format!("disk {n} full")));
    source.database.copy_to(&target.database, &[]).expect(0);
    target.check_failure_counts();
    assert_eq!(target.failure_groups(&[]), [("disk # full".to_string(), 3)]);
    source.database.copy_to(&target.database, &["--verify-only"]).expect(0);
    // each side has failures that the other does not have
    fail(&source, "disk 9 full");
    fail(&target, "something else");
    source.database.copy_to(&target.database, &["--into-existing"]).expect(0);
    target.check_failure_counts();
    assert_eq!(target.failure_groups(&[]), [("disk # full".to_string(), 4), ("something else".into(), 1)]);
    // counts without their rows
    let events = Jobs { database: crate::support::TestDatabase::missing(engine) };
    source.database.copy_to(&events.database, &["--exclude", "remote_jobs"]).expect(0);
    assert!(events.failure_groups(&[]).is_empty());
    // rows without their counts, and with made-up errors
    let part = Jobs::ready(engine);
    source.database.copy_to(&part.database, &["--tables", "remote_jobs"]).expect(0);
    part.check_failure_counts();
    assert_eq!(part.failure_groups(&[])[0].1, 4);
    let redacted = Jobs { database: crate::support::TestDatabase::missing(engine) };
    source.database.copy_to(&redacted.database, &["--redact"]).expect(0);
    redacted.check_failure_counts();
    assert!(!redacted.failure_groups(&[])[0].0.contains("disk"));
}
