//! Limits of types beside jobs that other clients claim, end and delete.

use super::Jobs;
use crate::support::Engine;
use crate::support::database::block_on;
use morag_db::jobs::{ClaimRequest, Service, TimeLimits};

on_every_engine!(
    whoever_ends_a_job_makes_room,
    a_job_that_another_client_claimed_counts,
    a_lower_limit_counts_all_that_runs,
    a_worker_finds_any_free_slot,
    a_job_that_was_deleted_makes_room,
    a_limit_is_at_most_ten_thousand
);

const RUNNING: &str = "SELECT count(*) FROM remote_jobs WHERE status = 'processing'";

impl Jobs {
    fn limited_to(engine: Engine, limit: &str) -> Jobs {
        let jobs = Jobs::ready(engine);
        jobs.json(&["create", "--type", "video", "--source", "/a", "--ingestion-task", "1", "--count", "20"]);
        jobs.limit(limit);
        jobs
    }

    fn limit(&self, limit: &str) {
        self.run(&["limits", "set", "--type", "video", "--running", limit]).expect(0);
    }

    fn claims(&self, max: usize) -> Vec<String> {
        let claimed = self.json(&["claim", "--worker", "w", "--types", "video", "--max", &max.to_string()]);
        claimed["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_string()).collect()
    }

    /// As a client's own SQL does it.
    fn set(&self, status: &str, ids: &[String]) {
        let ids: Vec<String> = ids.iter().map(|id| format!("'{id}'")).collect();
        let started = if status == "processing" { ", started_at = '2026-03-04 05:06:07.000008', worker_id = 'old'" } else { "" };
        self.database.sql(&format!("UPDATE remote_jobs SET status = '{status}'{started} WHERE id IN ({})", ids.join(", ")));
    }

    fn pending(&self, count: usize) -> Vec<String> {
        let sql = format!("SELECT id FROM remote_jobs WHERE status = 'pending' ORDER BY id DESC LIMIT {count}");
        self.database.sql(&sql).into_iter().map(|row| row[0].clone().unwrap()).collect()
    }
}

fn whoever_ends_a_job_makes_room(engine: Engine) {
    let jobs = Jobs::limited_to(engine, "3");
    let claimed = jobs.claims(5);
    assert_eq!((claimed.len(), jobs.claims(5).len()), (3, 0));
    jobs.set("completed", &claimed[..1]);
    assert_eq!((jobs.claims(5).len(), jobs.claims(5).len()), (1, 0));
    jobs.set("failed", &claimed[1..2]);
    jobs.run(&["requeue", &claimed[2], "--force", "--reason", "r", "--yes"]).expect(0);
    assert_eq!((jobs.claims(1).len(), jobs.claims(5).len(), jobs.claims(5).len()), (1, 1, 0));
    assert_eq!(jobs.database.value(RUNNING), "3");
}

fn a_job_that_another_client_claimed_counts(engine: Engine) {
    let jobs = Jobs::limited_to(engine, "4");
    jobs.set("processing", &jobs.pending(2));
    let claimed = jobs.claims(5);
    assert_eq!((claimed.len(), jobs.claims(5).len()), (2, 0));
    // the same job again: its slot is free, but it runs
    jobs.set("pending", &claimed[..1]);
    jobs.set("processing", &claimed[..1]);
    assert_eq!(jobs.claims(5).len(), 0);
    jobs.set("completed", &claimed);
    assert_eq!((jobs.claims(5).len(), jobs.claims(5).len()), (2, 0));
}

fn a_lower_limit_counts_all_that_runs(engine: Engine) {
    let jobs = Jobs::limited_to(engine, "4");
    let (first, rest) = (jobs.claims(2), jobs.claims(2));
    jobs.limit("2");
    jobs.set("completed", &first);
    assert_eq!(jobs.claims(5).len(), 0, "the two that run are as many as may");
    jobs.set("completed", &rest[..1]);
    assert_eq!((jobs.claims(5).len(), jobs.claims(5).len()), (1, 0));
    jobs.limit("5");
    assert_eq!((jobs.claims(5).len(), jobs.claims(5).len()), (3, 0));
    jobs.run(&["limits", "clear", "--type", "video"]).expect(0);
    assert_eq!(jobs.claims(5).len(), 5);
    jobs.limit("11");
    assert_eq!((jobs.claims(5).len(), jobs.claims(5).len()), (1, 0));
}

fn a_worker_finds_any_free_slot(engine: Engine) {
    let jobs = Jobs::limited_to(engine, "3");
    let request = ClaimRequest { worker: "w".into(), types: vec!["video".into()], max: 1, limits: TimeLimits::default() };
    block_on(async {
        let mut service = Service::new(jobs.database.session().await, "w".into()).await.unwrap();
        let mut claimed = Vec::new();
        for _ in 0..3 {
            claimed.extend(service.claim(&request).await.unwrap().into_iter().map(|job| job.id));
        }
        assert_eq!(claimed.len(), 3);
        // it begins with the slot that it took last, which is not the free one
        for freed in claimed.clone() {
            std::thread::scope(|scope| scope.spawn(|| jobs.set("completed", &[freed])).join()).unwrap();
            let next: Vec<String> = service.claim(&request).await.unwrap().into_iter().map(|job| job.id).collect();
            assert_eq!(next.len(), 1);
            claimed.extend(next);
        }
        assert_eq!(service.claim(&request).await.unwrap().len(), 0);
        service.close().await;
    });
    assert_eq!(jobs.database.value(RUNNING), "3");
}

fn a_job_that_was_deleted_makes_room(engine: Engine) {
    let jobs = Jobs::limited_to(engine, "2");
    let claimed = jobs.claims(2);
    jobs.database.sql(&format!("DELETE FROM remote_jobs WHERE id = '{}'", claimed[0]));
    jobs.database.sql("UPDATE job_slots SET claimed_at = '2026-03-04 05:06:07.000008'");
    assert_eq!((jobs.claims(5).len(), jobs.claims(5).len()), (1, 0));
}

fn a_limit_is_at_most_ten_thousand(engine: Engine) {
    let jobs = Jobs::limited_to(engine, "10000");
    assert_eq!(jobs.claims(5).len(), 5);
    let refused = jobs.run(&["limits", "set", "--type", "video", "--running", "10001"]).expect(2);
    assert!(refused.err.contains("at most 10000") && refused.err.contains("morag-db jobs limits clear"), "{}", refused.err);
}
