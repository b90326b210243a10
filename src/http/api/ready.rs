//! Checks that the database can be read and written, at most once per second.

use crate::http::pool::{Lane, Pool};
use crate::http::problem::ApiError;
use std::time::{Duration, Instant};

/// How long the result of a check is cached: requests without a key are not limited.
const VALID: Duration = Duration::from_secs(1);

type Look = Option<(Instant, Result<(), ApiError>)>;

/// The cached result of the last check.
#[derive(Debug, Default)]
pub struct Ready(tokio::sync::Mutex<Look>);

impl Ready {
    /// Checks that `remote_jobs` can be read, with an indexed query that finds no row, and that the database accepts writes.
    pub async fn check(&self, pool: &Pool) -> Result<(), ApiError> {
        let mut last = self.0.lock().await;
        if let Some((_, found)) = last.as_ref().filter(|(at, _)| at.elapsed() < VALID) {
            return found.clone();
        }
        let read = pool.run(Lane::Read, "", async |s| {
            s.session().refuse_read_only().await?;
            s.remote_job("00000000-0000-0000-0000-000000000000").await
        });
        let found = read.await.map(drop).map_err(ApiError::from);
        *last = Some((Instant::now(), found.clone()));
        found
    }
}
