//! `migrate` and what stands below it.

use super::duration;
use clap::{Args, Subcommand, ValueEnum};
use migration::Backend;
use morag_db::db::Timeouts;
use morag_db::migrate::{AdoptOptions, OnMisfit, Target, Tolerance};
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Subcommand)]
pub enum MigrateCommand {
    /// Apply what is pending
    #[command(
        visible_alias = "upgrade",
        after_long_help = "Examples:\n    morag-db migrate up\n    morag-db migrate up --dry-run\n    morag-db migrate up --to 003 --lock-timeout 10s"
    )]
    Up {
        #[command(flatten)]
        reach: Reach,
        /// Print the exact SQL and change nothing
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        locks: LockArgs,
        #[command(flatten)]
        tolerance: ToleranceArgs,
    },
    /// Undo migrations, newest first; asks first
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
    /// List the migrations and where they stand; never writes
    #[command(visible_aliases = ["current", "history"], after_long_help = "Examples:\n    morag-db migrate status\n    morag-db migrate status --exit-code")]
    Status {
        /// Exit with 3 where migrations are pending, 4 for a wrong history, 6 while one runs, 7 after a failure
        #[arg(long)]
        exit_code: bool,
    },
    /// Print the SQL that `up` would run; never writes
    #[command(after_long_help = "Examples:\n    morag-db migrate plan\n    morag-db migrate plan --offline --backend mysql > schema.sql")]
    Plan {
        /// Without a database: the whole script for an empty one
        #[arg(long, requires = "backend")]
        offline: bool,
        /// The engine of an offline plan
        #[arg(long, value_parser = backend, requires = "offline", value_name = "sqlite|postgres|mysql|mariadb")]
        backend: Option<Backend>,
        #[command(flatten)]
        reach: Reach,
        #[command(flatten)]
        tolerance: ToleranceArgs,
    },
    /// Record a schema that somebody else made, after checking that it is what VERSION makes
    #[command(after_long_help = "Examples:\n    morag-db migrate baseline 004")]
    Baseline {
        /// The built-in migration
        version: String,
        #[command(flatten)]
        locks: LockArgs,
    },
    /// Take over tables that another tool created, with their rows; shows the plan and asks first
    #[command(after_long_help = ADOPT_EXAMPLES)]
    Adopt {
        /// Print the plan and change nothing; exits with 4 where rows or tables stand in the way
        #[arg(long)]
        dry_run: bool,
        /// Write the plan as JSON to this file, too
        #[arg(long, value_name = "FILE")]
        plan_out: Option<PathBuf>,
        #[command(flatten)]
        how: AdoptArgs,
        /// Don't copy an SQLite file first
        #[arg(long)]
        no_backup: bool,
        #[command(flatten)]
        confirm: ConfirmArgs,
        #[command(flatten)]
        locks: LockArgs,
    },
    /// Find a way out of a failed migration (MySQL and MariaDB, which can't roll DDL back)
    #[command(after_long_help = "Examples:\n    morag-db migrate repair --resume\n    morag-db migrate repair --roll-back")]
    Repair {
        #[command(flatten)]
        way: RepairWay,
        #[command(flatten)]
        confirm: ConfirmArgs,
        #[command(flatten)]
        locks: LockArgs,
    },
    /// Show who holds the migration lock, and break a lease that a dead cluster node left behind
    #[command(
        after_long_help = "Other locks end with their holder.\n\nExamples:\n    morag-db migrate unlock\n    morag-db migrate unlock --break"
    )]
    Unlock {
        /// Break the leases that are shown; asks first
        #[arg(long = "break")]
        break_leases: bool,
        #[command(flatten)]
        confirm: ConfirmArgs,
    },
    /// Write an empty site migration NNNN_description.sql
    #[command(after_long_help = "Examples:\n    morag-db migrate new \"add notes to documents\"")]
    New {
        /// What it will do
        description: String,
    },
}

