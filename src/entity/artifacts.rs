//! `artifacts`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::enums::ArtifactType;
use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Files and texts that task runs produced.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "artifacts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub created_at: DbTime,
    pub updated_at: DbTime,
    pub task_id: Option<String>,
    pub task_run_id: Option<String>,
    pub name: String,
    pub artifact_type: ArtifactType,
    pub file_path: Option<String>,
    pub file_size: Option<i64>,
    pub file_hash: Option<String>,
    pub content_type: Option<String>,
    pub content: Option<String>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub metadata: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
