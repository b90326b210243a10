//! `job_history`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::{DbTime, DbUuid};
use sea_orm::entity::prelude::*;

/// Ended remote jobs that were archived.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job_history")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DbUuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: i32,
    pub archived_at: DbTime,
    pub ingestion_task_id: String,
    pub source_file_path: String,
    pub content_type: String,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub task_options: Option<Json>,
    pub status: String,
    pub worker_id: Option<String>,
    pub created_at: Option<DbTime>,
    pub started_at: Option<DbTime>,
    pub completed_at: Option<DbTime>,
    pub error_message: Option<String>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub result_data: Option<Json>,
    pub retry_count: Option<i32>,
    pub max_retries: Option<i32>,
    pub timeout_at: Option<DbTime>,
    pub claim_seq: Option<i64>,
    pub claim_started_at: Option<DbTime>,
    pub heartbeat_at: Option<DbTime>,
    pub run_after: Option<DbTime>,
    pub failure_fingerprint: Option<String>,
    pub priority: Option<i32>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
