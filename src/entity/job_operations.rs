//! `job_operations`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::{DbTime, DbUuid};
use sea_orm::entity::prelude::*;

/// Operations of operators on jobs, single or bulk.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job_operations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DbUuid,
    pub action: String,
    pub actor: String,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub filter: Option<Json>,
    pub reason: Option<String>,
    pub planned: i32,
    pub changed: i32,
    pub skipped: i32,
    pub started_at: DbTime,
    pub finished_at: Option<DbTime>,
    pub state: Option<String>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub progress: Option<Json>,
    pub runner: Option<DbUuid>,
    pub runner_until: Option<DbTime>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
