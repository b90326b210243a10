//! `job_failures`

#![allow(missing_docs, reason = "the columns are documented where they are made, in the migrations")]

use super::values::{DbTime, DbUuid};
use sea_orm::entity::prelude::*;

/// Changes of the number of failed jobs: the sum of `jobs` is how many are failed now.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job_failures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DbUuid,
    pub fingerprint: String,
    pub error: Option<String>,
    pub content_type: Option<String>,
    pub worker_id: Option<String>,
    pub jobs: i32,
    pub first_failed_at: Option<DbTime>,
    pub last_failed_at: Option<DbTime>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
