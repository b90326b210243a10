//! `job_types`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Types of remote jobs that are paused or limited.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job_types")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub content_type: String,
    pub paused_at: Option<DbTime>,
    pub paused_until: Option<DbTime>,
    pub paused_by: Option<String>,
    pub pause_reason: Option<String>,
    pub running_limit: Option<i32>,
    pub lock_seq: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
