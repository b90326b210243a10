//! What open pages show is looked at once for all of them, and they are told when it has changed.

use crate::http::pool::{Lane, Pool};
use crate::jobs::{JobLine, StatsReport, Timings, WorkerLine};
use axum::response::sse::Event;
use futures_util::Stream;
use std::convert::Infallible;
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Between two looks.
pub const EVERY: Duration = Duration::from_secs(2);
/// So many pages are told at most.
const MOST: usize = 200;

/// What open pages share.
#[derive(Debug)]
pub struct Live {
    /// The last that was seen, as text; `None` once the server stops.
    seen: watch::Sender<Option<String>>,
    /// What the overview showed last.
    pub facts: tokio::sync::Mutex<Option<Facts>>,
}

impl Default for Live {
    fn default() -> Self {
        Live { seen: watch::channel(Some(String::new())).0, facts: tokio::sync::Mutex::default() }
    }
}

impl Live {
    /// Lets open pages go.
    pub fn stop(&self) {
        self.seen.send_replace(None);
    }
}

impl Live {
    /// Whether a page is open.
    pub fn is_watched(&self) -> bool {
        self.seen.receiver_count() > 0
    }

    /// Looks, and tells open pages if what they show has changed.
    pub async fn look(&self, pool: &Pool) {
        let seen = match pool.run(Lane::Read, "", async |s| s.stats(None).await).await {
            // ages change with every look
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

    /// One event for each change; `None` where too many pages are open.
    pub fn changes(&self) -> Option<impl Stream<Item = Result<Event, Infallible>> + use<>> {
        let receiver = (self.seen.receiver_count() < MOST).then(|| self.seen.subscribe())?;
        Some(futures_util::stream::unfold(receiver, |mut receiver| async {
            receiver.changed().await.ok()?;
            let is_going_on = receiver.borrow_and_update().is_some();
            is_going_on.then(|| (Ok(Event::default().event("changed").data("1")), receiver))
        }))
    }
}

/// What is shown.
#[derive(Clone, Debug)]
pub struct Facts {
    /// When it was looked up.
    pub at: Instant,
    /// Counts.
    pub now: StatsReport,
    /// What has ended lately.
    pub window: Timings,
    /// Workers.
    pub workers: Vec<WorkerLine>,
    /// Jobs that run.
    pub running: Vec<JobLine>,
    /// Jobs that failed.
    pub failed: Vec<JobLine>,
}
