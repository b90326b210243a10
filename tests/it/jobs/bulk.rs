//! Bulk actions: what is applied is what was shown.

use super::Jobs;
use crate::support::Engine;

on_every_engine!(what_is_applied_is_what_was_shown, nothing_said_is_not_everything, many_jobs_are_changed_in_chunks_with_their_events,);

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
    // meanwhile one is gone, one is cancelled, one was claimed and failed again, and there is one more
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
    let run = jobs.run(&["requeue", "--all", "--reason", "r"]).expect(8);
    assert!(run.err.contains("add: --yes") && !run.err.contains("--database"), "{}", run.err);
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
