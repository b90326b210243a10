//! `job_late_result_history`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::{DbTime, DbUuid};
use sea_orm::entity::prelude::*;

/// Late results of archived jobs.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job_late_result_history")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DbUuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: i32,
    pub job_id: String,
    pub claim_seq: Option<i64>,
    pub worker_id: Option<String>,
    pub outcome: String,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub result_data: Option<Json>,
    pub error_message: Option<String>,
    pub hash: String,
    pub refused_because: String,
    pub received_at: DbTime,
    pub accepted_at: Option<DbTime>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
