//! Arguments of `migrate` and its subcommands.

use super::{LintArgs, duration};
use clap::{Args, Subcommand, ValueEnum};
use migration::Backend;
use morag_db::db::Timeouts;
use morag_db::migrate::{AdoptOptions, OnMisfit, Target, Tolerance};
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Subcommand)]
pub enum MigrateCommand {
    /// Apply pending migrations
    #[command(
        visible_alias = "upgrade",
        after_long_help = "Examples:\n    morag-db migrate up\n    morag-db migrate up --dry-run\n    morag-db migrate up --to 003 --lock-timeout 10s"
    )]
    Up {
        #[command(flatten)]
        reach: ResetScope,
        /// Print the SQL and change nothing
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        locks: LockArgs,
        #[command(flatten)]
        tolerance: ToleranceArgs,
    },
    /// Undo migrations, newest first; asks for confirmation
    #[command(
        visible_alias = "downgrade",
        after_long_help = "Examples:\n    morag-db migrate down --steps 1\n    morag-db migrate down --to 0 --yes --database morag"
    )]
    Down {
        #[command(flatten)]
        reach: RequiredReach,
        #[command(flatten)]
        confirm: ConfirmArgs,
        #[command(flatten)]
        locks: LockArgs,
    },
    /// List migrations and their states; never writes [aliases: current, history]
    // aliases hidden from clap: its completion offers one name per command, the alphabetically first
    #[command(aliases = ["current", "history"], after_long_help = "Examples:\n    morag-db migrate status\n    morag-db migrate status --exit-code")]
    Status {
        /// Exit with 3 if migrations are pending, 4 if one is modified, unknown or out of order, 6 while one is running, 7 if one has
        /// failed
        #[arg(long)]
        exit_code: bool,
    },
    /// Check that no migration is pending or failed, like `migrate status --exit-code`; never writes
    #[command(after_long_help = "Examples:\n    morag-db migrate check && start-the-application")]
    Check,
    /// Print the SQL that `migrate up` would run; never writes
    #[command(after_long_help = "Examples:\n    morag-db migrate plan\n    morag-db migrate plan --offline --backend mysql > schema.sql")]
    Plan {
        /// Print the script for an empty database, without connecting to a database
        #[arg(long, requires = "backend")]
        offline: bool,
        /// Engine of the offline plan
        #[arg(long, value_parser = backend, requires = "offline", value_name = "sqlite|postgres|mysql|mariadb")]
        backend: Option<Backend>,
        #[command(flatten)]
        reach: ResetScope,
        #[command(flatten)]
        tolerance: ToleranceArgs,
    },
    /// Record an existing schema as VERSION, after comparing it with the schema that VERSION creates
    #[command(after_long_help = "Examples:\n    morag-db migrate baseline 004")]
    Baseline {
        /// Version of a built-in migration
        version: String,
        #[command(flatten)]
        locks: LockArgs,
    },
    /// Take over tables that another tool created, with their rows; asks for confirmation
    #[command(after_long_help = ADOPT_EXAMPLES)]
    Adopt {
        /// Print the plan and change nothing; exits with 4 if rows or tables prevent the adoption
        #[arg(long)]
        dry_run: bool,
        /// Also write the plan as JSON to this file
        #[arg(long, value_name = "FILE")]
        plan_out: Option<PathBuf>,
        #[command(flatten)]
        how: AdoptArgs,
        /// Do not copy an SQLite file before the adoption
        #[arg(long)]
        no_backup: bool,
        #[command(flatten)]
        confirm: ConfirmArgs,
        #[command(flatten)]
        locks: LockArgs,
    },
    /// Repair a failed migration that could not be rolled back (MySQL, MariaDB, or transaction:false)
    #[command(after_long_help = "Examples:\n    morag-db migrate repair --resume\n    morag-db migrate repair --roll-back")]
    Repair {
        #[command(flatten)]
        way: RepairWay,
        #[command(flatten)]
        confirm: ConfirmArgs,
        #[command(flatten)]
        locks: LockArgs,
    },
    /// Show who holds the migration lock; --break removes the lease of a dead cluster node
    #[command(
        after_long_help = "Only leases, which clusters use, may have to be broken. All other locks end\nwhen the process that holds them ends.\n\nExamples:\n    morag-db migrate unlock\n    morag-db migrate unlock --break"
    )]
    Unlock {
        /// Break the leases that are shown; asks for confirmation
        #[arg(long = "break")]
        break_leases: bool,
        #[command(flatten)]
        confirm: ConfirmArgs,
    },
    /// Check migrations of your own for statements that destroy data or keep applications waiting; reads files only
    Lint(LintArgs),
    /// Create an empty migration of your own, NNNN_description.sql
    #[command(after_long_help = "Examples:\n    morag-db migrate new \"add notes to documents\"")]
    New {
        /// Description, used in the file name
        description: String,
    },
}

const ADOPT_EXAMPLES: &str = "\
Each table is compared with the one that the migrations create. Differences
are converted, and the migrations are recorded as applied. No row is lost: row
counts and checksums are compared before and after. On PostgreSQL and SQLite
this is one transaction. On MySQL and MariaDB, run the same command again if
it was interrupted.

