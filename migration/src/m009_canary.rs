//! 009, operations that run in steps (`jobs requeue --canary`): the state of an operation and who carries it out, and the jobs
//! that it has planned, so that another process can resume it.

use crate::Migration;
use crate::backend::Backend;
use crate::dialect::{add_column, create_table, drop_column, drop_table};
use crate::step::Step;
use crate::table::{Column, PLAIN, Table, Type, col, index};

pub(crate) const MIGRATION: Migration =
    Migration { version: "009", description: "Requeue in steps that can be paused, resumed and aborted", up, down };

const JOB_OPERATIONS: &str = "job_operations";

/// `NULL` of operations that were applied at once.
const COLUMNS: [Column; 4] = [
    col("state", Type::Key(20)).null(),
    col("progress", Type::Json).null(),
    // a process that carries the operation out renews its lease
    col("runner", Type::Uuid).null(),
    col("runner_until", Type::Timestamp).null(),
];

const JOB_OPERATION_JOBS: Table = Table {
    name: "job_operation_jobs",
    columns: &[
        col("id", Type::Uuid),
        col("operation_id", Type::Uuid),
        col("position", Type::Integer),
        col("kind", Type::Key(20)),
        col("job_id", Type::Id),
        col("status", Type::Key(30)),
        col("claim_seq", Type::BigInt),
        col("failures", Type::BigInt),
        // the step that released it; NULL until then
        col("step", Type::Integer).null(),
        // the job to watch: the job itself, or the new run of a task run; NULL if it was skipped
        col("watched_id", Type::Id).null(),
    ],
    indexes: &[index("ix_job_operation_jobs_operation_id_step_position", &["operation_id", "step", "position"])],
    ..PLAIN
};

fn up(backend: Backend) -> Vec<Step> {
    let mut steps: Vec<Step> = COLUMNS.iter().map(|c| add_column(backend, JOB_OPERATIONS, c)).collect();
    steps.extend(create_table(backend, &JOB_OPERATION_JOBS));
    steps
}

fn down(backend: Backend) -> Vec<Step> {
    let mut steps = vec![drop_table(backend, JOB_OPERATION_JOBS.name)];
    steps.extend(COLUMNS.iter().rev().map(|c| drop_column(backend, JOB_OPERATIONS, c.name)));
    steps
}
