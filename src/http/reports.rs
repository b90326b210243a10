//! Reports on the database that `health` and `verify` make, for the page.

use crate::error::Error;
use crate::health::{HealthReport, health};
use crate::http::pool::{Lane, Pool};
use crate::http::problem::ApiError;
use crate::migrate::Known;
use crate::schema::{Ignore, Strictness, VerifyOptions, VerifyReport, verify};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long the reports are cached for all requests.
pub const VALID: Duration = Duration::from_secs(10);

/// Reports of `health` and `verify`, cached for all requests.
#[derive(Debug)]
pub struct Reports {
    /// The migrations that the database should have.
    known: Arc<Vec<Known>>,
    seen: tokio::sync::Mutex<Option<Looked>>,
}

/// The reports, and when they were made.
#[derive(Clone, Debug)]
pub struct Looked {
    /// When.
    pub at: Instant,
    /// What `health` says.
    pub health: Arc<HealthReport>,
    /// What `verify` says.
    pub schema: Arc<VerifyReport>,
}

impl Reports {
    /// Migrations that the database should have.
    pub fn new(known: Vec<Known>) -> Self {
        Reports { known: Arc::new(known), seen: tokio::sync::Mutex::default() }
    }

    /// The reports, at most [`VALID`] old.
    pub async fn look(&self, pool: &Pool) -> Result<Looked, ApiError> {
        let mut kept = self.seen.lock().await;
        if let Some(seen) = kept.as_ref().filter(|seen| seen.at.elapsed() < VALID) {
            return Ok(seen.clone());
        }
        let known = self.known.clone();
        let options = VerifyOptions { strictness: Strictness::Drift, ignore: Ignore::default(), data: None };
        let looked = pool.run(Lane::Read, "", async move |s| {
            let health = health(s.session(), &known).await?;
            let schema = verify(s.session(), &known, &options).await?;
            Ok::<_, Error>((health, schema))
        });
        let (health, schema) = looked.await?;
        let seen = Looked { at: Instant::now(), health: Arc::new(health), schema: Arc::new(schema) };
        *kept = Some(seen.clone());
        Ok(seen)
    }
}
