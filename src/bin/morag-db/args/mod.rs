//! The command-line arguments, defined with clap.

mod accounts;
mod actor;
mod archive;
mod backup;
mod canary;
mod config;
mod copy;
mod filter;
mod global;
mod help;
mod jobs;
mod late;
mod lint;
mod migrate;
mod parsers;
mod reset;
mod retry;
mod schema;
mod serve;
mod shell;
mod types;
mod undo;
mod usage;
mod verify;
mod watch;
mod worker;

pub use accounts::{ApiKeysCommand, TasksCommand, UsersCommand};
pub use actor::actor_of;
pub use archive::{ArchiveArgs, ArchiveCommand, DropArgs, PruneArgs};
pub use backup::{BackupArgs, RestoreArgs};
pub use canary::OperationsCommand;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand};
pub use config::ConfigCommand;
pub use copy::CopyArgs;
pub use filter::{BulkArgs, as_confirmation};
pub use global::{Format, Global, LogFormat, MIGRATIONS_DIR, When};
pub use jobs::{JobsCommand, force};
pub use late::LateCommand;
pub use lint::LintArgs;
pub use migrate::{AdoptArgs, ConfirmArgs, LockArgs, MigrateCommand, RepairWay};
pub use parsers::{duration, interval, positive};
pub use reset::ResetArgs;
pub use retry::RetryArgs;
pub use schema::{DumpArgs, DumpFormat, SchemaCommand};
pub use serve::{RoleName, ServeArgs};
pub use shell::ShellArgs;
use std::path::PathBuf;
use std::time::Duration;
pub use types::{LimitsCommand, TypesArgs};
pub use undo::UndoArgs;
pub use usage::parse;
pub use verify::VerifyArgs;
pub use watch::{Until, WatchArgs};
pub use worker::{CreateArgs, SubmitArgs};

const STYLES: Styles = Styles::styled().header(AnsiColor::Green.on_default().bold()).literal(AnsiColor::Cyan.on_default().bold());

const EXIT_CODES: &str = "\
Exit codes:
    0  success
    1  unexpected failure
    2  wrong usage or configuration
    3  migrations are pending
    4  a check failed: schema drift, a modified or unknown migration,
       an unhealthy database, a damaged backup, values that a target can't
       store, databases that differ
    5  the database is unreachable or refused the login, or the connection
       was lost
    6  a lock was not released in time, or a migration is running or has
       run during the command
    7  a migration failed and must be repaired, or a reset or a copy was
       interrupted
    8  refused: not confirmed, forbidden by a safety check, or not permitted
       in the database
    9  only partly done, or the row changed in the meantime (stale)
   10  no such job, user, key, task, operation or late result
  130  interrupted (143 for SIGTERM)

