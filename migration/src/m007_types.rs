//! 007, what an operator sets without a deployment: types of jobs that are paused or limited (`job_types`), and the priority of
//! a job. The index for claims has the priority now, so it replaces the one of 005.

use crate::Migration;
use crate::backend::Backend;
use crate::dialect::{add_column, create_index, create_table, drop_column, drop_index, drop_table};
use crate::step::Step;
use crate::table::{Column, Index, PLAIN, Table, Type, Value, col, index};

pub(crate) const MIGRATION: Migration = Migration {
    version: "007",
    description: "Pause and limit types of jobs, priorities; replaces the index on remote_jobs for claims",
    up,
    down,
};

const REMOTE_JOBS: &str = "remote_jobs";

/// Jobs with a smaller number are claimed first. Old clients create jobs with 0 and ignore it when they claim.
const PRIORITY: Column = col("priority", Type::Integer).default(Value::Integer(0));

const CLAIM: Index =
    index("ix_remote_jobs_claim_priority", &["status", "content_type", "priority", "created_at", "id"]).only_where("status = 'pending'");

/// The index that 005 created.
const CLAIM_OF_005: Index = index("ix_remote_jobs_claim", &["status", "content_type", "created_at", "id"]).only_where("status = 'pending'");

const JOB_TYPES: Table = Table {
    name: "job_types",
    columns: &[
        col("content_type", Type::Key(50)),
        col("paused_at", Type::Timestamp).null(),
        col("paused_until", Type::Timestamp).null(),
        col("paused_by", Type::Varchar(255)).null(),
        col("pause_reason", Type::LongText).null(),
        col("running_limit", Type::Integer).null(),
        // written by claims of a limited type until 011
        col("lock_seq", Type::BigInt).default(Value::Integer(0)),
    ],
    ..PLAIN
};

fn up(backend: Backend) -> Vec<Step> {
    let mut steps = vec![
        add_column(backend, REMOTE_JOBS, &PRIORITY),
        create_index(backend, REMOTE_JOBS, &CLAIM),
        drop_index(backend, REMOTE_JOBS, CLAIM_OF_005.name),
    ];
    steps.extend(create_table(backend, &JOB_TYPES));
    steps
}

fn down(backend: Backend) -> Vec<Step> {
    vec![
        drop_table(backend, JOB_TYPES.name),
        create_index(backend, REMOTE_JOBS, &CLAIM_OF_005),
        drop_index(backend, REMOTE_JOBS, CLAIM.name),
        drop_column(backend, REMOTE_JOBS, PRIORITY.name),
    ]
}
