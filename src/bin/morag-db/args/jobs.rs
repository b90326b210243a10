//! Arguments of `jobs` and its subcommands.

use super::actor::ActorArgs;
use super::archive::{ArchiveArgs, ArchiveCommand};
use super::canary::{CanaryArgs, OperationsCommand};
use super::filter::{BulkArgs, FilterArgs};
use super::late::LateCommand;
use super::types::{LimitsCommand, PauseArgs, ResumeArgs};
use super::undo::UndoArgs;
use super::watch::WatchArgs;
use super::worker::{CreateArgs, LimitArgs, SubmitArgs};
use super::{RetryArgs, duration, interval, positive};
use crate::complete;
use clap::Subcommand;
use morag_db::jobs::{Force, Kind, Order, Status};
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
        /// Which jobs come first: newest or oldest
        #[arg(long, value_name = "ORDER", default_value = "newest", value_parser = order)]
        sort: Order,
        /// Show at most N jobs
        #[arg(long, value_name = "N", value_parser = positive, default_value = "50")]
        limit: usize,
        /// Continue after this cursor, shown at the end of the previous page
        #[arg(long, value_name = "CURSOR")]
        after: Option<String>,
        /// Show the page before this cursor (`previous` in JSON output)
        #[arg(long, value_name = "CURSOR", conflicts_with = "after")]
        before: Option<String>,
        /// Also list archived jobs
        #[arg(long)]
        archived: bool,
    },
    /// Show one job with its attempts, operator actions and late results
    #[command(after_long_help = "Examples:\n    morag-db jobs show 019a2f")]
    Show {
        /// Job id, or a unique prefix of it
        #[arg(add = complete::jobs(&[]))]
        id: String,
    },
    /// Explain why a job is not done, and which command moves it on
    #[command(
        override_usage = "morag-db jobs why ID\n       morag-db jobs why --all-stuck",
        after_long_help = "--all-stuck groups the jobs that wait or run longer than 99 % of their type did\nin the last 24 hours (an hour, if none ended), and all past their deadline.\nWorkers that ask for jobs and get none leave no trace.\n\nExamples:\n    morag-db jobs why 019a2f\n    morag-db jobs why --all-stuck --output json"
    )]
    Why {
        /// Job id, or a unique prefix of it
        #[arg(add = complete::jobs(&[]), required_unless_present = "all_stuck", conflicts_with = "all_stuck")]
        id: Option<String>,
        /// Group all jobs that take longer than usual by what holds them up
        #[arg(long)]
        all_stuck: bool,
    },
    /// Group failed and timed-out jobs by error
    #[command(
        after_long_help = "Errors that differ only in numbers, ids, paths and addresses have the same fingerprint.\n--fingerprint of list, watch, requeue and purge selects the jobs of a group.\n\nExamples:\n    morag-db jobs failures\n    morag-db jobs requeue --fingerprint 8f0c2d5e71ab3946 --reason 'driver updated'"
    )]
    Failures {
        /// Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]
        #[arg(long, value_delimiter = ',', value_parser = super::filter::kind, add = complete::kinds(), value_name = "KINDS")]
        kind: Vec<Kind>,
        /// Show at most N groups, the largest first
        #[arg(long, value_name = "N", value_parser = positive, default_value = "20")]
        limit: usize,
        /// Count all failed remote jobs anew; needed after another application deleted failed jobs or changed their errors
        #[arg(long)]
        recount: bool,
    },
    /// Count jobs by kind and status; show wait times, run times and frequent errors
    #[command(after_long_help = "Examples:\n    morag-db jobs stats --window 1h\n    morag-db jobs stats --exact")]
    Stats {
        /// Show times and errors of jobs that ended within this time
        #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "24h")]
        window: Duration,
        /// Count exactly; by default counting stops at 10,000 jobs per status
        #[arg(long)]
        exact: bool,
        /// Also count archived jobs, exactly; times and errors are those of jobs that are not archived
        #[arg(long)]
        archived: bool,
        /// Only these kinds, comma-separated: remote, ingest, processing, task-run [default: all]
        #[arg(long, value_delimiter = ',', value_parser = super::filter::kind, add = complete::kinds(), value_name = "KINDS")]
        kind: Vec<Kind>,
    },
    /// List workers that have a job now or had one recently
    #[command(after_long_help = "Examples:\n    morag-db jobs workers --window 1h")]
    Workers {
        /// Count jobs that ended within this time
        #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "24h")]
        window: Duration,
    },
    /// Watch jobs: redraw a table on a terminal, otherwise print each change as a line of JSON
    #[command(
        after_long_help = "Examples:\n    morag-db jobs watch --kind remote --status pending,processing\n    morag-db jobs watch 019a2f --until terminal --exit-status"
    )]
    Watch(WatchArgs),
    /// Create remote jobs
    #[command(
        override_usage = "morag-db jobs create --type TYPE --source PATH --ingestion-task ID [OPTIONS]\n       morag-db jobs create --from-ndjson FILE [OPTIONS]",
        after_long_help = "Examples:\n    morag-db jobs create --type audio --source /in/a.mp3 \\\n        --ingestion-task 42 --option lang=en\n    morag-db jobs create --from-ndjson jobs.ndjson"
    )]
    Create(CreateArgs),
    /// Claim pending jobs for a worker; the list is empty if there are none
    #[command(after_long_help = "Examples:\n    morag-db jobs claim --worker gpu-1 --types audio --max 4 --output json")]
    Claim {
        /// Name of the worker
        #[arg(long, value_name = "NAME")]
        worker: String,
        /// Content types that the worker can process, comma-separated
        #[arg(long, value_name = "TYPES", value_delimiter = ',', required = true, add = complete::content_types())]
        types: Vec<String>,
        /// Claim at most N jobs
        #[arg(long, value_name = "N", default_value = "1")]
        max: usize,
        #[command(flatten)]
        limits: LimitArgs,
        #[command(flatten)]
        actor: ActorArgs,
    },
    /// Send a heartbeat, which extends the deadline of a claim
    #[command(after_long_help = "Examples:\n    morag-db jobs heartbeat 019a2f3c-… --claim 3")]
    Heartbeat {
        /// Job id, or a unique prefix of it
        #[arg(add = complete::jobs(&[Status::Processing]))]
        id: String,
        /// Claim token: the claim_seq that `jobs claim` returned
        #[arg(long, value_name = "N")]
        claim: i64,
        #[command(flatten)]
        limits: LimitArgs,
        #[command(flatten)]
        actor: ActorArgs,
    },
    /// Submit a result; a late result is refused (exit code 9) and stored
    #[command(
        after_long_help = "Examples:\n    morag-db jobs submit 019a2f3c-… --claim 3 --success --content-file out.md\n    morag-db jobs submit 019a2f3c-… --claim 3 --failure --error 'no such file'"
    )]
    Submit(Box<SubmitArgs>),
    /// Requeue failed, timed-out or cancelled jobs
    #[command(
        after_long_help = "Examples:\n    morag-db jobs requeue 019a2f --reason 'disk was full'\n    morag-db jobs requeue --status failed --error 'No space' --dry-run\n    morag-db jobs requeue --status failed --canary 10 --max-failure-rate 20% --reason 'driver fixed'"
    )]
    Requeue {
        #[command(flatten)]
        bulk: BulkArgs,
        /// Also reset the failure count to 0
        #[arg(long)]
        reset_retries: bool,
        /// Also requeue jobs that have no retries left, wait for a retry, are completed or are running; requires --reason
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        canary: CanaryArgs,
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
    #[command(after_long_help = "Examples:\n    morag-db jobs purge --status completed --older-than 720h --reason cleanup")]
    Purge {
        #[command(flatten)]
        bulk: BulkArgs,
    },
    /// Set the priority of pending remote jobs: those with a smaller number are claimed first
    #[command(
        visible_alias = "prioritize",
        after_long_help = "Jobs are created with priority 0. Within a priority, older jobs come first.\nWorkers that claim with their own SQL ignore priorities.\n\nExamples:\n    morag-db jobs prioritise 019a2f --to -10\n    morag-db jobs prioritise --type video --older-than 2h --to -1"
    )]
    Prioritise {
        #[command(flatten)]
        bulk: BulkArgs,
        /// The priority; may be negative
        #[arg(long, value_name = "N", allow_negative_numbers = true, required_unless_present = "apply", conflicts_with = "apply")]
        to: Option<i32>,
    },
    /// Pause types of remote jobs: workers get none of them until they are resumed
    #[command(
        override_usage = "morag-db jobs pause --type TYPES [OPTIONS]\n       morag-db jobs pause --all [OPTIONS]",
        after_long_help = "Running jobs go on. Workers that claim with their own SQL are not stopped.\n\nExamples:\n    morag-db jobs pause --type video --reason 'GPU driver is updated'\n    morag-db jobs pause --type audio,video --until 2026-12-24T18:00:00Z\n    morag-db jobs pause --type video --until 2h"
    )]
    Pause(PauseArgs),
    /// Resume paused types of remote jobs
    #[command(
        override_usage = "morag-db jobs resume --type TYPES [OPTIONS]\n       morag-db jobs resume --all [OPTIONS]",
        after_long_help = "Examples:\n    morag-db jobs resume --type video\n    morag-db jobs resume --all"
    )]
    Resume(ResumeArgs),
    /// Show paused and limited types of remote jobs, or limit how many jobs of a type run at once
    #[command(
        args_conflicts_with_subcommands = true,
        after_long_help = "Examples:\n    morag-db jobs limits\n    morag-db jobs limits set --type video --running 4"
    )]
    Limits {
        #[command(subcommand)]
        command: Option<LimitsCommand>,
    },
    /// Expire remote jobs past their deadline; with --retry, also retry failed jobs
    #[command(after_long_help = "Examples:\n    morag-db jobs expire --retry\n    morag-db jobs expire --retry --every 30s")]
    Expire {
        /// Retry recently failed and timed-out jobs that were claimed with morag-db, after a backoff
        #[arg(long)]
        retry: bool,
        #[command(flatten)]
        scope: RetryArgs,
        /// Count the jobs that would change, and change nothing
        #[arg(long, conflicts_with = "every")]
        dry_run: bool,
        /// Repeat at this interval until interrupted
        #[arg(long, value_name = "INTERVAL", value_parser = interval)]
        every: Option<Duration>,
        #[command(flatten)]
        actor: ActorArgs,
    },
    /// List late results, or accept one
    Late {
        #[command(subcommand)]
        command: LateCommand,
    },
    /// Measure throughput in jobs per second on a scratch database, which is then dropped
    #[command(after_long_help = "Examples:\n    morag-db jobs bench\n    morag-db jobs bench --jobs 10000 --workers 8")]
    Bench {
        /// Number of jobs for each measurement
        #[arg(long, value_name = "N", default_value = "2000")]
        jobs: usize,
        /// Number of concurrent workers; a single worker is measured too
        #[arg(long, value_name = "N", default_value = "4")]
        workers: usize,
    },
    /// Show, pause, resume or abort a requeue that runs in steps (--canary)
    #[command(
        after_long_help = "`jobs audit` lists all operations.\n\nExamples:\n    morag-db jobs operations show 019a2f3c\n    morag-db jobs operations resume 019a2f3c"
    )]
    Operations {
        #[command(subcommand)]
        command: OperationsCommand,
    },
    /// Undo a bulk operation: restore the jobs that nobody has changed since
    #[command(
        after_long_help = "Jobs are kept as they were for 7 days, or as long as --keep-for of the operation said.\n\nExamples:\n    morag-db jobs undo 019a2f3c --dry-run\n    morag-db jobs undo 019a2f3c --reason 'wrong filter'"
    )]
    Undo(UndoArgs),
    /// Move ended jobs into the archive, or show what it has
    #[command(
        args_conflicts_with_subcommands = true,
        after_long_help = "`jobs show` and --archived of list and stats also read archived jobs.\n\nExamples:\n    morag-db jobs archive\n    morag-db jobs archive --ended-before '30d ago' --dry-run\n    morag-db jobs archive drop 2026-01 --export /backup"
    )]
    Archive {
        #[command(subcommand)]
        command: Option<ArchiveCommand>,
        #[command(flatten)]
        args: ArchiveArgs,
    },
    /// List bulk operations, newest first, or the jobs that one operation changed
    #[command(after_long_help = "Examples:\n    morag-db jobs audit --limit 20\n    morag-db jobs audit 019a2f3c --output csv")]
    Audit {
        /// Operation id, or a unique prefix of it; lists the jobs that it changed
        #[arg(add = complete::operations())]
        operation: Option<String>,
        /// Show at most N operations or jobs
        #[arg(long, value_name = "N", value_parser = positive, default_value = "50")]
        limit: usize,
    },
}

pub fn force(is_forced: bool) -> Force {
    if is_forced { Force::Yes } else { Force::No }
}

fn order(text: &str) -> Result<Order, String> {
    match text {
        "newest" => Ok(Order::NewestFirst),
        "oldest" => Ok(Order::OldestFirst),
        _ => Err("expected newest or oldest".into()),
    }
}
