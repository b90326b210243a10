//! What the endpoints of remote workers share.

use crate::http::app::{App, Shutdown};
use crate::http::background::lost::LostClaims;
use crate::http::background::waiters::Waiters;
use crate::http::config::Config;
use crate::http::metrics::Metrics;
use crate::http::pool::Pool;
use crate::http::problem::ApiError;
use axum::extract::FromRef;
use axum::http::HeaderMap;
use std::sync::Arc;

/// What the endpoints of workers use.
#[derive(Clone, Debug)]
pub struct Workers {
    pub(super) config: Arc<Config>,
    pub(super) pool: Arc<Pool>,
    pub(super) waiters: Arc<Waiters>,
    pub(super) lost: Arc<LostClaims>,
    pub(super) metrics: Arc<Metrics>,
    pub(super) shutdown: Arc<Shutdown>,
}

impl FromRef<App> for Workers {
    fn from_ref(app: &App) -> Self {
        Workers {
            config: app.config.clone(),
            pool: app.pool.clone(),
            waiters: app.waiters.clone(),
            lost: app.lost.clone(),
            metrics: app.metrics.clone(),
            shutdown: app.shutdown.clone(),
        }
    }
}

pub(super) fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    match value.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= 255 => Ok(Some(key.to_string())),
        _ => Err(ApiError::invalid_field(&["header", "Idempotency-Key"], "should have 1 to 255 printable characters", "value_error")),
    }
}
