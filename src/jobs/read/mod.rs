//! Read-only queries: lists, single jobs, counts, durations, the audit.

pub(in crate::jobs) mod audit;
pub(in crate::jobs) mod details;
pub(in crate::jobs) mod failures;
pub(in crate::jobs) mod history;
pub(in crate::jobs) mod list;
pub(in crate::jobs) mod position;
pub(in crate::jobs) mod stats;
pub(in crate::jobs) mod timing;
pub(in crate::jobs) mod trend;
pub(in crate::jobs) mod why;
