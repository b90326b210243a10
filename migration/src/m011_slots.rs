//! 011, slots of limited types of jobs: a claim of such a type takes one for each job, so that claims do not wait for each
//! other.

use crate::Migration;
use crate::backend::Backend;
use crate::dialect::{create_table, drop_table};
use crate::step::Step;
use crate::table::{PLAIN, Table, Type, col};

pub(crate) const MIGRATION: Migration =
    Migration { version: "011", description: "Claims of a limited type of jobs no longer wait for each other", up, down };

/// A slot is free unless its job runs under its claim. Nothing is written when a job ends: whoever ends it, its slot is free.
const JOB_SLOTS: Table = Table {
    name: "job_slots",
    columns: &[
        col("id", Type::Uuid),
        col("content_type", Type::Key(50)),
        // from 1; those above the limit are not used
        col("slot", Type::Integer),
        // the job that took it last, and the number of that claim
        col("job_id", Type::Uuid).null(),
        col("claim_seq", Type::BigInt).null(),
        col("claimed_at", Type::Timestamp).null(),
    ],
    uniques: &[("uq_job_slots_content_type_slot", &["content_type", "slot"])],
    ..PLAIN
};

fn up(backend: Backend) -> Vec<Step> {
    create_table(backend, &JOB_SLOTS)
}

fn down(backend: Backend) -> Vec<Step> {
    vec![drop_table(backend, JOB_SLOTS.name)]
}
