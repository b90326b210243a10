//! Periodic tasks: expires overdue claims, retries failed jobs, and records the use of keys. Only the instance that
//! holds the lease sweeps.

use crate::db::user_at_host;
use crate::http::app::App;
use crate::http::pool::Lane;
use crate::jobs::{Due, RETRY_BACKLOG, RetryScope, Service, SweepLease, Swept};
use std::time::{Duration, Instant};

/// Interval of refreshing cached keys: a revoked key is refused after this time, or a little later.
const KEYS: Duration = Duration::from_secs(5);
/// Number of key refreshes between two writes of the keys' last use.
const NOTES: u32 = 12;

/// Maximum failures of other applications that a sweep counts; the next sweep counts the rest.
const GROUPED: u64 = 5_000;

/// Maximum jobs that a sweep moves into the history; the next sweep moves the rest.
const ARCHIVED: u64 = 1_000;

/// Sweeps until the process ends.
pub async fn sweep(app: App, every: Duration) {
    let lease = lease_of(every);
    let actor = format!("sweeper {}", user_at_host());
    let (mut retries, archive_after) = (Retries::of(&app), app.config.archive_after);
    loop {
        let held = lease.clone();
        let swept = app.pool.run(Lane::Bulk, &actor, async move |s| {
            let mut retries = retries;
            if !s.hold_sweep_lease(&held).await? {
                return Ok(None);
            }
            if retries.is_first {
                retries.start(s.due(retries.scope).await?, every);
            }
            let expired = s.expire().await?;
            s.hold_sweep_lease(&held).await?;
            let retried = s.retry(retries.scope_now()).await?;
            s.hold_sweep_lease(&held).await?;
            // jobs are expired and retried, whether they can be counted or not
            match s.group_failures(GROUPED).await {
                Ok(grouped) => tracing::debug!(added = grouped.added, removed = grouped.removed, "counted failures of other applications"),
                Err(error) => tracing::warn!(%error, "failed jobs could not be counted; trying again at the next sweep"),
            }
            match s.expire_archive(GROUPED).await {
                Ok(pruned) => tracing::debug!(jobs = pruned.jobs, bytes = pruned.bytes, "deleted expired rows that were kept for undo"),
                Err(error) => {
                    tracing::warn!(%error, "expired rows that were kept for undo could not be deleted; trying again at the next sweep")
                }
            }
            s.hold_sweep_lease(&held).await?;
            let archived = archive(s, archive_after).await;
            Ok(Some((Swept { expired, retried }, archived, retries)))
        });
        match swept.await {
            Ok(Some((swept, archived, now))) => {
                retries = now;
                app.metrics.archived.inc_by(archived);
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

/// Moves some jobs into the history that ended longer ago than `age`. Returns their number.
async fn archive(service: &mut Service, age: Option<Duration>) -> u64 {
    let Some(age) = age else { return 0 };
    match service.archive_older(age, ARCHIVED).await {
        Ok(0) => 0,
        Ok(moved) => {
            tracing::info!(jobs = moved, "archived");
            moved
        }
        Err(error) => {
            tracing::warn!(%error, "ended jobs could not be archived; trying again at the next sweep");
            0
        }
    }
}

/// The failures that this process retries.
#[derive(Clone, Copy, Debug)]
struct Retries {
    scope: RetryScope,
    takes_backlog: bool,
    is_first: bool,
    /// Set if the backlog is not retried: the time of the first sweep. Only later failures are retried.
    began: Option<Instant>,
}

impl Retries {
    fn of(app: &App) -> Retries {
        Retries { scope: app.config.retry, takes_backlog: app.config.retries_backlog, is_first: true, began: None }
    }

    /// Logs what the first sweep will do, and excludes a large backlog of failures.
    fn start(&mut self, due: Due, every: Duration) {
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

/// A lease that another instance takes over after three missed sweeps.
fn lease_of(every: Duration) -> SweepLease {
    SweepLease::new((every * 3).max(Duration::from_secs(3)))
}

/// Refreshes cached keys, writes their last use and cleans up the rate limiters, until the server stops.
pub async fn keep(app: App) {
    let mut ticks: u32 = 0;
    while !app.is_stopping() {
        tokio::time::sleep(KEYS).await;
        if let Err(problem) = app.keys.refresh(&app.pool).await {
            tracing::debug!(?problem, "looking keys up again");
        }
        ticks = ticks.wrapping_add(1);
        if ticks.is_multiple_of(NOTES) {
            note_use(&app).await;
            app.rates.tidy();
        }
    }
}

/// Writes the last use of keys.
pub async fn note_use(app: &App) {
    if let Err(problem) = app.keys.note_use(&app.pool).await {
        tracing::debug!(?problem, "noting when keys were used");
    }
}
