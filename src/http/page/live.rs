//! Live updates: one query serves all open pages, which are notified when its result has changed.

use crate::http::pool::{Lane, Pool};
use crate::jobs::{Failures, JobLine, Kind, StatsReport, Timings, TypeSetting, WorkerLine};
use axum::response::sse::Event;
use futures_util::Stream;
use std::convert::Infallible;
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Interval between two queries.
pub const EVERY: Duration = Duration::from_secs(2);
/// Maximum number of notified pages.
const MOST: usize = 200;

/// State shared by open pages.
#[derive(Debug)]
pub struct Live {
    /// The last query result, as text; `None` when the server stops.
    seen: watch::Sender<Option<String>>,
    /// The cached data of the overview.
    pub facts: tokio::sync::Mutex<Option<Facts>>,
}

impl Default for Live {
    fn default() -> Self {
        Live { seen: watch::channel(Some(String::new())).0, facts: tokio::sync::Mutex::default() }
    }
}

impl Live {
    /// Ends the updates of open pages.
    pub fn stop(&self) {
        self.seen.send_replace(None);
    }
}

impl Live {
    /// Whether a page is open.
    pub fn is_watched(&self) -> bool {
        self.seen.receiver_count() > 0
    }

    /// Runs the query and notifies open pages if the result has changed.
    pub async fn refresh(&self, pool: &Pool) {
        let seen = match pool.run(Lane::Read, "", async |s| s.stats(&Kind::ALL, None).await).await {
            // without ages, which change every time
            Ok(report) => format!("{:?} {}", report.counts, report.expired),
            Err(_) => "the database can't be reached".to_string(),
        };
        self.seen.send_if_modified(|last| {
            let is_new = last.as_ref().is_some_and(|last| *last != seen);
            if is_new {
                *last = Some(seen);
            }
            is_new
        });
    }

    /// A stream with one event per change; `None` if too many pages are open.
    pub fn changes(&self) -> Option<impl Stream<Item = Result<Event, Infallible>> + use<>> {
        let receiver = (self.seen.receiver_count() < MOST).then(|| self.seen.subscribe())?;
        Some(futures_util::stream::unfold(receiver, |mut receiver| async {
            receiver.changed().await.ok()?;
            let is_going_on = receiver.borrow_and_update().is_some();
            is_going_on.then(|| (Ok(Event::default().event("changed").data("1")), receiver))
        }))
    }
}

/// Data of the overview.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Time of the query.
    pub at: Instant,
    /// Job counts.
    pub now: StatsReport,
    /// Statistics of recently ended jobs.
    pub window: Timings,
    /// Workers.
    pub workers: Vec<WorkerLine>,
    /// Running jobs.
    pub running: Vec<JobLine>,
    /// Failed jobs.
    pub failed: Vec<JobLine>,
    /// Failed remote jobs by error.
    pub failures: Failures,
    /// What is set for types of remote jobs.
    pub types: Vec<TypeSetting>,
}
