//! Rows of jobs, events and leases, and the conditions that select them.

pub(in crate::jobs) mod archive;
pub(in crate::jobs) mod claimable;
pub(in crate::jobs) mod event;
pub(in crate::jobs) mod failures;
pub(in crate::jobs) mod filter;
pub(in crate::jobs) mod known_types;
pub(in crate::jobs) mod sweep_lease;
pub(in crate::jobs) mod types;
