//! The job service and its command line, on every engine.

mod accounts;
mod bulk;
mod canary;
mod failures;
mod fence;
mod history;
mod history_edges;
mod looks;
mod many_workers;
mod night;
mod rules;
mod slots;
mod trend;
mod types;
mod undo;
mod values;
mod why;

use crate::support::database::block_on;
use crate::support::{Engine, Run, TestDatabase};
use morag_db::jobs::Service;
use serde_json::Value;

/// An initialized database, with helper functions for jobs.
pub struct Jobs {
    pub database: TestDatabase,
}

impl Jobs {
    pub fn ready(engine: Engine) -> Self {
        let database = TestDatabase::missing(engine);
        database.run(&["init"]).expect(0);
        Jobs { database }
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut all = vec!["jobs"];
        all.extend(arguments);
        self.database.run(&all)
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        let mut all = arguments.to_vec();
        all.extend(["--output", "json"]);
        let run = self.run(&all);
        assert!(run.code == 0 || run.code == 9, "{arguments:?}: {} {}", run.code, run.err);
        run.json()
    }

    pub fn create(&self, ty: &str, parent: &str) -> String {
        let made = self.json(&["create", "--type", ty, "--source", "/in/a", "--ingestion-task", parent]);
        made["ids"][0].as_str().unwrap().to_string()
    }

    /// Claims one job and returns its id and claim token.
    pub fn claim(&self, worker: &str, ty: &str) -> Option<(String, String)> {
        let claimed = self.json(&["claim", "--worker", worker, "--types", ty]);
        let job = claimed["jobs"].get(0)?;
        Some((job["id"].as_str().unwrap().to_string(), job["claim_seq"].to_string()))
    }

    pub fn succeed(&self, id: &str, claim: &str, content: &str) -> Run {
        self.run(&["submit", id, "--claim", claim, "--success", "--content", content])
    }

    pub fn fail(&self, id: &str, claim: &str, error: &str) -> Run {
        self.run(&["submit", id, "--claim", claim, "--failure", "--error", error])
    }

    pub fn status(&self, id: &str) -> String {
        self.database.value(&format!("SELECT status FROM remote_jobs WHERE id = '{id}'"))
    }

    /// All columns of a job's row, as text, but the fingerprint of its error: any sweep sets it.
    pub fn row(&self, id: &str) -> Vec<Vec<Option<String>>> {
        let columns = "id, ingestion_task_id, source_file_path, content_type, task_options, status, worker_id, created_at, started_at, \
                       completed_at, error_message, result_data, retry_count, max_retries, timeout_at, claim_seq, claim_started_at, \
                       heartbeat_at, run_after, priority";
        self.database.sql(&format!("SELECT {columns} FROM remote_jobs WHERE id = '{id}'"))
    }

    /// Moves the job's deadline into the past.
    pub fn age(&self, id: &str) {
        self.database.sql(&format!("UPDATE remote_jobs SET timeout_at = '2020-01-02 03:04:05.000006' WHERE id = '{id}'"));
    }

    pub fn service<T>(&self, work: impl AsyncFnOnce(&mut Service) -> T) -> T {
        block_on(async {
            let mut service = Service::new(self.database.session().await, "test".into()).await.unwrap();
            let result = work(&mut service).await;
            service.close().await;
            result
        })
    }
}
