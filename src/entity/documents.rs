//! `documents`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::enums::DocumentState;
use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Documents and their ingestion state.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "documents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub r#type: String,
    pub state: DocumentState,
    pub version: i32,
    pub chunks: i32,
    pub quality: f64,
    pub upload_date: DbTime,
    pub created_at: DbTime,
    pub updated_at: DbTime,
    pub user_id: String,
    pub database_id: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
