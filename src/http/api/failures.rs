//! Failed jobs grouped by error, for operators.

use super::body::Query;
use super::fields::{Fields, Form};
use super::operate::AnsweredWithAge;
use crate::http::auth::identity::Reads;
use crate::http::pool::Lane;
use crate::http::reader::Reader;
use crate::jobs::{Failures, Kind};
use axum::extract::State;
use std::sync::Arc;
use utoipa::IntoParams;

/// Maximum number of groups.
const MOST: i64 = 200;

/// How many groups.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GroupsQuery {
    /// Maximum number of groups, the largest first; 20 unless given
    #[param(minimum = 1, maximum = 200, value_type = Option<i64>)]
    pub limit: usize,
}

impl Form for GroupsQuery {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.only(&[&["limit"]]);
        Some(GroupsQuery { limit: fields.number("limit", 1, MOST).unwrap_or(20) as usize })
    }
}

/// Group failed and timed-out jobs by what their errors have in common
#[utoipa::path(get, path = "/api/v1/failures", tag = "operators", params(GroupsQuery), responses((status = 200, body = Failures)))]
pub async fn failures(State(reader): State<Arc<Reader>>, Reads(_): Reads, Query(asked): Query<GroupsQuery>) -> AnsweredWithAge<Failures> {
    Ok(reader.run(Lane::Read, async move |s| s.failures(&Kind::ALL, asked.limit).await).await?)
}
