//! Migrations: known ones, history, plan and execution. Everything here returns reports and prints nothing; the SQL of
//! migrations is in the `migration` crate or in a site's own files.

pub mod adopt;
mod apply;
mod baseline;
mod down;
mod evidence;
mod guard;
mod history;
mod journal;
mod known;
mod loss;
mod plan;
mod records;
mod repair;
mod retried;
pub mod site;
mod steps;
mod streams;
mod unlock;
mod up;

pub use adopt::{AdoptOptions, AdoptPlan, AdoptReport, OnMisfit, plan_adoption};
pub use baseline::{BaselineReport, baseline, fitting_baseline};
pub(crate) use down::undo_under_lock;
pub use down::{DownPlan, down, plan_down};
pub use evidence::Evidence;
pub use guard::unadopted;
pub use history::History;
pub use known::{Known, Stream};
pub use loss::Loss;
pub(crate) use loss::droppable;
pub use plan::{Assessment, Entry, Planned, State, Target, assess, pending, script};
pub use records::{Applied, Run, RunState};
pub use repair::{Remedy, RepairReport, RollBackPlan, plan_roll_back, repair, roll_back};
pub(crate) use steps::{record, script_of};
pub use streams::{known, known_to_readers};
pub use unlock::{LeaseRow, LockReport, break_leases, locks};
pub(crate) use up::run_pending;
pub use up::{AppliedNow, RunReport, Tolerance, UpOptions, check_history, status, up, up_from};

/// Progress event of a migration run, for progress bars and logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Taking the lock begins; this waits if another process holds it.
    Locking,
    /// A migration starts.
    Started {
        /// Its version.
        version: String,
        /// Number of steps.
        steps: usize,
    },
    /// A step starts.
    Step {
        /// The migration.
        version: String,
        /// The step, from 1.
        step: usize,
        /// Number of steps.
        steps: usize,
        /// What it does.
        name: String,
    },
    /// A migration is done and recorded.
    Finished {
        /// Its version.
        version: String,
        /// `up` or `down`.
        direction: &'static str,
    },
}

/// Receiver of progress events. It must not panic and should return quickly.
pub trait Observer: Send + Sync {
    /// Called for each event.
    fn notice(&self, event: &Event);
}

/// Observer that ignores all events.
#[derive(Debug)]
pub struct Silent;

impl Observer for Silent {
    fn notice(&self, _: &Event) {}
}
