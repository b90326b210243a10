//! Arguments of `jobs pause`, `jobs resume` and `jobs limits`.

use super::actor::ActorArgs;
use crate::complete;
use chrono::{DateTime, SubsecRound, Utc};
use clap::{Args, Subcommand};
use morag_db::jobs::CONTENT_TYPES;
use morag_db::moment;

/// `jobs pause`
#[derive(Args, Debug)]
pub struct PauseArgs {
    #[command(flatten)]
    pub types: TypesArgs,
    /// Resume by itself at this time, e.g. 2026-01-02T03:04:05Z, 2026-01-02 (UTC), or after a length of time, e.g. 2h
    #[arg(long, value_name = "TIME", value_parser = until)]
    pub until: Option<DateTime<Utc>>,
    /// Reason, shown by `jobs why` and `jobs limits`
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub actor: ActorArgs,
}

/// `jobs resume`
#[derive(Args, Debug)]
pub struct ResumeArgs {
    #[command(flatten)]
    pub types: TypesArgs,
    /// Reason, recorded in the audit
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub actor: ActorArgs,
}

/// `jobs limits`
#[derive(Debug, Subcommand)]
pub enum LimitsCommand {
    /// Let at most N jobs of a type run at once, over all workers
    #[command(
        after_long_help = "Jobs that run already go on. Jobs that workers claimed with their own SQL count, but are not held back.\n\nExamples:\n    morag-db jobs limits set --type video --running 4"
    )]
    Set {
        #[command(flatten)]
        types: TypesArgs,
        /// Maximum number of running jobs of each type; 0 lets none start
        #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(..=i64::from(i32::MAX)))]
        running: u32,
        /// Reason, recorded in the audit
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        #[command(flatten)]
        actor: ActorArgs,
    },
    /// Remove the limit of a type
    #[command(after_long_help = "Examples:\n    morag-db jobs limits clear --type video")]
    Clear {
        #[command(flatten)]
        types: TypesArgs,
        /// Reason, recorded in the audit
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        #[command(flatten)]
        actor: ActorArgs,
    },
}

/// Content types, or all of them.
#[derive(Args, Debug)]
#[group(skip)]
pub struct TypesArgs {
    /// Content types, comma-separated: audio, video, document, image, web, youtube
    #[arg(long = "type", value_name = "TYPES", value_delimiter = ',', required_unless_present = "all", add = complete::content_types())]
    types: Vec<String>,
    /// All content types
    #[arg(long, conflicts_with = "types")]
    all: bool,
}

impl TypesArgs {
    pub fn types(&self) -> Vec<String> {
        if self.all { CONTENT_TYPES.iter().map(ToString::to_string).collect() } else { self.types.clone() }
    }
}

fn until(text: &str) -> Result<DateTime<Utc>, String> {
    let now = Utc::now();
    // a length alone is one from now: for `moment::time` it would lie in the past
    let length = super::duration(text.trim().strip_prefix("in ").unwrap_or(text).trim());
    let time = match length {
        Ok(length) => now + length,
        Err(_) => moment::time(text, now)
            .map_err(|_| "expected a time such as 2026-01-02T03:04:05Z or 2026-01-02 (UTC), or a length of time such as 2h".to_string())?,
    };
    let time = time.trunc_subsecs(0);
    if time > now { Ok(time) } else { Err("this time has passed; give a later one, or a length of time such as 2h".into()) }
}
