//! `task_runs`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::enums::RunStatus;
use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Runs of a task.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "task_runs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub created_at: DbTime,
    pub updated_at: DbTime,
    pub task_id: String,
    pub run_number: i32,
    pub status: RunStatus,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub plan: Option<Json>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub results: Option<Json>,
    pub started_at: Option<DbTime>,
    pub completed_at: Option<DbTime>,
    pub duration: Option<f64>,
    pub error_message: Option<String>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub error_details: Option<Json>,
    pub memory_used: Option<i32>,
    pub round_count: Option<i32>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
