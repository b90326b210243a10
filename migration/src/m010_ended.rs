//! 010, jobs by the time of their end: throughput and run times of a day or a week are read without reading all jobs.

use crate::Migration;
use crate::backend::Backend;
use crate::dialect::{create_index, drop_index};
use crate::step::Step;
use crate::table::{Index, index};

pub(crate) const MIGRATION: Migration =
    Migration { version: "010", description: "Find jobs by the time of their end; builds an index on remote_jobs", up, down };

const REMOTE_JOBS: &str = "remote_jobs";

/// Where there are partial indexes, it does not change while a job waits and runs.
const INDEX: Index = index("ix_remote_jobs_completed_at", &["completed_at"]).only_where("completed_at IS NOT NULL");

fn up(backend: Backend) -> Vec<Step> {
    vec![create_index(backend, REMOTE_JOBS, &INDEX)]
}

fn down(backend: Backend) -> Vec<Step> {
    vec![drop_index(backend, REMOTE_JOBS, INDEX.name)]
}
