//! `job_history_months`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Months of the history and what is in them.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job_history_months")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: i32,
    pub completed: i64,
    pub failed: i64,
    pub timed_out: i64,
    pub cancelled: i64,
    pub events: i64,
    pub late_results: i64,
    pub bytes: i64,
    pub archived_at: DbTime,
    pub dropping_since: Option<DbTime>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
