//! What open pages show is looked at once for all of them, and they are told when it has changed.

use super::overview::Facts;
use crate::http::app::App;
use crate::http::identity::Reads;
use crate::http::pool::Lane;
use crate::http::problem::Problem;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Between two looks.
const EVERY: Duration = Duration::from_secs(2);
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

/// Looks while a page is open, until the process ends.
pub async fn look(app: Arc<App>) {
    while !app.is_stopping() {
        tokio::time::sleep(EVERY).await;
        if app.live.seen.receiver_count() == 0 {
            continue;
        }
        let seen = match app.pool.run(Lane::Read, "", async |s| s.stats(None).await).await {
            // ages change with every look
            Ok(report) => format!("{:?} {}", report.counts, report.expired),
            Err(_) => "the database can't be reached".to_string(),
        };
        app.live.seen.send_if_modified(|last| {
            let is_new = last.as_ref().is_some_and(|last| *last != seen);
            if is_new {
                *last = Some(seen);
            }
            is_new
        });
    }
}

/// One event for each change.
pub async fn events(State(app): State<Arc<App>>, Reads(_): Reads) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    if app.live.seen.receiver_count() >= MOST {
        return Err(Problem::unavailable("too many pages are open: reload by hand", 60));
    }
    let receiver = app.live.seen.subscribe();
    let stream = futures_util::stream::unfold(receiver, |mut receiver| async {
        receiver.changed().await.ok()?;
        let is_going_on = receiver.borrow_and_update().is_some();
        is_going_on.then(|| (Ok(Event::default().event("changed").data("1")), receiver))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}