Settings are taken from the first of: option, environment, .env in the working
directory, default.
    Database: --database-url or --profile, MORAG_DATABASE_URL or
              MORAG_DATABASE_URL_FILE or MORAG_PROFILE, DATABASE_URL,
              DB_HOST DB_PORT DB_USER DB_PASSWORD DB_NAME (PostgreSQL),
              default_profile of ~/.config/morag-db/config.toml,
              else sqlite://morag.db
    Replica:  --read-url; with a profile, its read_url; else MORAG_READ_URL
              (ignored with --database-url)
    Output:   --output, MORAG_OUTPUT, the profile's output, else table
    Log:      MORAG_LOG, a filter, e.g. info or morag_db=debug; else -v

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

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create the database if it is missing, migrate, and verify the result
    Init(InitArgs),
    /// Compare the live schema with the expected one; never writes
    Verify(verify::VerifyArgs),
    /// Check whether the database can serve now; never writes
    #[command(
        visible_alias = "test",
        after_long_help = "Exit codes:\n    0  can serve (perhaps with warnings)\n    4  can't serve\n    5  can't be reached\n\nExamples:\n    \
                                 morag-db health\n    morag-db health --wait 30s --timeout 5s --output json\n    morag-db health --watch 10s"
    )]
    Health {
        /// Wait up to this long for a server that refuses connections or is starting
        #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "0s")]
        wait: Duration,
        /// Time limit for the check, not counting --wait
        #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "10s")]
        timeout: Duration,
        /// Repeat until interrupted, at this interval (5s if no value is given); redraws on a terminal, otherwise prints each report
        #[arg(long, value_name = "INTERVAL", value_parser = interval, num_args = 0..=1, default_missing_value = "5s")]
        watch: Option<Duration>,
    },
    /// Drop everything that morag-db manages and create it anew; asks for confirmation
    Reset(reset::ResetArgs),
    /// Copy the rows of a database to another one, on any engine, and compare both
    Copy(Box<copy::CopyArgs>),
    /// Write all rows to a file that can be restored on any engine, or check such a file
    Backup(Box<backup::BackupArgs>),
    /// Fill an empty database from a backup
    Restore(Box<backup::RestoreArgs>),
    /// Apply, undo and inspect migrations; without a subcommand, apply pending migrations
    Migrate {
        #[command(subcommand)]
        command: Option<MigrateCommand>,
    },
    /// Print the schema
    Schema {
        #[command(subcommand)]
        command: SchemaCommand,
    },
    /// List migrations and their states, like `migrate status`; never writes
    Status,
    /// List, manage and process jobs
    Jobs {
        #[command(subcommand)]
        command: Box<jobs::JobsCommand>,
    },
    /// Serve the HTTP API for remote workers and operators, and a web page
    Serve(Box<serve::ServeArgs>),
    /// Open the engine's own client: psql, mariadb or mysql, sqlite3
    #[command(
        after_long_help = "The password is passed in the environment, not as an argument. Of several MySQL or\nMariaDB servers, the first is used.\n\nExamples:\n    morag-db shell --read-only\n    morag-db shell -- -c 'SELECT count(*) FROM remote_jobs'"
    )]
    Shell(ShellArgs),
    /// Create demo data in every table, or remote jobs in bulk
    #[command(
        after_long_help = "Refused on a database whose environment is production.\n\nExamples:\n    morag-db seed\n    morag-db seed --remote-jobs 1000000 --days 90 --with-events"
    )]
    Seed {
        /// Random seed; the same seed creates the same rows, except for their times
        #[arg(long, value_name = "N", default_value = "1")]
        seed: u64,
        /// Create N remote jobs instead, 90 % of them completed
        #[arg(long, value_name = "N")]
        remote_jobs: Option<u64>,
        /// Spread the creation times of these jobs over the last N days
        #[arg(long, value_name = "N", default_value = "30", requires = "remote_jobs", value_parser = clap::value_parser!(u32).range(1..=3650))]
        days: u32,
        /// Also create the events of these jobs (claim and end of each run)
        #[arg(long, requires = "remote_jobs")]
        with_events: bool,
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
    /// Show and check the profiles of the configuration file
    #[command(after_long_help = "Examples:\n    morag-db config show\n    morag-db config check")]
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Write shell completions to standard output
    #[command(
        after_long_help = "The script runs morag-db at each Tab, and so also completes ids, types and\nworkers from the configured database.\n\nExamples:\n    source <(morag-db completions bash)\n    morag-db completions bash > /etc/bash_completion.d/morag-db"
    )]
    Completions {
        /// Shell to write the script for
        shell: clap_complete::Shell,
        /// Write a script that never runs morag-db; it completes only commands, options and fixed values
        #[arg(long = "static")]
        is_static: bool,
    },
    /// Print the version (as JSON: also commit, target and profile of the build)
    Version,
    /// Write manual pages into a folder
    #[command(after_long_help = "Examples:\n    morag-db man /usr/local/share/man/man1")]
    Man {
        /// Existing folder to write to
        dir: PathBuf,
    },
}

/// `init`
#[derive(Args, Debug)]
#[command(
    after_long_help = "Safe to run repeatedly, on several hosts in parallel, and after being killed.\n\nExamples:\n    morag-db init\n    \
                             morag-db init --wait 30s --environment production --grant-to morag_app"
)]
pub struct InitArgs {
    /// Wait up to this long for a server that refuses connections or is starting
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "0s")]
    pub wait: Duration,
    /// Record this environment name in the database, e.g. production; later a different name is refused
    #[arg(long, value_name = "NAME")]
    pub environment: Option<String>,
    /// Grant this application role the privileges that it needs on the tables; may be repeated
    #[arg(long, value_name = "ROLE")]
    pub grant_to: Vec<String>,
    /// First take over tables that another tool created, like `migrate adopt`, without asking
    #[arg(long)]
    pub adopt: bool,
    #[command(flatten)]
    pub how: AdoptArgs,
    #[command(flatten)]
    pub locks: LockArgs,
    #[command(flatten)]
    pub tolerance: migrate::ToleranceArgs,
}

/// The clap definition of the whole command line, e.g. for completions and manual pages.
pub fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}
