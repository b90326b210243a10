//! `job_event_history`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::{DbTime, DbUuid};
use sea_orm::entity::prelude::*;

/// Events of archived jobs.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job_event_history")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DbUuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: i32,
    pub kind: String,
    pub job_id: String,
    pub at: DbTime,
    pub action: String,
    pub from_status: Option<String>,
    pub to_status: Option<String>,
    pub claim_seq: Option<i64>,
    pub worker_id: Option<String>,
    pub actor: String,
    pub operation_id: Option<DbUuid>,
    pub reason: Option<String>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub detail: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
