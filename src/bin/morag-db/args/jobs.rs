//! Arguments of `jobs` and its subcommands.

use super::filter::{BulkArgs, FilterArgs};
use super::{RetryArgs, duration, positive};
use crate::complete;
use clap::{Args, Subcommand, ValueEnum};
use morag_db::jobs::{Force, Order, Status, TimeLimits};
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
        /// Show at most N jobs
        #[arg(long, value_name = "N", value_parser = positive, default_value = "50")]
        limit: usize,
        /// Continue after this cursor, which the page before shows
        #[arg(long, value_name = "CURSOR")]
        after: Option<String>,
    },
    /// Show one job: its row, attempts, operators' actions and late results
    #[command(after_long_help = "Examples:\n    morag-db jobs show 019a2f")]
    Show {
        /// Id of the job, or the beginning of it
        #[arg(add = complete::jobs(&[]))]
        id: String,
    },
    /// Count jobs by kind and status; show wait and run times and the most frequent errors
    #[command(after_long_help = "Examples:\n    morag-db jobs stats --window 1h\n    morag-db jobs stats --exact")]
    Stats {
        /// Times and errors of jobs that ended within this window
        #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "24h")]
        window: Duration,
        /// Count exactly; otherwise counting stops at 10,000
        #[arg(long)]
        exact: bool,
    },
    /// List the workers that have a job now or had one lately
    #[command(after_long_help = "Examples:\n    morag-db jobs workers --window 1h")]
    Workers {
        /// Count jobs that ended within this window
        #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "24h")]
        window: Duration,
    },
    /// Watch jobs: redraw on a terminal, elsewhere write a line of JSON for each change
    #[command(
        after_long_help = "Examples:\n    morag-db jobs watch --kind remote --status pending,processing\n    morag-db jobs watch 019a2f --until terminal --exit-status"
    )]
    Watch(WatchArgs),
    /// Create remote jobs
    #[command(
        after_long_help = "Examples:\n    morag-db jobs create --type audio --source /in/a.mp3 --ingestion-task 42 --option lang=en\n    morag-db jobs create --from-ndjson jobs.ndjson"
    )]
    Create(CreateArgs),
    /// Claim pending jobs for a worker; nothing to claim is an empty list
    #[command(after_long_help = "Examples:\n    morag-db jobs claim --worker gpu-1 --types audio,video --max 4 --output json")]
    Claim {
        /// Name of the worker
        #[arg(long, value_name = "NAME")]
        worker: String,
        /// Content types that the worker handles
        #[arg(long, value_name = "TYPES", value_delimiter = ',', required = true, add = complete::types())]
        types: Vec<String>,
        /// Claim at most N jobs
        #[arg(long, value_name = "N", default_value = "1")]
        max: usize,
        #[command(flatten)]
        limits: LimitArgs,
        #[command(flatten)]
        actor: ActorArgs,
    },
    /// Send a heartbeat: extend a claim's deadline
    #[command(after_long_help = "Examples:\n    morag-db jobs heartbeat 019a2f3c-… --claim 3")]
    Heartbeat {
        /// The job
        #[arg(add = complete::jobs(&[Status::Processing]))]
        id: String,
        /// The claim, as `jobs claim` gave it (claim_seq)
        #[arg(long, value_name = "N")]
        claim: i64,
        #[command(flatten)]
        limits: LimitArgs,
        #[command(flatten)]
        actor: ActorArgs,
    },
    /// Submit a result; a late one is refused (exit 9) and kept
    #[command(
        after_long_help = "Examples:\n    morag-db jobs submit 019a2f3c-… --claim 3 --success --content-file out.md\n    morag-db jobs submit 019a2f3c-… --claim 3 --failure --error 'no such file'"
    )]
    Submit(Box<SubmitArgs>),
    /// Requeue failed, timed-out or cancelled jobs
    #[command(
        after_long_help = "Examples:\n    morag-db jobs requeue 019a2f --reason 'disk was full'\n    morag-db jobs requeue --status failed --error 'No space' --dry-run"
    )]
    Requeue {
        #[command(flatten)]
        bulk: BulkArgs,
        /// Reset the number of failures to 0
        #[arg(long)]
        reset_retries: bool,
        /// Requeue jobs that are out of retries, completed or running too; requires --reason
        #[arg(long)]
        force: bool,
    },
    /// Cancel pending or running jobs
    #[command(
        after_long_help = "Examples:\n    morag-db jobs cancel 019a2f\n    morag-db jobs cancel --kind remote --status pending --type video"
    )]
    Cancel {
        #[command(flatten)]
        bulk: BulkArgs,
    },
    /// Delete remote jobs that have ended
    #[command(after_long_help = "Examples:\n    morag-db jobs purge --status completed --older-than 720h --reason retention")]
    Purge {
        #[command(flatten)]
        bulk: BulkArgs,
    },
    /// Expire jobs past their deadline; with --retry, retry failed ones
    #[command(after_long_help = "Examples:\n    morag-db jobs expire --retry\n    morag-db jobs expire --retry --every 30s")]
    Expire {
        /// Retry failed and timed-out jobs that morag-db claimed, after a backoff
        #[arg(long)]
        retry: bool,
        #[command(flatten)]
        scope: RetryArgs,
        /// Show what would change, and change nothing
        #[arg(long, conflicts_with = "every")]
        dry_run: bool,
        /// Repeat at this interval until interrupted
        #[arg(long, value_name = "INTERVAL", value_parser = duration)]
        every: Option<Duration>,
        #[command(flatten)]
        actor: ActorArgs,
    },
    /// List late results, or accept one
    Late {
        #[command(subcommand)]
        command: LateCommand,
    },
    /// Measure jobs per second on a scratch database, which is dropped afterwards
    #[command(after_long_help = "Examples:\n    morag-db jobs bench\n    morag-db jobs bench --jobs 10000 --workers 8")]
    Bench {
        /// Number of jobs for each figure
        #[arg(long, value_name = "N", default_value = "2000")]
        jobs: usize,
        /// Number of workers, measured beside a single one
        #[arg(long, value_name = "N", default_value = "4")]
        workers: usize,
    },
    /// List what operators did, newest first; of one operation, the jobs that it changed
    #[command(after_long_help = "Examples:\n    morag-db jobs audit --limit 20\n    morag-db jobs audit 019a2f3c --output csv")]
    Audit {
        /// An operation, by its id or the beginning of it
        #[arg(add = complete::operations())]
        operation: Option<String>,
        /// Show at most N operations or jobs
        #[arg(long, value_name = "N", value_parser = positive, default_value = "50")]
        limit: usize,
    },
}

