//! `jobs` and what stands below it.

use super::{ConfirmArgs, RetryArgs, duration, positive};
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand, ValueEnum};
use morag_db::jobs::{Filter, Force, Kind, Order, Selection, Status, TimeLimits, storable_time};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Subcommand)]
pub enum JobsCommand {
    /// List jobs of all kinds, newest first
    #[command(
        after_long_help = "Examples:\n    morag-db jobs list --status failed --older-than 2h\n    morag-db jobs list --kind remote --worker gpu-1 --output ndjson"
    )]
    List {
        #[command(flatten)]
        filter: FilterArgs,
        /// Which end comes first: newest or oldest
        #[arg(long, value_name = "ORDER", default_value = "newest", value_parser = order)]
        sort: Order,
        /// At most so many
        #[arg(long, value_name = "N", value_parser = positive, default_value = "50")]
        limit: usize,
        /// Go on behind the page that ended with this
        #[arg(long, value_name = "CURSOR")]
        after: Option<String>,
    },
    /// Tell the whole story of a job: its row, attempts, operators' actions, late results
    #[command(after_long_help = "Examples:\n    morag-db jobs show 019a2f")]
    Show {
        /// Its id, or the beginning of it
        id: String,
    },
    /// Count jobs by kind and status; how long they waited and ran, and what went wrong most
    #[command(after_long_help = "Examples:\n    morag-db jobs stats --window 1h\n    morag-db jobs stats --exact")]
    Stats {
        /// Times and errors of what ended in so long
        #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "24h")]
        window: Duration,
        /// Count to the end; otherwise counts stop at 10,000
        #[arg(long)]
        exact: bool,
    },
    /// List the workers that have a job now or had one lately
    #[command(after_long_help = "Examples:\n    morag-db jobs workers --window 1h")]
    Workers {
        /// Count what ended in so long
        #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "24h")]
        window: Duration,
    },
    /// Look again and again: redrawn on a terminal, off it a line of JSON for each job that changed
    #[command(
        after_long_help = "Examples:\n    morag-db jobs watch --kind remote --status pending,processing\n    morag-db jobs watch 019a2f --until terminal --exit-status"
    )]
    Watch(WatchArgs),
    /// Make remote jobs
    #[command(
        after_long_help = "Examples:\n    morag-db jobs create --type audio --source /in/a.mp3 --ingestion-task 42 --option lang=en\n    morag-db jobs create --from-ndjson jobs.ndjson"
    )]
    Create(CreateArgs),
    /// Claim pending jobs for a worker; nothing to claim is an empty list
    #[command(after_long_help = "Examples:\n    morag-db jobs claim --worker gpu-1 --types audio,video --max 4 --output json")]
    Claim {
        /// Its name
        #[arg(long, value_name = "NAME")]
        worker: String,
        /// The content types that it can do
        #[arg(long, value_name = "TYPES", value_delimiter = ',', required = true)]
        types: Vec<String>,
        /// At most so many
        #[arg(long, value_name = "N", default_value = "1")]
        max: usize,
        #[command(flatten)]
        limits: LimitArgs,
    },
    /// Say that a claim's worker is still at it
    #[command(after_long_help = "Examples:\n    morag-db jobs heartbeat 019a2f3c-… --claim 3")]
    Heartbeat {
        /// The job
        id: String,
        /// The claim, as `jobs claim` gave it (claim_seq)
        #[arg(long, value_name = "N")]
        claim: i64,
        #[command(flatten)]
        limits: LimitArgs,
    },
    /// Hand in a result; one that comes too late is refused (9) and kept
    #[command(
        after_long_help = "Examples:\n    morag-db jobs submit 019a2f3c-… --claim 3 --success --content-file out.md\n    morag-db jobs submit 019a2f3c-… --claim 3 --failure --error 'no such file'"
    )]
    Submit(Box<SubmitArgs>),
    /// Have failed, timed-out or cancelled jobs done again
    #[command(
        after_long_help = "Examples:\n    morag-db jobs requeue 019a2f --reason 'disk was full'\n    morag-db jobs requeue --status failed --error 'No space' --dry-run"
    )]
    Requeue {
        #[command(flatten)]
        bulk: BulkArgs,
        /// As if they had never failed
        #[arg(long)]
        reset_retries: bool,
        /// Past the last retry, and completed or running ones too; needs a reason
        #[arg(long)]
        force: bool,
    },
    /// Call off pending or running jobs
    #[command(
        after_long_help = "Examples:\n    morag-db jobs cancel 019a2f\n    morag-db jobs cancel --kind remote --status pending --type video"
    )]
    Cancel {
        #[command(flatten)]
        bulk: BulkArgs,
    },
    /// Remove remote jobs that have ended
    #[command(after_long_help = "Examples:\n    morag-db jobs purge --status completed --older-than 720h --reason retention")]
    Purge {
        #[command(flatten)]
        bulk: BulkArgs,
    },
    /// End jobs and claims whose time is over
    #[command(after_long_help = "Examples:\n    morag-db jobs expire --retry\n    morag-db jobs expire --retry --every 30s")]
    Expire {
        /// Retry what failed or timed out on a claim that morag-db made, after a backoff
        #[arg(long)]
        retry: bool,
        #[command(flatten)]
        scope: RetryArgs,
        /// Print what would be done and change nothing
        #[arg(long, conflicts_with = "every")]
        dry_run: bool,
        /// Again and again, until it is interrupted
        #[arg(long, value_name = "INTERVAL", value_parser = duration)]
        every: Option<Duration>,
    },
    /// Results that were refused
    Late {
        #[command(subcommand)]
        command: LateCommand,
    },
    /// Measure jobs a second beside plain commits, on a scratch database that is dropped afterwards
    #[command(after_long_help = "Examples:\n    morag-db jobs bench\n    morag-db jobs bench --jobs 10000 --workers 8")]
    Bench {
        /// So many jobs for each figure
        #[arg(long, value_name = "N", default_value = "2000")]
        jobs: usize,
        /// Beside one worker, so many at once
        #[arg(long, value_name = "N", default_value = "4")]
        workers: usize,
    },
    /// List what operators did, newest first
    #[command(after_long_help = "Examples:\n    morag-db jobs audit --limit 20")]
    Audit {
        /// At most so many
        #[arg(long, value_name = "N", value_parser = positive, default_value = "50")]
        limit: usize,
    },
}

