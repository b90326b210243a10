//! `tasks`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::enums::TaskStatus;
use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Tasks of the MGX agent.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tasks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub created_at: DbTime,
    pub updated_at: DbTime,
    pub name: String,
    pub description: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub config: Json,
    pub status: TaskStatus,
    pub max_rounds: Option<i32>,
    pub max_revision_rounds: Option<i32>,
    pub memory_size: Option<i32>,
    pub total_runs: Option<i32>,
    pub successful_runs: Option<i32>,
    pub failed_runs: Option<i32>,
    pub last_run_at: Option<DbTime>,
    pub last_run_duration: Option<f64>,
    pub last_error: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