#[derive(Debug, Subcommand)]
pub enum LateCommand {
    /// List late results, newest first
    #[command(after_long_help = "Examples:\n    morag-db jobs late list")]
    List {
        /// Show at most N of them
        #[arg(long, value_name = "N", value_parser = positive, default_value = "50")]
        limit: usize,
    },
    /// Accept a late result as the job's result, unless a worker has the job
    #[command(after_long_help = "Examples:\n    morag-db jobs late accept 019a2f3c-… --reason 'checked by hand'")]
    Accept {
        /// Id of the late result, or the beginning of it
        #[arg(add = complete::late_results())]
        id: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        actor: ActorArgs,
    },
}

/// Who does something.
#[derive(Args, Debug)]
pub struct ActorArgs {
    /// Actor named in the events [default: user@host]
    #[arg(long = "as", value_name = "NAME")]
    pub actor: Option<String>,
}

/// The actor arguments of a subcommand that changes jobs; `None` for the others.
pub fn actor_of(command: &JobsCommand) -> Option<&ActorArgs> {
    Some(match command {
        JobsCommand::Create(args) => &args.actor,
        JobsCommand::Claim { actor, .. } | JobsCommand::Heartbeat { actor, .. } | JobsCommand::Expire { actor, .. } => actor,
        JobsCommand::Submit(args) => &args.actor,
        JobsCommand::Requeue { bulk, .. } | JobsCommand::Cancel { bulk } | JobsCommand::Purge { bulk } => &bulk.actor,
        JobsCommand::Late { command: LateCommand::Accept { actor, .. } } => actor,
        JobsCommand::List { .. }
        | JobsCommand::Show { .. }
        | JobsCommand::Stats { .. }
        | JobsCommand::Workers { .. }
        | JobsCommand::Watch(_)
        | JobsCommand::Bench { .. }
        | JobsCommand::Audit { .. }
        | JobsCommand::Late { command: LateCommand::List { .. } } => return None,
    })
}