#[derive(Debug, Subcommand)]
pub enum LateCommand {
    /// List them, newest first
    #[command(after_long_help = "Examples:\n    morag-db jobs late list")]
    List {
        /// At most so many
        #[arg(long, value_name = "N", value_parser = positive, default_value = "50")]
        limit: usize,
    },
    /// Make one the job's result, unless a worker has the job now
    #[command(after_long_help = "Examples:\n    morag-db jobs late accept 019a2f3c-… --reason 'checked by hand'")]
    Accept {
        /// Its own id, as `jobs late list` shows it
        id: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// Which jobs.
#[derive(Args, Debug)]
pub struct FilterArgs {
    /// remote, ingest, processing, task-run; all unless given
    #[arg(long, value_delimiter = ',', value_parser = kind, value_name = "KINDS")]
    kind: Vec<Kind>,
    /// pending, processing, completed, failed, timeout, cancelled
    #[arg(long, value_delimiter = ',', value_parser = status, value_name = "STATUSES")]
    status: Vec<Status>,
    /// Content, document or job type
    #[arg(long = "type", value_delimiter = ',', value_name = "TYPES")]
    ty: Vec<String>,
    /// Of this worker
    #[arg(long, value_name = "NAME")]
    worker: Option<String>,
    /// Of this ingestion job
    #[arg(long, value_name = "ID")]
    ingestion_task: Option<String>,
    /// With this in the error
    #[arg(long, value_name = "TEXT")]
    error: Option<String>,
    /// Remote jobs with this option, e.g. options.lang=en; may be repeated
    #[arg(long = "where", value_name = "options.KEY=VALUE", value_parser = option)]
    options: Vec<(Vec<String>, String)>,
    /// Made after this time (RFC 3339)
    #[arg(long, value_name = "TIME", value_parser = time)]
    created_after: Option<DateTime<Utc>>,
    /// Made before this time (RFC 3339)
    #[arg(long, value_name = "TIME", value_parser = time)]
    created_before: Option<DateTime<Utc>>,
    /// Made so long ago at least
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
            options: self.options.clone(),
            created_after: self.created_after,
            created_before: self.created_before,
            older_than: self.older_than,
        }
    }
}

