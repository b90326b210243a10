//! Claims of which no worker was told: it hung up, or the answer was lost between the database and here. They are put back as soon as
//! the database says what became of them, instead of waiting for their time-out.

use super::waiters::Waiters;
use crate::error::Error;
use crate::http::metrics::Metrics;
use crate::http::pool::{Lane, Pool, Unserved};
use crate::jobs::ClaimMark;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Before the first look; each pause is twice as long as the one before it.
const PAUSE: Duration = Duration::from_millis(100);
/// A server may go on for minutes with what a client began that it lost: the last look comes after 100 ms × 2¹¹, more than three.
const LOOKS: u32 = 11;
/// So many are remembered at most; the time-out is there for the others.
const MOST: usize = 10_000;

/// Those that are to be looked for.
#[derive(Debug, Default)]
pub struct Lost {
    claims: Mutex<Vec<Claim>>,
    came: Notify,
}

/// A claim that is being made.
#[derive(Clone, Debug)]
pub struct Claim {
    actor: String,
    mark: ClaimMark,
    looks: u32,
    due: Instant,
}

impl Claim {
    /// One that `actor` is about to make.
    pub fn new(actor: &str) -> Self {
        Claim { actor: actor.into(), mark: ClaimMark::new(), looks: 0, due: Instant::now() }
    }

    /// By which it is found again.
    pub fn mark(&self) -> &ClaimMark {
        &self.mark
    }
}

/// Whether it may have been committed all the same.
pub fn is_unsure(unserved: &Unserved) -> bool {
    matches!(unserved, Unserved::TimedOut | Unserved::Failed(Error::ConnectionLost { .. }))
}

impl Lost {
    fn claims(&self) -> std::sync::MutexGuard<'_, Vec<Claim>> {
        self.claims.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// How many are looked for.
    pub fn count(&self) -> usize {
        self.claims().len()
    }

    /// Nobody was told of this one.
    pub fn note(&self, claim: Claim) {
        let mut claims = self.claims();
        if claims.len() >= MOST {
            tracing::warn!("too many lost claims to remember: this one waits for its time-out");
            return;
        }
        claims.push(Claim { due: Instant::now() + PAUSE * (1 << claim.looks), ..claim });
        self.came.notify_one();
    }

    fn take_due(&self, now: Instant) -> Vec<Claim> {
        self.claims().extract_if(.., |claim| claim.due <= now).collect()
    }

    /// Waits until there is one to look for, and for as long as a server may need.
    pub async fn wait(&self) {
        let came = self.came.notified();
        if self.count() == 0 {
            came.await;
        }
        tokio::time::sleep(PAUSE).await;
    }

    /// When the last look at those that there are is due.
    pub fn last_look() -> Instant {
        Instant::now() + PAUSE * (1 << LOOKS)
    }

    /// Puts back what is found of those that are due by `until`.
    pub async fn look(&self, pool: &Pool, metrics: &Metrics, waiters: &Waiters, until: Instant) {
        let mut due = self.take_due(until).into_iter();
        for claim in due.by_ref() {
            let mark = claim.mark.clone();
            match pool.run(Lane::Write, &claim.actor, async move |s| s.release_marked(&mark).await).await {
                Ok(0) if claim.looks < LOOKS => self.note(Claim { looks: claim.looks + 1, ..claim }),
                Ok(0) => {}
                Ok(jobs) => {
                    tracing::info!(jobs, "put back what was claimed and never told");
                    metrics.released.inc_by(jobs);
                    waiters.hint(None);
                }
                Err(unserved) => {
                    // the others would fare no better
                    tracing::debug!(?unserved, "looking for a claim whose answer was lost");
                    self.note(Claim { looks: claim.looks.max(3), ..claim });
                    break;
                }
            }
        }
        self.claims().extend(due);
    }
}
