//! One sea-orm entity per table, without behaviour. `values` holds the two types that are read and bound differently per
//! backend.

pub mod api_keys;
pub mod artifacts;
pub mod conversations;
pub mod database_servers;
pub mod databases;
pub mod documents;
pub mod enums;
pub mod job_archive;
pub mod job_event_history;
pub mod job_events;
pub mod job_failures;
pub mod job_history;
pub mod job_history_months;
pub mod job_late_result_history;
pub mod job_late_results;
pub mod job_operation_jobs;
pub mod job_operations;
pub mod job_slots;
pub mod job_types;
pub mod jobs;
pub mod messages;
pub mod metric_snapshots;
pub mod processing_jobs;
pub mod profiles;
pub mod remote_jobs;
pub mod schema_migrations;
pub mod task_runs;
pub mod tasks;
pub mod user_settings;
pub mod users;
pub mod values;

pub(crate) use values::parse_time;
pub use values::{DbTime, DbUuid};