/// `jobs watch`
#[derive(Args, Debug)]
pub struct WatchArgs {
    /// Ids, or their beginnings; otherwise what the filter says
    pub ids: Vec<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Between two looks
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "2s")]
    pub interval: Duration,
    /// Show at most so many
    #[arg(long, value_name = "N", value_parser = positive, default_value = "20")]
    pub limit: usize,
    /// Stop when all of them have ended
    #[arg(long, value_name = "WHEN")]
    pub until: Option<Until>,
    /// Exit 9 unless all of them completed
    #[arg(long, requires = "until")]
    pub exit_status: bool,
}

/// When a watch ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Until {
    /// Completed, failed, timed out, cancelled or gone
    Terminal,
}

/// What an operator does to jobs.
#[derive(Args, Debug)]
pub struct BulkArgs {
    /// Ids, or their beginnings
    ids: Vec<String>,
    #[command(flatten)]
    filter: FilterArgs,
    /// All jobs for which it is allowed; needed where nothing else is said
    #[arg(long)]
    all: bool,
    /// At most so many, oldest first
    #[arg(long, value_name = "N", value_parser = positive)]
    limit: Option<usize>,
    /// At most so many a second
    #[arg(long, value_name = "N")]
    pub rate: Option<NonZeroU32>,
    /// Why; it stands in the events
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Show the plan and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write the plan to a file, to be applied later as it is
    #[arg(long, value_name = "FILE")]
    pub plan_out: Option<PathBuf>,
    /// Do what a plan says that was written before
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ids", "all", "dry_run", "plan_out"])]
    pub apply: Option<PathBuf>,
    /// Agree without being asked
    #[arg(long)]
    pub yes: bool,
}

impl BulkArgs {
    /// `None` where nothing was said, which must not mean everything.
    pub fn selection(&self) -> Option<Selection> {
        let filter = self.filter.filter();
        if self.ids.is_empty() && filter == Filter::default() && !self.all {
            return None;
        }
        Some(Selection { ids: self.ids.clone(), filter, limit: self.limit })
    }
}

/// `jobs create`
#[derive(Args, Debug)]
pub struct CreateArgs {
    /// audio, video, document, image, web, youtube
    #[arg(long = "type", value_name = "TYPE", required_unless_present = "from_ndjson")]
    pub ty: Option<String>,
    /// The file or URL to convert
    #[arg(long, value_name = "PATH", required_unless_present = "from_ndjson")]
    pub source: Option<String>,
    /// The ingestion job that waits for it
    #[arg(long, value_name = "ID", required_unless_present = "from_ndjson")]
    pub ingestion_task: Option<String>,
    /// Options for the worker, a JSON object
    #[arg(long, value_name = "JSON", conflicts_with = "option")]
    pub options: Option<String>,
    /// One option for the worker; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    pub option: Vec<String>,
    /// How often it may fail
    #[arg(long, value_name = "N", default_value = "3")]
    pub max_retries: u32,
    /// Give it up if nobody claims it for so long
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "1h")]
    pub timeout: Duration,
    /// So many of them
    #[arg(long, value_name = "N", default_value = "1")]
    pub count: usize,
    /// One job a line: ingestion_task_id, source_file_path, content_type, and what else may be given; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ty", "source", "ingestion_task"])]
    pub from_ndjson: Option<PathBuf>,
    /// Create only what an interrupted run of the same command left out; its error shows the key
    #[arg(long, value_name = "KEY")]
    pub resume: Option<String>,
}

