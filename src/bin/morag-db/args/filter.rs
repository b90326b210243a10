//! Arguments that select jobs, and those of bulk operations.

use super::actor::ActorArgs;
use super::{ConfirmArgs, duration, positive};
use crate::complete;
use chrono::{DateTime, Utc};
use clap::Args;
use morag_db::jobs::{FINGERPRINT_LENGTH, Filter, Kind, Selection, Status};
use morag_db::moment;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

/// Filters that select jobs.
#[derive(Args, Debug)]
pub struct FilterArgs {
    /// Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]
    #[arg(long, value_delimiter = ',', value_parser = kind, add = complete::kinds(), value_name = "KINDS")]
    kind: Vec<Kind>,
    /// Only these statuses, comma-separated: pending, processing, completed, failed, timeout, cancelled
    #[arg(long, value_delimiter = ',', value_parser = status, add = complete::statuses(), value_name = "STATUSES")]
    status: Vec<Status>,
    /// Only these content types, document types or job types, comma-separated
    #[arg(long = "type", value_delimiter = ',', add = complete::types(), value_name = "TYPES")]
    ty: Vec<String>,
    /// Only jobs claimed by this worker
    #[arg(long, value_name = "NAME", add = complete::workers())]
    worker: Option<String>,
    /// Only remote jobs created for this ingestion job
    #[arg(long, value_name = "ID")]
    ingestion_task: Option<String>,
    /// Only jobs whose error contains this text (case-insensitive)
    #[arg(long, value_name = "TEXT")]
    error: Option<String>,
    /// Only failed and timed-out jobs with this fingerprint, which `jobs failures` shows
    #[arg(long, value_name = "FINGERPRINT", value_parser = fingerprint, add = complete::fingerprints())]
    fingerprint: Option<String>,
    /// Only remote jobs with this option, e.g. options.lang=en; may be repeated
    #[arg(long = "where", value_name = "options.KEY=VALUE", value_parser = option)]
    options: Vec<(Vec<String>, String)>,
    /// Only jobs created after this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), yesterday, "2h ago"
    #[arg(long, value_name = "TIME", value_parser = time)]
    created_after: Option<DateTime<Utc>>,
    /// Only jobs created before this time; same formats as --created-after
    #[arg(long, value_name = "TIME", value_parser = time)]
    created_before: Option<DateTime<Utc>>,
    /// Only jobs that ended after this time; same formats as --created-after
    #[arg(long, value_name = "TIME", value_parser = time)]
    ended_after: Option<DateTime<Utc>>,
    /// Only jobs that ended before this time; same formats as --created-after
    #[arg(long, value_name = "TIME", value_parser = time)]
    ended_before: Option<DateTime<Utc>>,
    /// Only remote jobs past their deadline that have not ended; `jobs expire` times them out
    #[arg(long)]
    overdue: bool,
    /// Only jobs created at least this long ago, e.g. 2h or 7d
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    older_than: Option<Duration>,
}

impl FilterArgs {
    pub fn filter(&self) -> Filter {
        Filter {
            kinds: self.kind.clone(),
            statuses: self.status.clone(),
            types: self.ty.clone(),
            worker: self.worker.clone(),
            ingestion_task: self.ingestion_task.clone(),
            error: self.error.clone(),
            fingerprint: self.fingerprint.clone(),
            options: self.options.clone(),
            created_after: self.created_after,
            created_before: self.created_before,
            ended_after: self.ended_after,
            ended_before: self.ended_before,
            overdue: self.overdue,
            older_than: self.older_than,
        }
    }
}

/// The arguments of [`FilterArgs`].
pub const FILTERS: [&str; 14] = [
    "kind",
    "status",
    "ty",
    "worker",
    "ingestion_task",
    "error",
    "fingerprint",
    "options",
    "created_after",
    "created_before",
    "ended_after",
    "ended_before",
    "older_than",
    "overdue",
];

