//! Arguments of the subcommands of `jobs` that create and process jobs.

use super::actor::ActorArgs;
use super::duration;
use crate::complete;
use clap::Args;
use morag_db::jobs::{Status, TimeLimits};
use std::path::PathBuf;
use std::time::Duration;

/// `jobs create`
#[derive(Args, Debug)]
pub struct CreateArgs {
    /// Content type: audio, video, document, image, web, youtube
    #[arg(long = "type", value_name = "TYPE", required_unless_present = "from_ndjson")]
    pub ty: Option<String>,
    /// File or URL to convert
    #[arg(long, value_name = "PATH", required_unless_present = "from_ndjson")]
    pub source: Option<String>,
    /// Id of the ingestion job that waits for this job
    #[arg(long, value_name = "ID", required_unless_present = "from_ndjson")]
    pub ingestion_task: Option<String>,
    /// Options for the worker, as a JSON object
    #[arg(long, value_name = "JSON", conflicts_with_all = ["option", "from_ndjson"])]
    pub options: Option<String>,
    /// One option for the worker, e.g. lang=en; may be repeated
    #[arg(long, value_name = "KEY=VALUE", conflicts_with = "from_ndjson")]
    pub option: Vec<String>,
    /// Jobs with a smaller number are claimed first; may be negative
    #[arg(long, value_name = "N", default_value = "0", allow_negative_numbers = true, conflicts_with = "from_ndjson")]
    pub priority: i32,
    /// Number of failures after which the job is not retried
    #[arg(long, value_name = "N", default_value = "3", conflicts_with = "from_ndjson")]
    pub max_retries: u32,
    /// Time out if no worker claims the job within this time
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "1h", conflicts_with = "from_ndjson")]
    pub timeout: Duration,
    /// Create N identical jobs
    #[arg(long, value_name = "N", default_value = "1", conflicts_with = "from_ndjson")]
    pub count: usize,
    /// Read jobs from this file, one JSON object per line; `-` is standard input. Fields: ingestion_task_id, source_file_path,
    /// content_type; optional: task_options, priority, max_retries, timeout_seconds
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ty", "source", "ingestion_task"])]
    pub from_ndjson: Option<PathBuf>,
    /// Create only the jobs that an interrupted run of the same command did not create; its error message shows the key
    #[arg(long, value_name = "KEY")]
    pub resume: Option<String>,
    #[command(flatten)]
    pub actor: ActorArgs,
}

/// `jobs submit`
#[derive(Args, Debug)]
#[group(skip)]
#[command(group = clap::ArgGroup::new("how").required(true).multiple(false).args(["success", "failure", "from_ndjson"]))]
pub struct SubmitArgs {
    /// Job id, or a unique prefix of it
    #[arg(required_unless_present = "from_ndjson", add = complete::jobs(&[Status::Processing]))]
    pub id: Option<String>,
    /// Claim token: the claim_seq that `jobs claim` returned
    #[arg(long, value_name = "N")]
    pub claim: Option<i64>,
    /// Name of the worker; checked if --claim is not given
    #[arg(long, value_name = "NAME")]
    pub worker: Option<String>,
    /// Report success
    #[arg(long)]
    pub success: bool,
    /// Report failure; requires --error
    #[arg(long, requires = "error")]
    pub failure: bool,
    /// Error message of a failure
    #[arg(long, value_name = "TEXT", requires = "failure")]
    pub error: Option<String>,
    /// Converted text
    #[arg(long, value_name = "TEXT", requires = "success", conflicts_with = "content_file")]
    pub content: Option<String>,
    /// File with the converted text; `-` is standard input
    #[arg(long, value_name = "FILE", requires = "success")]
    pub content_file: Option<PathBuf>,
    /// Metadata of the result, as a JSON object
    #[arg(long, value_name = "JSON", requires = "success")]
    pub metadata: Option<String>,
    /// Processing time in seconds
    #[arg(long, value_name = "S", requires = "success")]
    pub processing_time: Option<f64>,
    /// Read results from this file, one JSON object per line; `-` is standard input. Fields: id, claim_seq, outcome (success or
    /// failure), and content, metadata, processing_time or error
    #[arg(long, value_name = "FILE")]
    pub from_ndjson: Option<PathBuf>,
    /// Also claim the next jobs of these content types for --worker, in the same transaction
    #[arg(long, value_name = "TYPES", value_delimiter = ',', requires = "worker")]
    pub claim_next: Vec<String>,
    /// With --claim-next, claim at most N jobs
    #[arg(long, value_name = "N", default_value = "1", requires = "claim_next")]
    pub max: usize,
    #[command(flatten)]
    pub limits: LimitArgs,
    #[command(flatten)]
    pub actor: ActorArgs,
}

/// How long claims last.
#[derive(Args, Debug)]
pub struct LimitArgs {
    /// How long a claim lasts without a heartbeat, by content type, e.g. audio=45m [defaults: audio and youtube 30m, video 1h,
    /// document and web 10m, image 5m, others 30m]
    #[arg(long = "time-limit", value_name = "TYPE=DURATION", value_delimiter = ',', value_parser = time_limit)]
    time_limits: Vec<(String, Duration)>,
}

impl LimitArgs {
    pub fn limits(&self) -> TimeLimits {
        TimeLimits::default().with(&self.time_limits)
    }
}

fn time_limit(text: &str) -> Result<(String, Duration), String> {
    let (ty, limit) = text.split_once('=').ok_or("expected TYPE=DURATION, e.g. audio=45m")?;
    let limit = duration(limit)?;
    if limit.is_zero() { Err("the time limit of a claim must be greater than 0".into()) } else { Ok((ty.to_string(), limit)) }
}