/// `jobs submit`
#[derive(Args, Debug)]
#[group(skip)]
#[command(group = clap::ArgGroup::new("how").required(true).multiple(false).args(["success", "failure", "from_ndjson"]))]
pub struct SubmitArgs {
    /// The job
    #[arg(required_unless_present = "from_ndjson")]
    pub id: Option<String>,
    /// The claim, as `jobs claim` gave it (claim_seq)
    #[arg(long, value_name = "N")]
    pub claim: Option<i64>,
    /// The worker, where there is no claim to name
    #[arg(long, value_name = "NAME")]
    pub worker: Option<String>,
    /// It is done
    #[arg(long)]
    pub success: bool,
    /// It can't be done
    #[arg(long, requires = "error")]
    pub failure: bool,
    /// Why it can't be done
    #[arg(long, value_name = "TEXT")]
    pub error: Option<String>,
    /// The converted text
    #[arg(long, value_name = "TEXT", conflicts_with = "content_file")]
    pub content: Option<String>,
    /// A file with the converted text
    #[arg(long, value_name = "FILE")]
    pub content_file: Option<PathBuf>,
    /// What else the worker knows, a JSON object
    #[arg(long, value_name = "JSON")]
    pub metadata: Option<String>,
    /// How long it took, in seconds
    #[arg(long, value_name = "S")]
    pub processing_time: Option<f64>,
    /// One result a line: id, claim_seq, outcome (success or failure), and content, metadata, processing_time or error
    #[arg(long, value_name = "FILE")]
    pub from_ndjson: Option<PathBuf>,
    /// Claim the next jobs of these content types along with it, for --worker
    #[arg(long, value_name = "TYPES", value_delimiter = ',', requires = "worker")]
    pub claim_next: Vec<String>,
    /// At most so many of them
    #[arg(long, value_name = "N", default_value = "1", requires = "claim_next")]
    pub max: usize,
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// How long claims last.
#[derive(Args, Debug)]
pub struct LimitArgs {
    /// How long a claim of a type lasts without a heartbeat, e.g. audio=45m; of those not named, see docs/jobs.md
    #[arg(long = "time-limit", value_name = "TYPE=DURATION", value_delimiter = ',', value_parser = time_limit)]
    time_limits: Vec<(String, Duration)>,
}

impl LimitArgs {
    pub fn limits(&self) -> TimeLimits {
        TimeLimits::default().with(&self.time_limits)
    }
}

fn time_limit(text: &str) -> Result<(String, Duration), String> {
    let (ty, limit) = text.split_once('=').ok_or("say TYPE=DURATION, e.g. audio=45m")?;
    let limit = duration(limit)?;
    if limit.is_zero() { Err("a claim must last longer than nothing".into()) } else { Ok((ty.to_string(), limit)) }
}

pub fn force(is_forced: bool) -> Force {
    if is_forced { Force::Yes } else { Force::No }
}

fn order(text: &str) -> Result<Order, String> {
    match text {
        "newest" => Ok(Order::NewestFirst),
        "oldest" => Ok(Order::OldestFirst),
        _ => Err("it is newest or oldest".into()),
    }
}

fn option(text: &str) -> Result<(Vec<String>, String), String> {
    let wrong = "say options.KEY=VALUE, e.g. options.lang=en; a dot leads into an object";
    let (path, value) = text.split_once('=').ok_or(wrong)?;
    let keys = path.strip_prefix("options.").ok_or(wrong)?;
    let keys: Vec<String> = keys.split('.').map(String::from).collect();
    if keys.iter().any(String::is_empty) { Err(wrong.into()) } else { Ok((keys, value.to_string())) }
}

fn time(text: &str) -> Result<DateTime<Utc>, String> {
    let time: DateTime<Utc> = text.parse().map_err(|_| "expected a time with its zone, e.g. 2026-01-02T03:04:05Z".to_string())?;
    storable_time(time).map_err(|e| e.to_string())
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::ALL.into_iter().find(|k| k.as_str() == text).ok_or_else(|| "expected remote, ingest, processing or task-run".into())
}

fn status(text: &str) -> Result<Status, String> {
    let known = Status::ALL.into_iter().find(|s| s.as_str() == text);
    known.ok_or_else(|| "expected pending, processing, completed, failed, timeout or cancelled".into())
}

/// So that a bulk action is confirmed like everything that destroys.
pub fn as_confirmation(bulk: &BulkArgs, database: &str) -> ConfirmArgs {
    ConfirmArgs { yes: bulk.yes, database: bulk.yes.then(|| database.to_string()), allow_production: true }
}
