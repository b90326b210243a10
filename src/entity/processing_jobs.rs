//! `processing_jobs`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::{DbTime, DbUuid};
use sea_orm::entity::prelude::*;

/// Long-running queries of the map-reduce chat. `status` is text, as in `remote_jobs`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "processing_jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DbUuid,
    pub user_id: DbUuid,
    pub conversation_id: DbUuid,
    pub message_id: Option<DbUuid>,
    pub job_type: String,
    pub status: Option<String>,
    pub user_query: String,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub intent_data: Option<Json>,
    pub progress: Option<f64>,
    pub total_items: Option<i32>,
    pub total_batches: Option<i32>,
    pub processed_items: Option<i32>,
    pub processed_batches: Option<i32>,
    pub failed_batches: Option<i32>,
    pub current_phase: Option<String>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub result: Option<Json>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub aggregation_details: Option<Json>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub intermediate_results: Option<Json>,
    pub error_message: Option<String>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub error_details: Option<Json>,
    pub started_at: Option<DbTime>,
    pub completed_at: Option<DbTime>,
    pub estimated_completion_seconds: Option<i32>,
    pub actual_duration_seconds: Option<f64>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub processing_metadata: Option<Json>,
    pub created_at: Option<DbTime>,
    pub updated_at: Option<DbTime>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
