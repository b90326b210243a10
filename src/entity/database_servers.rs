//! `database_servers`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::enums::DatabaseType;
use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Servers of a user's vector and graph databases.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "database_servers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub r#type: DatabaseType,
    pub host: String,
    pub port: i32,
    pub username: Option<String>,
    pub password: Option<String>,
    pub api_key: Option<String>,
    pub database: Option<String>,
    pub collection: Option<String>,
    pub is_active: bool,
    pub created_at: DbTime,
    pub last_connected: Option<DbTime>,
    pub updated_at: DbTime,
    pub user_id: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
