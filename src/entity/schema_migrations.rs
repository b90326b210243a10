//! `schema_migrations`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Applied migrations; the table is shared with MoRAG's own migration tool.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "schema_migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: String,
    pub applied_at: Option<DbTime>,
    pub description: Option<String>,
    pub checksum: Option<String>,
    pub execution_ms: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