/// Arguments of a bulk operation on jobs.
#[derive(Args, Debug)]
pub struct BulkArgs {
    /// Job ids, or unique prefixes of job ids; instead of filters
    #[arg(add = complete::jobs_to_change(), conflicts_with_all = FILTERS)]
    ids: Vec<String>,
    #[command(flatten)]
    filter: FilterArgs,
    /// Select all jobs that the action applies to; required if no id and no filter is given
    #[arg(long)]
    all: bool,
    /// Change at most N jobs, oldest first
    #[arg(long, value_name = "N", value_parser = positive)]
    limit: Option<usize>,
    /// Change at most N jobs per second
    #[arg(long, value_name = "N")]
    pub rate: Option<NonZeroU32>,
    /// Reason, recorded in the events; required with --force and for more than 100 jobs
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Keep the jobs as they were for this long, for `jobs undo`, e.g. 12h or 30d; 0 keeps nothing
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "7d")]
    pub keep_for: Duration,
    /// Show the plan and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write the plan to this file for --apply, and change nothing
    #[arg(long, value_name = "FILE")]
    pub plan_out: Option<PathBuf>,
    /// Apply the plan in this file, which --plan-out wrote; instead of ids, filters and --limit
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ids", "all", "dry_run", "plan_out", "limit"], conflicts_with_all = FILTERS)]
    pub apply: Option<PathBuf>,
    /// Apply the plan without asking for confirmation
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub actor: ActorArgs,
}

impl BulkArgs {
    /// Whether ids or statuses were given; if not, only jobs to which the action can be applied are meant.
    pub fn has_ids_or_statuses(&self) -> bool {
        !self.ids.is_empty() || !self.filter.status.is_empty()
    }

    /// The selection; `None` if no id, filter or `--all` was given, which must not select all jobs.
    pub fn selection(&self) -> Option<Selection> {
        let filter = self.filter.filter();
        if self.ids.is_empty() && filter == Filter::default() && !self.all {
            return None;
        }
        Some(Selection { ids: self.ids.clone(), filter, limit: self.limit })
    }
}

fn option(text: &str) -> Result<(Vec<String>, String), String> {
    let wrong = "expected options.KEY=VALUE, e.g. options.lang=en; a dot selects a key of a nested object";
    let (path, value) = text.split_once('=').ok_or(wrong)?;
    let keys = path.strip_prefix("options.").ok_or(wrong)?;
    let keys: Vec<String> = keys.split('.').map(String::from).collect();
    if keys.iter().any(String::is_empty) { Err(wrong.into()) } else { Ok((keys, value.to_string())) }
}

fn fingerprint(text: &str) -> Result<String, String> {
    let is_whole = text.len() == FINGERPRINT_LENGTH && text.chars().all(|c| c.is_ascii_hexdigit());
    if is_whole {
        Ok(text.to_ascii_lowercase())
    } else {
        Err(format!("expected {FINGERPRINT_LENGTH} hexadecimal digits, as shown by: morag-db jobs failures"))
    }
}

pub fn time(text: &str) -> Result<DateTime<Utc>, String> {
    moment::time(text, Utc::now())
}

pub fn kind(text: &str) -> Result<Kind, String> {
    Kind::ALL.into_iter().find(|k| k.as_str() == text).ok_or_else(|| "expected remote, ingest, processing or task-run".into())
}

pub fn status(text: &str) -> Result<Status, String> {
    let known = Status::ALL.into_iter().find(|s| s.as_str() == text);
    known.ok_or_else(|| "expected pending, processing, completed, failed, timeout or cancelled".into())
}

/// The confirmation arguments of an operation on jobs: `--yes` needs no database name, and production is allowed.
pub fn as_confirmation(yes: bool, database: &str) -> ConfirmArgs {
    ConfirmArgs { yes, database: yes.then(|| database.to_string()), allow_production: true }
}
