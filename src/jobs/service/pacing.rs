//! Sizes of the transactions of a bulk operation, and the pauses between them, so that workers can keep claiming.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

/// Maximum rows per transaction; fewer if they take longer than `CHUNK_TIME`.
const LARGEST_CHUNK: usize = 500;
/// Intended duration of a transaction, for which other sessions may have to wait.
const CHUNK_TIME: Duration = Duration::from_millis(8);

/// The pace of one operation.
#[derive(Debug)]
pub(in crate::jobs) struct Pacing {
    start: Instant,
    rate: Option<NonZeroU32>,
    smallest: usize,
    size: usize,
}

impl Pacing {
    /// The pace of an operation that begins now, of at most `rate` jobs per second, in transactions of at least `smallest` jobs if the
    /// rate permits that.
    pub fn start(rate: Option<NonZeroU32>, smallest: usize) -> Pacing {
        Pacing { start: Instant::now(), rate, smallest, size: 50.max(smallest) }
    }

    /// Number of jobs of the next transaction.
    pub fn size(&self) -> usize {
        let most = self.rate.map_or(LARGEST_CHUNK, |rate| (rate.get() as usize).min(LARGEST_CHUNK));
        self.size.clamp(1, most)
    }

    /// The pause after a transaction with `rows` jobs that took `took`; `done` jobs are done in all, and the engine wants a pause of
    /// `least`.
    pub fn pause(&mut self, done: usize, rows: usize, took: Duration, least: Duration) -> Duration {
        let fitting = rows as f64 * CHUNK_TIME.as_secs_f64() / took.as_secs_f64().max(1e-6);
        self.size = (fitting as usize).clamp(self.size / 2, self.size * 2).clamp(self.smallest, LARGEST_CHUNK);
        let due = self.rate.map_or(0.0, |rate| done as f64 / f64::from(rate.get()));
        Duration::from_secs_f64(due).saturating_sub(self.start.elapsed()).max(least)
    }
}
