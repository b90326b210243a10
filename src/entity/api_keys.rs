//! `api_keys`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Keys of the HTTP API; the column `key` holds a hash.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub key: String,
    pub created: DbTime,
    pub last_used: Option<DbTime>,
    pub created_at: DbTime,
    pub updated_at: DbTime,
    pub user_id: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
