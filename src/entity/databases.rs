//! `databases`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Collections of documents on a database server.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "databases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub description: String,
    pub document_count: i32,
    pub last_updated: DbTime,
    pub created_at: DbTime,
    pub updated_at: DbTime,
    pub user_id: String,
    pub server_id: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
