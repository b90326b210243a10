//! The command-line arguments, defined with clap.

mod accounts;
mod filter;
mod help;
mod jobs;
mod migrate;
mod reset;
mod retry;
mod serve;
mod verify;

pub use accounts::{ApiKeysCommand, TasksCommand, UsersCommand};
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};
pub use filter::{BulkArgs, as_confirmation};
pub use jobs::{CreateArgs, JobsCommand, LateCommand, SubmitArgs, Until, WatchArgs, actor_of, force};
pub use migrate::{AdoptArgs, ConfirmArgs, LockArgs, MigrateCommand, RepairWay};
use morag_db::moment;
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

/// Default folder of the site's own migrations.
pub const MIGRATIONS_DIR: &str = "./migrations";

/// Options of every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Database URL; - reads it from standard input
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Output format (MORAG_OUTPUT); verify has junit and github too
    #[arg(long, global = true, value_name = "FORMAT", value_enum)]
    pub output: Option<Format>,
    /// When to use color; NO_COLOR is honored
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    pub color: When,
    /// Log more to standard error; twice logs every statement (MORAG_LOG takes a filter)
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Log format
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
    /// Folder with the site's own migrations
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
    /// For CI systems that read JUnit's XML; for verify alone
    #[value(hide = true)]
    Junit,
    /// Annotations of GitHub Actions; for verify alone
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

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create the database if it is missing, migrate, and verify the result
    Init(InitArgs),
    /// Compare the live schema with the expected one; never writes
    Verify(verify::VerifyArgs),
    /// Check whether the database can serve now; never writes
    #[command(
        visible_alias = "test",
        after_long_help = "Exits with 0 where it can (warnings included), 4 where it can't, 5 where it can't be reached.\n\nExamples:\n    \
                                 morag-db health\n    morag-db health --wait 30s --timeout 5s --output json\n    morag-db health --watch 10s"
    )]
    Health {
        /// Wait up to this long for a server that refuses connections or is starting
        #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "0s")]
        wait: Duration,
        /// Time out after this long, not counting --wait
        #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "10s")]
        timeout: Duration,
        /// Repeat at this interval until interrupted: redraw on a terminal, elsewhere one report after the other
        #[arg(long, value_name = "INTERVAL", value_parser = duration, num_args = 0..=1, default_missing_value = "5s")]
        watch: Option<Duration>,
    },
    /// Drop everything that morag-db manages and create it again; asks first
    Reset(reset::ResetArgs),
    /// Apply, undo and inspect migrations; alone, apply those that are pending
    Migrate {
        #[command(subcommand)]
        command: Option<MigrateCommand>,
    },
    /// List migrations and their states, as `migrate status`; never writes
    Status,
    /// List, operate and work on jobs
    Jobs {
        #[command(subcommand)]
        command: Box<jobs::JobsCommand>,
    },
    /// Serve the HTTP API for remote workers and operators, and a page for people
    Serve(Box<serve::ServeArgs>),
    /// Create demo data in every table, or remote jobs in bulk
    #[command(
        after_long_help = "Not on a database that is stamped production.\n\nExamples:\n    morag-db seed\n    morag-db seed --remote-jobs 1000000"
    )]
    Seed {
        /// The same seed creates the same rows, except for their times
        #[arg(long, value_name = "N", default_value = "1")]
        seed: u64,
        /// Create N remote jobs instead, nine in ten of them completed
        #[arg(long, value_name = "N")]
        remote_jobs: Option<u64>,
    },
    /// List and show the MGX agent's tasks
    Tasks {
        #[command(subcommand)]
        command: TasksCommand,
    },
    /// Create and list users
    Users {
        #[command(subcommand)]
        command: UsersCommand,
    },
    /// Create, list and revoke API keys
    ApiKeys {
        #[command(subcommand)]
        command: ApiKeysCommand,
    },
    /// Write shell completions to standard output
    #[command(
        after_long_help = "The script asks morag-db at each Tab, which also offers ids, types and workers from the configured database.\n\nExamples:\n    source <(morag-db completions bash)\n    morag-db completions bash > /etc/bash_completion.d/morag-db"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
        /// Write a script that never runs morag-db: commands, options and their fixed values alone
        #[arg(long = "static")]
        is_static: bool,
    },
    /// Print the version
    Version,
    /// Write manual pages into a folder
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
    /// Wait up to this long for a server that refuses connections or is starting
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "0s")]
    pub wait: Duration,
    /// Record the name of the environment in the database; later another name is refused
    #[arg(long, value_name = "NAME")]
    pub environment: Option<String>,
    /// Grant an application role the rights it needs on the tables; may be repeated
    #[arg(long, value_name = "ROLE")]
    pub grant_to: Vec<String>,
    /// First adopt tables that another tool created, as migrate adopt does, without asking
    #[arg(long)]
    pub adopt: bool,
    #[command(flatten)]
    pub how: AdoptArgs,
    #[command(flatten)]
    pub locks: LockArgs,
    #[command(flatten)]
    pub tolerance: migrate::ToleranceArgs,
}

/// Parses a duration, e.g. `30s`.
pub fn duration(text: &str) -> Result<Duration, String> {
    moment::duration(text)
}

/// Parses a number of rows to show or change, at least 1.
pub fn positive(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("it must be 1 at least".into()),
        Ok(number) => Ok(number),
        Err(_) => Err("expected a whole number, e.g. 50".into()),
    }
}

/// Parses the command line. Exits with 0 after writing help or version, and with 2 after a usage error, which is written as JSON
/// if the command line or MORAG_OUTPUT requests JSON.
pub fn parse() -> Cli {
    let matches = help::arranged(command()).try_get_matches();
    match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() && asks_for_json() => {
            let text = error.render().to_string();
            let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
            let body = serde_json::json!({"error": {
                "code": "usage", "message": message, "causes": [], "findings": [], "hint": "see: morag-db --help", "usage": text.trim_end(),
            }});
            crate::output::say(&body.to_string());
            std::process::exit(2)
        }
        Err(error) => error.exit(),
    }
}

/// Whether a usage error is written as JSON. Reads the raw arguments, since clap could not parse them.
fn asks_for_json() -> bool {
    let is_json = |format: &str| matches!(format, "json" | "ndjson");
    let arguments: Vec<String> = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let mut formats =
        arguments.iter().zip(arguments.iter().skip(1)).filter(|(name, _)| *name == "--output").map(|(_, value)| value.as_str());
    let joined = arguments.iter().find_map(|argument| argument.strip_prefix("--output="));
    match formats.next().or(joined) {
        Some(format) => is_json(format),
        None => std::env::var("MORAG_OUTPUT").is_ok_and(|format| is_json(&format)),
    }
}

/// The clap definition of the whole command line, e.g. for completions and manual pages.
pub fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}