const ADOPT_EXAMPLES: &str = "\
It compares each table with the one that the migrations create, converts what differs, and records the versions. No row is lost:
counts and checksums are compared before and after. On PostgreSQL and SQLite it is one transaction; on MySQL and MariaDB, run it
again if it was broken off.

Examples:
    morag-db migrate adopt --dry-run
    morag-db migrate adopt --dry-run --output json --plan-out plan.json
    morag-db migrate adopt --assume-time-zone Europe/Berlin
    morag-db migrate adopt --on-misfit quarantine --yes --database morag";

/// How to adopt; the same for `init --adopt`.
#[derive(Args, Clone, Debug)]
pub struct AdoptArgs {
    /// The zone in which times were written that are stored without one: UTC, an offset such as +02:00, or a name that the server knows
    #[arg(long, value_name = "ZONE", default_value = "UTC", allow_hyphen_values = true)]
    pub assume_time_zone: String,
    /// What to do with rows that would not fit
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = Misfits::Refuse)]
    pub on_misfit: Misfits,
    /// Resume although rows have changed while the adoption was broken off: applications wrote meanwhile
    #[arg(long)]
    pub accept_changed_rows: bool,
}

/// What to do with rows that would not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Misfits {
    /// Change nothing
    Refuse,
    /// Leave out the rule that they break
    KeepUnchecked,
    /// Move them to a table beside, TABLE_quarantine
    Quarantine,
}

impl AdoptArgs {
    /// Whether anything was said that only an adoption knows.
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

/// How far.
#[derive(Args, Debug)]
pub struct Reach {
    /// Up to and including this version
    #[arg(long, value_name = "VERSION", conflicts_with = "steps")]
    to: Option<String>,
    /// This many migrations
    #[arg(long, value_name = "N")]
    steps: Option<usize>,
}

impl Reach {
    pub fn target(&self) -> Target {
        match (&self.to, self.steps) {
            (Some(version), _) => Target::Version(version.clone()),
            (None, Some(steps)) => Target::Steps(steps),
            (None, None) => Target::Newest,
        }
    }
}

/// How far; it must be said.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub struct RequiredReach {
    /// Down to this version, which stays; 0 undoes all
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
    /// This many migrations
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
    /// Wait so long for another migration to end
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "60s")]
    lock_timeout: Duration,
    /// Wait so long for a table that another session uses, then try again a few times
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "5s")]
    ddl_lock_timeout: Duration,
}

impl LockArgs {
    pub fn timeouts(&self) -> Timeouts {
        Timeouts { lock: self.lock_timeout, ddl_lock: self.ddl_lock_timeout }
    }
}

/// What to put up with.
#[derive(Args, Clone, Copy, Debug)]
pub struct ToleranceArgs {
    /// Apply a migration though a later one is applied
    #[arg(long)]
    allow_out_of_order: bool,
    /// Accept a database that is ahead of this binary
    #[arg(long)]
    allow_newer: bool,
}

impl ToleranceArgs {
    pub fn tolerance(self) -> Tolerance {
        Tolerance { out_of_order: self.allow_out_of_order, newer: self.allow_newer }
    }
}

/// How to say yes without a terminal.
#[derive(Args, Clone, Debug)]
pub struct ConfirmArgs {
    /// Agree without being asked; needs --database
    #[arg(long, requires = "database")]
    pub yes: bool,
    /// The name of the database, to be compared
    #[arg(long, value_name = "NAME")]
    pub database: Option<String>,
    /// Agree to it on a database that is stamped production
    #[arg(long)]
    pub allow_production: bool,
}

/// The three ways out.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub struct RepairWay {
    /// Go on at the step that failed
    #[arg(long)]
    pub resume: bool,
    /// Take it for applied; every step must show in the schema
    #[arg(long)]
    pub mark_applied: bool,
    /// Undo what it did; asks first
    #[arg(long)]
    pub roll_back: bool,
}

fn backend(text: &str) -> Result<Backend, String> {
    Backend::ALL.into_iter().find(|b| b.as_str() == text).ok_or_else(|| "expected sqlite, postgres, mysql or mariadb".into())
}
