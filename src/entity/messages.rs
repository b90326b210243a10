//! `messages`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::{DbTime, DbUuid};
use sea_orm::entity::prelude::*;

/// Messages of a conversation.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "messages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DbUuid,
    pub conversation_id: DbUuid,
    pub user_id: DbUuid,
    pub role: String,
    pub content: String,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub metadata: Option<Json>,
    pub created_at: DbTime,
    pub job_id: Option<DbUuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
