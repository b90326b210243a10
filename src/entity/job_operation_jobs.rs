//! `job_operation_jobs`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::DbUuid;
use sea_orm::entity::prelude::*;

/// Jobs of operations that run in steps.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job_operation_jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DbUuid,
    pub operation_id: DbUuid,
    pub position: i32,
    pub kind: String,
    pub job_id: String,
    pub status: String,
    pub claim_seq: i64,
    pub failures: i64,
    pub step: Option<i32>,
    pub watched_id: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
