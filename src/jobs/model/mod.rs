//! The data model of jobs: kinds, statuses, transitions, plans and limits, without I/O.

pub(in crate::jobs) mod batch_key;
pub(in crate::jobs) mod canary;
pub(in crate::jobs) mod content_type;
pub(in crate::jobs) mod fingerprint;
pub(in crate::jobs) mod history;
pub(in crate::jobs) mod json;
pub(in crate::jobs) mod kind;
pub(in crate::jobs) mod new_job;
pub(in crate::jobs) mod plan;
pub(in crate::jobs) mod submission;
pub(in crate::jobs) mod undo;
