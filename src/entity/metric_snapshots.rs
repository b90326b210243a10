//! `metric_snapshots`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::enums::MetricType;
use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Measurements of tasks and runs.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "metric_snapshots")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub created_at: DbTime,
    pub updated_at: DbTime,
    pub task_id: Option<String>,
    pub task_run_id: Option<String>,
    pub name: String,
    pub metric_type: MetricType,
    pub value: f64,
    pub unit: Option<String>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub labels: Option<Json>,
    pub timestamp: DbTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
