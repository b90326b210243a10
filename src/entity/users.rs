//! `users`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::enums::UserRole;
use super::values::DbTime;
use sea_orm::entity::prelude::*;

/// Users of MoRAG core.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub email: String,
    pub avatar: Option<String>,
    pub role: UserRole,
    pub created_at: DbTime,
    pub updated_at: DbTime,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
