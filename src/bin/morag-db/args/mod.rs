//! What can be said on the command line: clap, and nothing else.

mod accounts;
mod jobs;
mod migrate;
mod reset;
mod retry;
mod serve;
mod verify;

pub use accounts::{ApiKeysCommand, TasksCommand, UsersCommand};
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};
pub use jobs::{BulkArgs, CreateArgs, JobsCommand, LateCommand, SubmitArgs, Until, WatchArgs, as_confirmation, force};
pub use migrate::{AdoptArgs, ConfirmArgs, LockArgs, MigrateCommand, RepairWay};
pub use reset::ResetArgs;
pub use retry::RetryArgs;
pub use serve::{RoleName, ServeArgs};
use std::path::PathBuf;
use std::time::Duration;
pub use verify::VerifyArgs;

const STYLES: Styles = Styles::styled().header(AnsiColor::Green.on_default().bold()).literal(AnsiColor::Cyan.on_default().bold());

const EXIT_CODES: &str = "\
Exit codes:
    0  done, or the answer is yes
    1  unexpected failure
    2  wrong usage or configuration
    3  migrations are pending
    4  the check failed: drift, a modified or unknown migration
    5  database unreachable, or it refused the login
    6  the migration lock was not free in time, or a migration is running
    7  a failed migration is recorded: repair needed
    8  refused: not confirmed, or a guard forbids it
    9  done in part, or the row changed meanwhile (stale)
   10  no such job, user, key or task
  130  interrupted (143 for SIGTERM)

Settings: flag, then environment, then .env in the working directory, then default.
    --database-url, MORAG_DATABASE_URL or MORAG_DATABASE_URL_FILE, DATABASE_URL,
    DB_HOST DB_PORT DB_USER DB_PASSWORD DB_NAME (PostgreSQL), else sqlite://morag.db

Examples:
    morag-db init
    morag-db --database-url postgresql://morag@db/morag init --wait 30s
    morag-db migrate status --output json";

/// Administer the database behind MoRAG on SQLite, PostgreSQL, MySQL and MariaDB
#[derive(Debug, Parser)]
#[command(name = "morag-db", version, styles = STYLES, after_long_help = EXIT_CODES)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// The folder of this site's own migrations, unless another one is named.
pub const MIGRATIONS_DIR: &str = "./migrations";

