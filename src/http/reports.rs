//! Reports on the database that `health` and `verify` make, for the page.

use crate::error::{Error, SqlErrorKind};
use crate::health::{HealthReport, health};
use crate::http::pool::{Lane, Pool};
use crate::http::problem::ApiError;
use crate::jobs::HistoryMonth;
use crate::migrate::Known;
use crate::schema::{Ignore, Strictness, VerifyOptions, VerifyReport, verify};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long the reports are cached for all requests.
pub const VALID: Duration = Duration::from_secs(10);
/// How long a request waits for the first reports, while another one makes them.
const PATIENCE: Duration = Duration::from_secs(5);

/// Reports of `health` and `verify`, cached for all requests.
#[derive(Debug)]
pub struct Reports {
    /// The migrations that the database should have.
    known: Arc<Vec<Known>>,
    seen: Mutex<Option<Looked>>,
    reading: tokio::sync::Mutex<()>,
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
    /// The months of the archive, the newest first; none if the database has no archive. Or why it can't be read.
    pub archive: Arc<Result<Vec<HistoryMonth>, String>>,
}

impl Reports {
    /// Migrations that the database should have.
    pub fn new(known: Vec<Known>) -> Self {
        Reports { known: Arc::new(known), seen: Mutex::default(), reading: tokio::sync::Mutex::default() }
    }

    /// The reports, at most [`VALID`] old. One request reads; others get the last reports meanwhile, or wait for the first.
    pub async fn look(&self, pool: &Pool) -> Result<Looked, ApiError> {
        if let Some(seen) = self.kept().filter(|seen| seen.at.elapsed() < VALID) {
            return Ok(seen);
        }
        let _turn = match (self.reading.try_lock(), self.kept()) {
            (Ok(turn), _) => turn,
            (Err(_), Some(seen)) => return Ok(seen),
            (Err(_), None) => tokio::time::timeout(PATIENCE, self.reading.lock())
                .await
                .map_err(|_| ApiError::unavailable("the database is being checked: try again", 1))?,
        };
        if let Some(seen) = self.kept().filter(|seen| seen.at.elapsed() < VALID) {
            return Ok(seen);
        }
        let known = self.known.clone();
        let options = VerifyOptions { strictness: Strictness::Drift, ignore: Ignore::default(), data: None };
        let looked = pool.run(Lane::Read, "", async move |s| {
            let health = health(s.session(), &known).await?;
            let schema = verify(s.session(), &known, &options).await?;
            // a database of an older version has no archive
            let archive = match s.history().await {
                Err(error) if error.sql().is_some_and(|answer| answer.kind == SqlErrorKind::ObjectMissing) => Ok(Vec::new()),
                // the rest of the page is wanted all the more then
                read => read.map_err(|error| error.with_cause()),
            };
            Ok::<_, Error>((health, schema, archive))
        });
        let (health, schema, archive) = looked.await?;
        let seen = Looked { at: Instant::now(), health: Arc::new(health), schema: Arc::new(schema), archive: Arc::new(archive) };
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen.clone());
        Ok(seen)
    }

    fn kept(&self) -> Option<Looked> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
