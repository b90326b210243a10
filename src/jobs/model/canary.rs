//! Operations that run in steps: their options, their state, and the rule that stops them.

use serde::{Deserialize, Serialize};
use std::time::Duration;
use utoipa::ToSchema;

/// Each step is this many times as large as the one before.
const GROWTH: usize = 4;

/// How a canary goes on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CanaryOptions {
    /// Number of jobs of the first step.
    pub first: usize,
    /// The largest share of failed jobs among the ended jobs of a step, 0 to 1, with which the next step begins.
    pub max_failure_rate: f64,
    /// How long the jobs of a step may take.
    pub timeout: Duration,
    /// Maximum number of jobs released per second.
    pub rate: Option<std::num::NonZeroU32>,
    /// How long the jobs are kept as they were, for an undo.
    pub keep_for: Duration,
}

/// State of an operation that runs in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum CanaryState {
    /// Its jobs are being recorded; nothing has been released.
    Preparing,
    /// A process releases and watches jobs, or did until it was killed.
    Running,
    /// An operator has paused it.
    Paused,
    /// Too many jobs failed, or a step took too long.
    Stopped,
    /// An operator has ended it.
    Aborted,
    /// All jobs are released, and those of the last step have ended.
    Finished,
}

impl CanaryState {
    const ALL: [CanaryState; 6] = [
        CanaryState::Preparing,
        CanaryState::Running,
        CanaryState::Paused,
        CanaryState::Stopped,
        CanaryState::Aborted,
        CanaryState::Finished,
    ];

    /// Name of the state, as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            CanaryState::Preparing => "preparing",
            CanaryState::Running => "running",
            CanaryState::Paused => "paused",
            CanaryState::Stopped => "stopped",
            CanaryState::Aborted => "aborted",
            CanaryState::Finished => "finished",
        }
    }

    /// The state of this name.
    pub fn of(name: &str) -> Option<CanaryState> {
        CanaryState::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether it can be resumed.
    pub fn is_open(self) -> bool {
        matches!(self, CanaryState::Running | CanaryState::Paused | CanaryState::Stopped)
    }
}

/// What has become of released jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Outcomes {
    /// Number of completed jobs.
    pub completed: u64,
    /// Number of failed and timed-out jobs; one that is retried has failed.
    pub failed: u64,
    /// Number of jobs that were cancelled or deleted since.
    pub withdrawn: u64,
    /// Number of jobs that have not ended.
    pub open: u64,
}

impl Outcomes {
    /// Share of failed jobs among those that completed or failed; 0 if there are none.
    pub fn failure_rate(&self) -> f64 {
        let ended = self.completed + self.failed;
        if ended == 0 { 0.0 } else { self.failed as f64 / ended as f64 }
    }

    /// Whether the failure rate is above `limit`, or will be however the open jobs end.
    pub fn is_above(&self, limit: f64) -> bool {
        self.failed as f64 > limit * (self.completed + self.failed + self.open) as f64 + 1e-9
    }
}

/// How far an operation is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CanaryProgress {
    /// Its options.
    pub options: CanaryOptions,
    /// Number of the current step; 0 before the first.
    pub step: i64,
    /// Intended number of jobs of the current step.
    pub step_size: usize,
    /// Why it stopped.
    pub stopped_because: Option<String>,
}

impl CanaryProgress {
    /// The progress of an operation that has not begun.
    pub fn new(options: CanaryOptions) -> Self {
        CanaryProgress { options, step: 0, step_size: 0, stopped_because: None }
    }

    /// Goes on to the next step.
    pub fn advance(&mut self) {
        self.step += 1;
        self.step_size = if self.step_size == 0 { self.options.first } else { self.step_size.saturating_mul(GROWTH) };
    }
}

/// Status of an operation that runs in steps.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CanaryStatus {
    /// Id of the operation.
    pub operation_id: String,
    /// Name of its action.
    pub action: String,
    /// The operator.
    pub actor: String,
    /// The operator's reason.
    pub reason: Option<String>,
    /// Its state.
    pub state: CanaryState,
    /// Whether a process carries it out now.
    pub is_carried_out: bool,
    /// Why it stopped.
    pub stopped_because: Option<String>,
    /// Number of jobs in the plan.
    pub planned: u64,
    /// Number of jobs released.
    pub released: u64,
    /// Number of jobs skipped because they had changed since the plan.
    pub skipped: u64,
    /// Number of jobs not released yet.
    pub remaining: u64,
    /// Number of the current step; 0 before the first.
    pub step: i64,
    /// What has become of the jobs of the current step.
    pub current: Outcomes,
    /// What has become of all released jobs.
    pub all: Outcomes,
    /// The limit for the failure rate of a step, 0 to 1.
    pub max_failure_rate: f64,
}

/// A share of jobs in percent, without the error of a binary fraction: 7 %, not 7.000000000000001 %.
pub fn percentage(share: f64) -> f64 {
    (share * 1e8).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_at_the_limit_is_allowed_and_one_above_it_stops_at_once() {
        let of = |completed, failed, open| Outcomes { completed, failed, open, ..Outcomes::default() };
        assert!(!of(8, 2, 0).is_above(0.2));
        assert!(of(7, 3, 0).is_above(0.2));
        // however the other seven end
        assert!(of(0, 3, 7).is_above(0.2));
        assert!(!of(0, 2, 8).is_above(0.2));
        assert!(of(0, 1, 9).is_above(0.0) && !of(10, 0, 0).is_above(0.0));
        assert!(!of(0, 10, 0).is_above(1.0));
        assert_eq!((percentage(0.07), percentage(0.2), percentage(0.001)), (7.0, 20.0, 0.1));
        assert_eq!((of(0, 0, 3).failure_rate(), of(3, 1, 5).failure_rate()), (0.0, 0.25));
    }

    #[test]
    fn steps_grow() {
        let options = CanaryOptions { first: 10, max_failure_rate: 0.2, timeout: Duration::ZERO, rate: None, keep_for: Duration::ZERO };
        let mut progress = CanaryProgress::new(options);
        let sizes: Vec<usize> = std::iter::repeat_with(|| {
            progress.advance();
            progress.step_size
        })
        .take(4)
        .collect();
        assert_eq!(sizes, [10, 40, 160, 640]);
    }
}