Examples:
    morag-db migrate adopt --dry-run
    morag-db migrate adopt --dry-run --output json --plan-out plan.json
    morag-db migrate adopt --assume-time-zone Europe/Berlin
    morag-db migrate adopt --on-misfit quarantine --yes --database morag";

/// How to adopt tables; the same for `init --adopt`.
#[derive(Args, Clone, Debug)]
pub struct AdoptArgs {
    /// Time zone of times that are stored without one: UTC, an offset such as +02:00, or a time zone name that the server knows
    #[arg(long, value_name = "ZONE", default_value = "UTC", allow_hyphen_values = true)]
    pub assume_time_zone: String,
    /// What to do with rows that violate the new schema
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = Misfits::Refuse)]
    pub on_misfit: Misfits,
    /// Resume an interrupted adoption although applications changed rows in the meantime
    #[arg(long)]
    pub accept_changed_rows: bool,
}

/// What to do with rows that violate the new schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Misfits {
    /// Refuse the adoption and change nothing
    Refuse,
    /// Keep the rows and leave out the constraint that they violate
    KeepUnchecked,
    /// Move the rows to a table named TABLE_quarantine
    Quarantine,
}

impl AdoptArgs {
    /// Whether an option was given that only an adoption uses.
    pub fn is_given(&self) -> bool {
        self.assume_time_zone != "UTC" || self.on_misfit != Misfits::Refuse || self.accept_changed_rows
    }

    pub fn options(&self, wants_backup: bool, timeouts: Timeouts) -> AdoptOptions {
        let on_misfit = match self.on_misfit {
            Misfits::Refuse => OnMisfit::Refuse,
            Misfits::KeepUnchecked => OnMisfit::KeepUnchecked,
            Misfits::Quarantine => OnMisfit::Quarantine,
        };
        AdoptOptions {
            time_zone: self.assume_time_zone.clone(),
            on_misfit,
            wants_backup,
            accepts_changed_rows: self.accept_changed_rows,
            timeouts,
        }
    }
}

/// Which migrations to apply.
#[derive(Args, Debug)]
pub struct ResetScope {
    /// Stop after this version [default: the newest]
    #[arg(long, value_name = "VERSION", conflicts_with = "steps")]
    to: Option<String>,
    /// Apply at most N migrations
    #[arg(long, value_name = "N")]
    steps: Option<usize>,
}

impl ResetScope {
    pub fn target(&self) -> Target {
        match (&self.to, self.steps) {
            (Some(version), _) => Target::Version(version.clone()),
            (None, Some(steps)) => Target::Steps(steps),
            (None, None) => Target::Newest,
        }
    }
}

/// Which migrations to undo; required.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub struct RequiredReach {
    /// Undo all migrations after this version; 0 undoes every migration
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
    /// Undo the newest N migrations
    #[arg(long, value_name = "N")]
    steps: Option<usize>,
}

impl RequiredReach {
    pub fn target(&self) -> Target {
        self.to.clone().map_or_else(|| Target::Steps(self.steps.unwrap_or(0)), Target::Version)
    }
}

/// How long to wait for locks.
#[derive(Args, Debug)]
pub struct LockArgs {
    /// Wait up to this long while another process holds the migration lock
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "60s")]
    lock_timeout: Duration,
    /// Wait up to this long for a table that another session has locked, in each of several attempts
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "5s")]
    ddl_lock_timeout: Duration,
}

impl LockArgs {
    pub fn timeouts(&self) -> Timeouts {
        Timeouts { lock: self.lock_timeout, ddl_lock: self.ddl_lock_timeout }
    }
}

/// Deviations of the history to allow.
#[derive(Args, Clone, Copy, Debug)]
pub struct ToleranceArgs {
    /// Allow applying a migration although a later one is already applied
    #[arg(long)]
    allow_out_of_order: bool,
    /// Allow a database that has migrations newer than this program
    #[arg(long)]
    allow_newer: bool,
}

impl ToleranceArgs {
    pub fn tolerance(self) -> Tolerance {
        Tolerance { out_of_order: self.allow_out_of_order, newer: self.allow_newer }
    }
}

/// How to confirm without a terminal.
#[derive(Args, Clone, Debug)]
pub struct ConfirmArgs {
    /// Confirm without being asked; requires --database
    #[arg(long, visible_alias = "force", requires = "database")]
    pub yes: bool,
    /// Name of the database, as a safety check; it must match the connected database
    #[arg(long, value_name = "NAME")]
    pub database: Option<String>,
    /// Allow this on a database whose environment is production
    #[arg(long)]
    pub allow_production: bool,
}

/// Ways to repair a failed migration.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub struct RepairWay {
    /// Continue at the failed step
    #[arg(long)]
    pub resume: bool,
    /// Record the migration as applied; every step must already be visible in the schema
    #[arg(long)]
    pub mark_applied: bool,
    /// Undo what the migration did; asks for confirmation
    #[arg(long)]
    pub roll_back: bool,
}

pub fn backend(text: &str) -> Result<Backend, String> {
    Backend::ALL.into_iter().find(|b| b.as_str() == text).ok_or_else(|| "expected sqlite, postgres, mysql or mariadb".into())
}
