//! `user_settings`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::enums::Theme;
use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// A user's settings.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "user_settings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub user_id: String,
    pub theme: Theme,
    pub language: String,
    pub notifications: bool,
    pub auto_save: bool,
    pub default_database: Option<String>,
    pub created_at: DbTime,
    pub updated_at: DbTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
