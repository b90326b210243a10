//! What is set for types of remote jobs, for operators.

use super::operate::Answered;
use crate::http::auth::identity::Reads;
use crate::http::pool::{Lane, Pool};
use crate::jobs::TypeSetting;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Types of remote jobs.
#[derive(Debug, Serialize, ToSchema)]
pub struct TypeSettings {
    /// All content types
    types: Vec<TypeSetting>,
}

/// List the content types with their pauses, limits, and numbers of running and pending jobs
#[utoipa::path(get, path = "/api/v1/types", tag = "operators", responses((status = 200, body = TypeSettings)))]
pub async fn types(State(pool): State<Arc<Pool>>, Reads(_): Reads) -> Answered<TypeSettings> {
    Ok(Json(TypeSettings { types: pool.run(Lane::Read, "", async |s| s.type_settings().await).await? }))
}
