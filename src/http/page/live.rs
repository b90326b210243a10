//! Live updates: one query serves all open pages, which are notified when its result has changed.

use crate::http::pool::Lane;
use crate::http::problem::ApiError;
use crate::http::reader::{CHARTS, Read, Reader};
use crate::jobs::{Failures, JobLine, Kind, StatsReport, Timings, Trend, TypeSetting, Window, WorkerLine};
use axum::response::sse::Event;
use futures_util::Stream;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, watch};

/// Interval between two queries.
pub const EVERY: Duration = Duration::from_secs(2);
/// How long a page waits for a trend of which nothing is known yet.
const PATIENCE: Duration = Duration::from_millis(40);
/// Maximum number of notified pages.
const MOST: usize = 200;

/// State shared by open pages.
#[derive(Debug)]
pub struct Live {
    /// The last query result, as text; `None` when the server stops.
    seen: watch::Sender<Option<String>>,
    /// The cached data of the overview.
    pub facts: Mutex<Option<Read<Facts>>>,
    /// The cached trends, by window.
    trends: [KnownTrend; 3],
}

/// The last trend of a window that was read.
#[derive(Debug, Default)]
struct KnownTrend {
    read: std::sync::Mutex<Option<ReadTrend>>,
    /// Held by the task that reads it.
    reading: Mutex<()>,
}

/// A trend, and when it was read.
#[derive(Clone, Debug)]
struct ReadTrend {
    trend: Arc<Trend>,
    at: Instant,
}

impl KnownTrend {
    fn known(&self) -> std::sync::MutexGuard<'_, Option<ReadTrend>> {
        self.read.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Default for Live {
    fn default() -> Self {
        Live { seen: watch::channel(Some(String::new())).0, facts: Mutex::default(), trends: Default::default() }
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
    pub async fn refresh(&self, reader: &Reader) {
        let seen = match reader.run(Lane::Read, async |s| s.stats(&Kind::ALL, None).await).await.map(|read| read.value) {
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

    /// The trend of a window. What is known is returned at once, and read again in the background if it is older than a twentieth of
    /// an interval (hour: 3 s, day: 90 s, week: 9 min); `None` if nothing is known that is younger than two intervals, and reading
    /// takes longer than [`PATIENCE`].
    pub async fn trend(self: &Arc<Self>, reader: &Arc<Reader>, window: Window) -> Result<Option<Arc<Trend>>, ApiError> {
        let interval = Duration::from_secs(window.interval_seconds() as u64);
        let known = self.known_trend(window, 2 * interval);
        if self.known_trend(window, interval / 20).is_some() {
            return Ok(known);
        }
        // one task reads; others neither wait nor repeat what failed
        let (live, reader) = (self.clone(), reader.clone());
        let reading = tokio::spawn(async move {
            let Ok(_turn) = live.trends[window as usize].reading.try_lock() else { return Ok(()) };
            if live.known_trend(window, interval / 20).is_some() {
                return Ok(());
            }
            let before = live.known_trend(window, Duration::MAX);
            // with more jobs than are read in the time of a request
            let read = reader.run_if_younger(CHARTS, Lane::Bulk, async move |s| s.trend(window, before.as_deref()).await).await;
            let read = read.inspect_err(|problem| tracing::warn!(?problem, "reading which jobs have ended"))?;
            *live.trends[window as usize].known() = Some(ReadTrend { trend: Arc::new(read.value), at: Instant::now() });
            Ok::<_, ApiError>(())
        });
        if known.is_some() {
            return Ok(known);
        }
        match tokio::time::timeout(PATIENCE, reading).await {
            Ok(Ok(read)) => read.map(|()| self.known_trend(window, 2 * interval)),
            Ok(Err(_)) | Err(_) => Ok(None),
        }
    }

    fn known_trend(&self, window: Window, valid: Duration) -> Option<Arc<Trend>> {
        let kept = self.trends[window as usize].known();
        kept.as_ref().filter(|read| read.at.elapsed() < valid).map(|read| read.trend.clone())
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
