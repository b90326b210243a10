//! `jobs`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::enums::JobStatus;
use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Ingestion jobs.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub document_name: String,
    pub document_type: String,
    pub start_date: DbTime,
    pub end_date: Option<DbTime>,
    pub status: JobStatus,
    pub percentage: i32,
    pub summary: String,
    pub created_at: DbTime,
    pub updated_at: DbTime,
    pub document_id: String,
    pub user_id: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