/// Options of every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Where the database is; - reads the URL from standard input
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// How to write the result (MORAG_OUTPUT)
    #[arg(long, global = true, value_name = "FORMAT", value_enum)]
    pub output: Option<Format>,
    /// When to use colour; NO_COLOR is honoured
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    pub color: When,
    /// Say more on standard error; twice says every statement (MORAG_LOG takes a filter)
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// How to write the log
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
    /// The folder of this site's own migrations
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
    /// For CI systems that read JUnit's XML (verify)
    Junit,
    /// Annotations of GitHub Actions (verify)
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

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create the database if it is missing, migrate, and check what was made
    Init(InitArgs),
    /// Compare the live schema with what the applied migrations make; never writes
    Verify(verify::VerifyArgs),
    /// Can this database serve now? For probes and people; never writes
    #[command(
        visible_alias = "test",
        after_long_help = "Exits with 0 where it can (warnings included), 4 where it can't, 5 where it can't be reached.\n\nExamples:\n    \
                                 morag-db health\n    morag-db health --wait 30s --timeout 5s --output json\n    morag-db health --watch 10s"
    )]
    Health {
        /// Wait so long for a server that refuses or is starting up
        #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "0s")]
        wait: Duration,
        /// Give up after so long, the waiting not counted
        #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "10s")]
        timeout: Duration,
        /// Look again every so often until it is interrupted: redrawn on a terminal, else one report after the other
        #[arg(long, value_name = "INTERVAL", value_parser = duration, num_args = 0..=1, default_missing_value = "5s")]
        watch: Option<Duration>,
    },
    /// Drop everything that morag-db manages and make it anew; asks first
    Reset(reset::ResetArgs),
    /// Apply, undo and inspect migrations
    Migrate {
        #[command(subcommand)]
        command: MigrateCommand,
    },
    /// Look at jobs of all kinds, and work and operate remote ones
    Jobs {
        /// Who does it, for the events; user@host unless given
        #[arg(long = "as", value_name = "NAME", global = true)]
        actor: Option<String>,
        #[command(subcommand)]
        command: Box<jobs::JobsCommand>,
    },
    /// Serve the HTTP API for remote workers and operators, and a page for people
    Serve(Box<serve::ServeArgs>),
    /// Make demo data in every table, or remote jobs in bulk
    #[command(
        after_long_help = "Not on a database that is stamped production.\n\nExamples:\n    morag-db seed\n    morag-db seed --remote-jobs 1000000"
    )]
    Seed {
        /// The same number makes the same rows, but for their times
        #[arg(long, value_name = "N", default_value = "1")]
        seed: u64,
        /// So many remote jobs instead, nine in ten of them done
        #[arg(long, value_name = "N")]
        remote_jobs: Option<u64>,
    },
    /// Look at the agent's tasks
    Tasks {
        #[command(subcommand)]
        command: TasksCommand,
    },
    /// Make and list users
    Users {
        #[command(subcommand)]
        command: UsersCommand,
    },
    /// Make, list and revoke API keys
    ApiKeys {
        #[command(subcommand)]
        command: ApiKeysCommand,
    },
    /// Write the completions of a shell to standard output
    #[command(after_long_help = "Examples:\n    morag-db completions bash > /etc/bash_completion.d/morag-db")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual pages into a folder
    #[command(after_long_help = "Examples:\n    morag-db man /usr/local/share/man/man1")]
    Man {
        /// An existing folder
        dir: PathBuf,
    },
}

/// `init`
#[derive(Args, Debug)]
#[command(after_long_help = "Safe to run again, from many hosts at once, and after being killed.\n\nExamples:\n    morag-db init\n    \
                             morag-db init --wait 30s --environment production --grant-to morag_app")]
pub struct InitArgs {
    /// Wait so long for a server that refuses or is starting up
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "0s")]
    pub wait: Duration,
    /// Stamp the database with the name of its environment; set once, another name is refused
    #[arg(long, value_name = "NAME")]
    pub environment: Option<String>,
    /// Give an application's role the rights that it needs on the tables; may be repeated
    #[arg(long, value_name = "ROLE")]
    pub grant_to: Vec<String>,
    /// Adopt tables that another tool created first, as migrate adopt does, without asking
    #[arg(long)]
    pub adopt: bool,
    #[command(flatten)]
    pub how: AdoptArgs,
    #[command(flatten)]
    pub locks: LockArgs,
    #[command(flatten)]
    pub tolerance: migrate::ToleranceArgs,
}

/// `30s`, `500ms`, `5m`, `1h`; a bare number is seconds.
pub fn duration(text: &str) -> Result<Duration, String> {
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let factor = match unit {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return Err("expected a number with ms, s, m or h, e.g. 30s".into()),
    };
    let seconds: f64 = number.parse().map_err(|_| "expected a number with ms, s, m or h, e.g. 30s".to_string())?;
    let longest = 100.0 * 365.0 * 24.0 * 3600.0;
    match Duration::try_from_secs_f64(seconds * factor) {
        Ok(duration) if duration.as_secs_f64() <= longest => Ok(duration),
        _ => Err("a duration is at most 876000h (100 years)".into()),
    }
}

/// A number of rows to show or change: none is no question.
pub fn positive(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("it must be 1 at least".into()),
        Ok(number) => Ok(number),
        Err(_) => Err("expected a whole number, e.g. 50".into()),
    }
}

/// Parses the command line; a usage error ends the process with 2.
pub fn parse() -> Cli {
    Cli::parse()
}

/// The whole command, for completions and manual pages.
pub fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}
