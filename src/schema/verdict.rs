//! The possible results of `verify`, and what is wrong with a history.

use crate::migrate::{self, History, State};
use serde::Serialize;

/// Overall result of `verify`, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A failed migration is recorded.
    RepairNeeded,
    /// A migration is running.
    Migrating,
    /// Drift, or a history that this binary can't continue.
    Drift,
    /// The applied migrations are correct, and more are pending.
    Pending,
    /// The schema is as expected.
    Right,
}

/// What is wrong with the history, as sentences.
pub(super) fn wrong_history(entries: &[migrate::Entry], history: &History) -> Vec<String> {
    let sentence = |e: &migrate::Entry| {
        let what = match e.state {
            State::Modified => "was edited after it was applied",
            State::Unknown => "is applied, but not known here",
            State::OutOfOrder => "is pending, though a later one is applied",
            State::Foreign => "was recorded by another tool, and the schema is not what it makes",
            State::Failed => "has failed and waits for repair",
            State::Applied | State::Pending | State::Running => return None,
        };
        Some(format!("migration {} ({}) {what}", e.version, e.description))
    };
    history.unfinished_work().chain(entries.iter().filter_map(sentence)).collect()
}
