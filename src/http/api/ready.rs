//! Whether the database can be read and written, looked at once a second at most.

use crate::http::pool::{Lane, Pool};
use crate::http::problem::Problem;
use std::time::{Duration, Instant};

/// What a look at the database found counts for so long: strangers may ask as often as they like.
const VALID: Duration = Duration::from_secs(1);

type Look = Option<(Instant, Result<(), Problem>)>;

/// The last look.
#[derive(Debug, Default)]
pub struct Ready(tokio::sync::Mutex<Look>);

impl Ready {
    /// Whether the table that all is about can be read, by an index with no row to be found, and whether the database takes writes.
    pub async fn look(&self, pool: &Pool) -> Result<(), Problem> {
        let mut last = self.0.lock().await;
        if let Some((_, found)) = last.as_ref().filter(|(at, _)| at.elapsed() < VALID) {
            return found.clone();
        }
        let read = pool.run(Lane::Read, "", async |s| {
            s.session().refuse_read_only().await?;
            s.remote_job("00000000-0000-0000-0000-000000000000").await
        });
        let found = read.await.map(drop).map_err(Problem::from);
        *last = Some((Instant::now(), found.clone()));
        found
    }
}