/// `jobs watch`
#[derive(Args, Debug)]
pub struct WatchArgs {
    /// Ids or the beginnings of ids; otherwise the filter decides
    #[arg(add = complete::jobs(&[]))]
    pub ids: Vec<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Pause between two looks
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "2s")]
    pub interval: Duration,
    /// Show at most N jobs
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

/// `jobs create`
#[derive(Args, Debug)]
pub struct CreateArgs {
    /// Content type: audio, video, document, image, web, youtube
    #[arg(long = "type", value_name = "TYPE", required_unless_present = "from_ndjson")]
    pub ty: Option<String>,
    /// File or URL to convert
    #[arg(long, value_name = "PATH", required_unless_present = "from_ndjson")]
    pub source: Option<String>,
    /// Id of the ingestion job that waits for it
    #[arg(long, value_name = "ID", required_unless_present = "from_ndjson")]
    pub ingestion_task: Option<String>,
    /// Options for the worker, a JSON object
    #[arg(long, value_name = "JSON", conflicts_with = "option")]
    pub options: Option<String>,
    /// One option for the worker; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    pub option: Vec<String>,
    /// Number of failures after which it is not retried
    #[arg(long, value_name = "N", default_value = "3")]
    pub max_retries: u32,
    /// Time out unless a worker claims it within this time
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "1h")]
    pub timeout: Duration,
    /// Create N equal jobs
    #[arg(long, value_name = "N", default_value = "1")]
    pub count: usize,
    /// One job a line: ingestion_task_id, source_file_path, content_type, and what else may be given; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ty", "source", "ingestion_task"])]
    pub from_ndjson: Option<PathBuf>,
    /// Create only what an interrupted run of the same command left out; its error shows the key
    #[arg(long, value_name = "KEY")]
    pub resume: Option<String>,
    #[command(flatten)]
    actor: ActorArgs,
}

/// `jobs submit`
#[derive(Args, Debug)]
#[group(skip)]
#[command(group = clap::ArgGroup::new("how").required(true).multiple(false).args(["success", "failure", "from_ndjson"]))]
pub struct SubmitArgs {
    /// The job
    #[arg(required_unless_present = "from_ndjson", add = complete::jobs(&[Status::Processing]))]
    pub id: Option<String>,
    /// The claim, as `jobs claim` gave it (claim_seq)
    #[arg(long, value_name = "N")]
    pub claim: Option<i64>,
    /// Name of the worker, where no claim token is known
    #[arg(long, value_name = "NAME")]
    pub worker: Option<String>,
    /// Report success
    #[arg(long)]
    pub success: bool,
    /// Report failure; requires --error
    #[arg(long, requires = "error")]
    pub failure: bool,
    /// Error message of a failure
    #[arg(long, value_name = "TEXT")]
    pub error: Option<String>,
    /// The converted text
    #[arg(long, value_name = "TEXT", conflicts_with = "content_file")]
    pub content: Option<String>,
    /// A file with the converted text
    #[arg(long, value_name = "FILE")]
    pub content_file: Option<PathBuf>,
    /// Further facts about the result, a JSON object
    #[arg(long, value_name = "JSON")]
    pub metadata: Option<String>,
    /// Processing time in seconds
    #[arg(long, value_name = "S")]
    pub processing_time: Option<f64>,
    /// One result a line: id, claim_seq, outcome (success or failure), and content, metadata, processing_time or error
    #[arg(long, value_name = "FILE")]
    pub from_ndjson: Option<PathBuf>,
    /// Claim the next jobs of these content types for --worker, in the same transaction
    #[arg(long, value_name = "TYPES", value_delimiter = ',', requires = "worker")]
    pub claim_next: Vec<String>,
    /// Claim at most N jobs
    #[arg(long, value_name = "N", default_value = "1", requires = "claim_next")]
    pub max: usize,
    #[command(flatten)]
    pub limits: LimitArgs,
    #[command(flatten)]
    actor: ActorArgs,
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
