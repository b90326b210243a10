//! Periodic tasks: expires overdue claims, retries failed jobs, and records the use of keys. Only the instance that
//! holds the lease sweeps.

use crate::db::user_at_host;
use crate::error::{Error, Result};
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
    let (mut retries, archive_after, mut last_problems) = (Retries::of(&app), app.config.archive_after, LastProblems::default());
    loop {
        let (held, retries_now) = (lease.clone(), retries);
        let swept = app.pool.run(Lane::Bulk, &actor, async move |s| sweep_once(s, &held, retries_now, every, archive_after).await);
        match swept.await {
            Ok(Some(sweep)) => {
                retries = sweep.retries;
                last_problems.warn(sweep.problems);
                app.metrics.archived.inc_by(sweep.archived);
                app.metrics.expired.inc_by(sweep.swept.expired);
                app.metrics.retried.inc_by(sweep.swept.retried);
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

/// What a sweep did, and what the next one must know.
struct Sweep {
    swept: Swept,
    archived: u64,
    problems: Vec<Problem>,
    retries: Retries,
}

/// One sweep; `None` if another instance sweeps.
async fn sweep_once(
    s: &mut Service,
    lease: &SweepLease,
    mut retries: Retries,
    every: Duration,
    archive_after: Option<Duration>,
) -> Result<Option<Sweep>> {
    if !s.hold_sweep_lease(lease).await? {
        return Ok(None);
    }
    if retries.is_first {
        retries.start(s.due(retries.scope).await?, every);
    }
    let expired = s.expire().await?;
    s.hold_sweep_lease(lease).await?;
    let retried = s.retry(retries.scope_now()).await?;
    s.hold_sweep_lease(lease).await?;
    if expired + retried > 0 {
        tracing::info!(expired, retried, "swept");
    }
    // jobs are expired and retried, whether the rest succeeds or not
    let mut problems = Vec::new();
    match s.group_failures(GROUPED).await {
        Ok(grouped) => tracing::debug!(added = grouped.added, removed = grouped.removed, "counted failures of other applications"),
        Err(error) => problems.push(Problem::of("failed jobs could not be counted", &error)),
    }
    match s.expire_archive(GROUPED).await {
        Ok(pruned) => tracing::debug!(jobs = pruned.jobs, bytes = pruned.bytes, "deleted expired rows that were kept for undo"),
        Err(error) => problems.push(Problem::of("expired rows that were kept for undo could not be deleted", &error)),
    }
    s.hold_sweep_lease(lease).await?;
    let mut archived = 0;
    if let Some(age) = archive_after {
        match s.archive_older(age, ARCHIVED).await {
            Ok(moved) => archived = moved,
            Err(error) => problems.push(Problem::of("ended jobs could not be archived", &error)),
        }
    }
    if archived > 0 {
        tracing::info!(jobs = archived, "archived");
    }
    Ok(Some(Sweep { swept: Swept { expired, retried }, archived, problems, retries }))
}

/// A part of a sweep that failed.
#[derive(Debug, PartialEq)]
struct Problem {
    what: &'static str,
    error: String,
}

impl Problem {
    fn of(what: &'static str, error: &Error) -> Problem {
        Problem { what, error: error.with_cause() }
    }
}

/// The problems of the last sweep. Each is logged as a warning once, until that part succeeds or fails with another error.
#[derive(Debug, Default)]
struct LastProblems(Vec<Problem>);

impl LastProblems {
    /// Warns of the problems that the last sweep did not have. Returns their number.
    fn warn(&mut self, problems: Vec<Problem>) -> usize {
        let (known, new): (Vec<&Problem>, Vec<&Problem>) = problems.iter().partition(|problem| self.0.contains(problem));
        for Problem { what, error } in known {
            tracing::debug!(%error, "{what}, as before");
        }
        for Problem { what, error } in &new {
            tracing::warn!(%error, "{what}; trying again with each sweep; the same error is not logged again until that succeeds");
        }
        let warnings = new.len();
        self.0 = problems;
        warnings
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_problem_is_warned_of_once() {
        let problem = |what: &'static str, error: &str| Problem { what, error: error.into() };
        let mut warned = LastProblems::default();
        assert_eq!(warned.warn(vec![problem("a", "no right"), problem("b", "no right")]), 2);
        assert_eq!(warned.warn(vec![problem("a", "no right"), problem("b", "disk full")]), 1);
        assert_eq!(warned.warn(vec![problem("b", "disk full")]), 0);
        assert_eq!(warned.warn(vec![problem("a", "no right")]), 1, "it had succeeded in between");
    }
}
