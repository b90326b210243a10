//! Options of every command.

use clap::{Args, ValueEnum};
use morag_db::db::ReadFrom;
use std::path::PathBuf;

/// Default folder of your own migrations.
pub const MIGRATIONS_DIR: &str = "./migrations";

/// Options of every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// URL of the database; - reads it from standard input
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Profile of the configuration file, which names the database
    #[arg(long, global = true, value_name = "NAME", add = crate::complete::profiles())]
    pub profile: Option<String>,
    /// URL of a read replica, for lists and statistics of jobs, and for verify, health and serve
    #[arg(long, global = true, value_name = "URL")]
    pub read_url: Option<String>,
    /// Where this run read from; set after it has connected to the read replica
    #[arg(skip)]
    pub read_from: Option<ReadFrom>,
    /// Output format
    #[arg(long, global = true, value_name = "FORMAT", value_enum)]
    pub output: Option<Format>,
    /// Color output; respects NO_COLOR
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    pub color: When,
    /// Log more to standard error; -vv logs every SQL statement
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Log format
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
    /// Folder with your own migrations
    #[arg(long, global = true, value_name = "DIR", default_value = MIGRATIONS_DIR)]
    pub migrations_dir: PathBuf,
}

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Json,
    Ndjson,
    Csv,
    /// JUnit XML for CI systems; only for verify
    #[value(hide = true)]
    Junit,
    /// Annotations for GitHub Actions; only for verify and migrate lint
    #[value(hide = true)]
    Github,
}

/// When there is colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    Always,
    Auto,
    Never,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}
