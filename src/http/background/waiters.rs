//! Long polling. Waiting requests hold neither a database connection nor a thread: one query, twice per second, counts
//! the claimable jobs for all of them and wakes as many as there are jobs. Jobs created here wake them at once.

use crate::http::pool::{Lane, Pool};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Interval between two queries.
const TICK: Duration = Duration::from_millis(500);
/// Minimum interval between two queries after a hint.
const SHORTEST: Duration = Duration::from_millis(20);

#[derive(Debug)]
struct Waiter {
    types: Vec<String>,
    wake: Arc<Notify>,
}

#[derive(Debug, Default)]
struct State {
    next: u64,
    waiting: BTreeMap<u64, Waiter>,
    /// When a query last found no job of a type.
    empty_at: HashMap<String, Instant>,
}

/// All waiting requests.
#[derive(Debug, Default)]
pub struct Waiters {
    state: Mutex<State>,
    /// Notified when a request starts to wait.
    came: Notify,
    /// Notified when there may be a job to claim.
    hint: Notify,
}

/// An entry of the waiting list, removed on drop.
struct Place<'a>(&'a Waiters, u64);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.state().waiting.remove(&self.1);
    }
}

impl Waiters {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Number of waiting requests.
    pub fn count(&self) -> usize {
        self.state().waiting.len()
    }

    /// Whether a recent query found no job of any of these types, so that a claim is not worthwhile.
    pub fn nothing_of(&self, types: &[String]) -> bool {
        let state = self.state();
        types.iter().all(|ty| state.empty_at.get(ty).is_some_and(|at| at.elapsed() < TICK + TICK / 2))
    }

    /// Announces that there may be a job of this type to claim, or of any type if `None`.
    pub fn hint(&self, ty: Option<&str>) {
        match ty {
            Some(ty) => drop(self.state().empty_at.remove(ty)),
            None => self.state().empty_at.clear(),
        }
        self.hint.notify_one();
    }

    /// Waits until there may be a job to claim; `false` if `until` has passed.
    pub async fn wait(&self, types: &[String], until: Instant) -> bool {
        let wake = Arc::new(Notify::new());
        let place = {
            let mut state = self.state();
            state.next += 1;
            let at = state.next;
            state.waiting.insert(at, Waiter { types: types.to_vec(), wake: wake.clone() });
            Place(self, at)
        };
        self.came.notify_one();
        let woken = tokio::time::timeout_at(until.into(), wake.notified()).await.is_ok();
        drop(place);
        woken
    }

    fn wanted(&self) -> (Vec<String>, usize) {
        let state = self.state();
        let types: BTreeSet<String> = state.waiting.values().flat_map(|w| w.types.iter().cloned()).collect();
        (types.into_iter().collect(), state.waiting.len())
    }

    /// Wakes the requests that have waited longest, as many per type as there are jobs.
    fn wake(&self, asked: &[String], found: Vec<(String, usize)>) {
        let mut left: HashMap<String, usize> = found.into_iter().collect();
        let mut state = self.state();
        let now = Instant::now();
        for ty in asked {
            // woken requests must not rely on an older query that found nothing
            if left.contains_key(ty) {
                state.empty_at.remove(ty);
            } else {
                state.empty_at.insert(ty.clone(), now);
            }
        }
        for waiter in state.waiting.values() {
            let available = waiter.types.iter().find(|ty| left.get(*ty).is_some_and(|n| *n > 0));
            if let Some(count) = available.and_then(|ty| left.get_mut(ty)) {
                *count -= 1;
                waiter.wake.notify_one();
            }
        }
    }

    /// Wakes all waiting requests, because the server stops.
    pub fn wake_all(&self) {
        self.state().waiting.values().for_each(|waiter| waiter.wake.notify_one());
    }
}

impl Waiters {
    /// Runs one query for all waiting requests, or waits for the first request.
    pub async fn poll(&self, pool: &Pool) {
        let came = self.came.notified();
        let (types, count) = self.wanted();
        if count == 0 {
            return came.await;
        }
        let asked = types.clone();
        match pool.run(Lane::Read, "", async move |s| s.claimable(&asked, count).await).await {
            Ok(found) => self.wake(&types, found),
            Err(unserved) => tracing::debug!(?unserved, "searching for those that wait"),
        }
        tokio::time::sleep(SHORTEST).await;
        // a request that started to wait meanwhile is served by the next query, within one tick
        let _ = tokio::time::timeout(TICK - SHORTEST, self.hint.notified()).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_was_found_is_not_taken_for_none_by_an_older_look() {
        let (waiters, types) = (Waiters::default(), ["audio".to_string(), "video".to_string()]);
        waiters.wake(&types, Vec::new());
        assert!(waiters.nothing_of(&types));
        waiters.wake(&types, vec![("video".into(), 1)]);
        assert!(!waiters.nothing_of(&types) && waiters.nothing_of(&types[..1]));
    }
}
