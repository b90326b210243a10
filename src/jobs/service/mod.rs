//! Operations that change jobs: create, claim, submit, sweep, bulk operations, late results. Each checks and writes in
//! one transaction.

pub(in crate::jobs) mod bench;
pub(in crate::jobs) mod bulk;
pub(in crate::jobs) mod canary;
pub(in crate::jobs) mod canary_record;
pub(in crate::jobs) mod canary_watch;
pub(in crate::jobs) mod claim;
pub(in crate::jobs) mod context;
pub(in crate::jobs) mod create;
pub(in crate::jobs) mod failures;
pub(in crate::jobs) mod history;
pub(in crate::jobs) mod history_drop;
pub(in crate::jobs) mod history_move;
pub(in crate::jobs) mod late;
pub(in crate::jobs) mod other;
pub(in crate::jobs) mod pacing;
pub(in crate::jobs) mod planning;
pub(in crate::jobs) mod recount;
pub(in crate::jobs) mod recount_history;
pub(in crate::jobs) mod release;
pub(in crate::jobs) mod settle;
pub(in crate::jobs) mod sweep;
pub(in crate::jobs) mod undo;
pub(in crate::jobs) mod undo_others;
pub(in crate::jobs) mod undone;
