//! Sizes of the transactions of a bulk operation, and the pauses between them, so that workers can keep claiming.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

/// Maximum rows per transaction; fewer if they take longer than `CHUNK_TIME`.
const LARGEST_CHUNK: usize = 500;
/// Intended duration of a transaction, for which other sessions may have to wait.
const CHUNK_TIME: Duration = Duration::from_millis(8);
/// A transaction that takes longer than round trips do has large rows.
const SLOW: Duration = Duration::from_millis(50);
/// Minimum rows per transaction with large rows.
const LARGE_ROWS: usize = 10;

/// The pace of one operation.
#[derive(Debug)]
pub(in crate::jobs) struct Pacing {
    start: Instant,
    rate: Option<NonZeroU32>,
    smallest: usize,
    size: usize,
}

impl Pacing {
    /// The pace of an operation that begins now, of at most `rate` jobs per second, in transactions of at least `smallest` jobs; the first
    /// may have fewer, and those with large rows.
    pub fn start(rate: Option<NonZeroU32>, smallest: usize) -> Pacing {
        Pacing { start: Instant::now(), rate, smallest, size: 50 }
    }

    /// Number of jobs of the next transaction.
    pub fn size(&self) -> usize {
        let most = self.rate.map_or(LARGEST_CHUNK, |rate| (rate.get() as usize).min(LARGEST_CHUNK));
        self.size.clamp(1, most)
    }

    /// The pause after a transaction with `rows` jobs that took `took`; `done` jobs are done in all, and the engine wants a pause of
    /// `least`.
    pub fn pause(&mut self, done: usize, rows: usize, took: Duration, least: Duration) -> Duration {
        let smallest = if took < SLOW { self.smallest } else { LARGE_ROWS };
        let fitting = rows as f64 * CHUNK_TIME.as_secs_f64() / took.as_secs_f64().max(1e-6);
        self.size = (fitting as usize).clamp(self.size / 2, self.size * 2).clamp(smallest, LARGEST_CHUNK);
        let due = self.rate.map_or(0.0, |rate| done as f64 / f64::from(rate.get()));
        Duration::from_secs_f64(due).saturating_sub(self.start.elapsed()).max(least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sizes of the next transactions if one of `rows` jobs takes as long as `took` says, and there is no rate.
    fn sizes(smallest: usize, took: impl Fn(usize) -> Duration) -> Vec<usize> {
        let mut pacing = Pacing::start(None, smallest);
        (0..8)
            .map(|_| {
                let rows = pacing.size();
                pacing.pause(rows, rows, took(rows), Duration::ZERO);
                pacing.size()
            })
            .collect()
    }

    #[test]
    fn round_trips_do_not_make_transactions_small() {
        // 8 round trips of 2 ms, and 0.1 ms for a job
        let sizes = sizes(100, |rows| Duration::from_micros(16_000 + 100 * rows as u64));
        assert_eq!(sizes.last(), Some(&100), "{sizes:?}");
    }

    #[test]
    fn fast_jobs_make_large_transactions_and_large_rows_small_ones() {
        let fast = sizes(100, |rows| Duration::from_micros(10 * rows as u64));
        assert_eq!(fast.last(), Some(&500), "{fast:?}");
        // without a server all of the time is the rows'
        let local = sizes(10, |rows| Duration::from_micros(400 * rows as u64));
        assert_eq!(local.last(), Some(&20), "{local:?}");
        let large = sizes(100, |rows| Duration::from_millis(20 * rows as u64));
        assert_eq!(large.last(), Some(&10), "{large:?}");
    }

    #[test]
    fn no_transaction_has_more_jobs_than_the_rate() {
        let mut pacing = Pacing::start(NonZeroU32::new(10), 100);
        assert_eq!(pacing.size(), 10);
        pacing.pause(10, 10, Duration::from_millis(1), Duration::ZERO);
        assert_eq!(pacing.size(), 10);
    }
}
