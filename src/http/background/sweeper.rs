//! What happens by itself: claims whose time is over are ended, what failed is tried again, keys that were used are written
//! down. Of many instances one sweeps, the one that has the lease.

use crate::db::user_at_host;
use crate::http::app::App;
use crate::http::pool::Lane;
use crate::jobs::{Due, RETRY_BACKLOG, RetryScope, SweepLease, Swept};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Between two looks at the keys in use: a revoked one is refused after so long, or a little later.
const KEYS: Duration = Duration::from_secs(5);
/// Looks at the keys between two notes of their use.
const NOTES: u32 = 12;

/// Sweeps until the process ends.
pub async fn sweep(app: Arc<App>, every: Duration) {
    let lease = lease_of(every);
    let actor = format!("sweeper {}", user_at_host());
    let mut retries = Retries::of(&app);
    loop {
        let held = lease.clone();
        let swept = app.pool.run(Lane::Bulk, &actor, async move |s| {
            let mut retries = retries;
            if !s.hold_sweep_lease(&held).await? {
                return Ok(None);
            }
            if retries.is_first {
                retries.look(s.due(retries.scope).await?, every);
            }
            let expired = s.expire().await?;
            s.hold_sweep_lease(&held).await?;
            let retried = s.retry(retries.scope_now()).await?;
            Ok(Some((Swept { expired, retried }, retries)))
        });
        match swept.await {
            Ok(Some((swept, now))) => {
                retries = now;
                app.metrics.expired.inc_by(swept.expired);
                app.metrics.retried.inc_by(swept.retried);
                if swept.expired + swept.retried > 0 {
                    tracing::info!(expired = swept.expired, retried = swept.retried, "swept");
                }
            }
            Ok(None) => tracing::debug!("another instance sweeps"),
            Err(unserved) => tracing::warn!(?unserved, "sweeping failed; trying again"),
        }
        for _ in 0..every.as_secs().max(1) {
            tokio::time::sleep(every.min(Duration::from_secs(1))).await;
            if app.is_stopping() {
                let released = app.pool.run(Lane::Write, &actor, async move |s| s.release_sweep_lease(&lease).await).await;
                if let Err(unserved) = released {
                    tracing::debug!(?unserved, "the lease ends by itself");
                }
                return;
            }
        }
    }
}

/// Which failures this process retries.
#[derive(Clone, Copy, Debug)]
struct Retries {
    scope: RetryScope,
    takes_backlog: bool,
    is_first: bool,
    /// Where the backlog is left alone: when this process began to sweep. Only what failed since then is retried.
    began: Option<Instant>,
}

impl Retries {
    fn of(app: &App) -> Retries {
        Retries { scope: app.config.retry, takes_backlog: app.config.retries_backlog, is_first: true, began: None }
    }

    /// Says what is about to happen, and leaves alone more than anybody would expect.
    fn look(&mut self, due: Due, every: Duration) {
        self.is_first = false;
        tracing::info!(
            interval = ?every, to_expire = due.to_expire, to_retry = due.to_retry, retry_window = ?self.scope.window,
            "sweeping: jobs past their deadline end, failures of morag-db's own claims are retried"
        );
        if due.to_retry > RETRY_BACKLOG && !self.takes_backlog {
            tracing::warn!(
                failures = due.to_retry,
                "too many failures to retry unasked: they are left alone; --retry-backlog retries them"
            );
            self.began = Some(Instant::now());
        }
    }

    fn scope_now(&self) -> RetryScope {
        let window = self.began.map_or(self.scope.window, |began| began.elapsed().min(self.scope.window));
        RetryScope { window }
    }
}

/// Another instance takes over when three sweeps were missed.
fn lease_of(every: Duration) -> SweepLease {
    SweepLease::new((every * 3).max(Duration::from_secs(3)))
}

/// Keeps what is remembered true, until the process ends.
pub async fn keep(app: Arc<App>) {
    let mut ticks: u32 = 0;
    while !app.is_stopping() {
        tokio::time::sleep(KEYS).await;
        if let Err(problem) = app.keys.refresh(&app.pool).await {
            tracing::debug!(?problem, "looking keys up again");
        }
        ticks = ticks.wrapping_add(1);
        if ticks.is_multiple_of(NOTES) {
            note_use(&app).await;
            app.tidy();
        }
    }
}

/// Writes down which keys were used.
pub async fn note_use(app: &App) {
    if let Err(problem) = app.keys.note_use(&app.pool).await {
        tracing::debug!(?problem, "noting when keys were used");
    }
}
