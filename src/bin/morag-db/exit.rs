//! Exit codes and error output: the exit code, error code and hint of each error.

use crate::args::{Format, Global};
use crate::hint_commands;
use crate::output;
use crate::progress::RERUN_ADVICE;
use morag_db::error::{Error, SqlErrorKind};
use serde_json::json;
use std::io::IsTerminal;
use std::process::ExitCode;

/// The exit codes, as `morag-db --help` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    Failure = 1,
    Usage = 2,
    Pending = 3,
    CheckFailed = 4,
    Unreachable = 5,
    Locked = 6,
    RepairNeeded = 7,
    Refused = 8,
    Stale = 9,
    NotFound = 10,
    Interrupted = 130,
    Terminated = 143,
}

fn exit_of(error: &Error) -> Exit {
    match error {
        Error::Configuration { .. } | Error::SiteMigration { .. } | Error::NotADatabase { .. } => Exit::Usage,
        Error::Connect { .. } | Error::ConnectionLost { .. } => Exit::Unreachable,
        // a file named by the user does not exist
        Error::Io { source, doing, .. } if source.kind() == std::io::ErrorKind::NotFound && doing.starts_with("reading") => Exit::Usage,
        Error::Sql { .. } | Error::Io { .. } | Error::Internal { .. } => Exit::Failure,
        Error::MigrationFailed { is_site, source, .. } if *is_site && source.kind == SqlErrorKind::Syntax => Exit::Usage,
        Error::MigrationFailed { .. } => Exit::Failure,
        Error::Refused { .. } | Error::NotConfirmed { .. } | Error::Foreign { .. } => Exit::Refused,
        Error::CheckFailed { .. } | Error::Differs { .. } | Error::PlanChanged | Error::Misfits { .. } => Exit::CheckFailed,
        Error::Stale { .. } | Error::PartlyCreated { .. } => Exit::Stale,
        Error::NotFound { .. } => Exit::NotFound,
        Error::NotReady { .. } => Exit::Pending,
        Error::Locked { .. } | Error::Migrating { .. } | Error::TableLocked { .. } | Error::Busy { .. } => Exit::Locked,
        Error::RepairNeeded { .. } | Error::ResetUnfinished | Error::CopyUnfinished { .. } => Exit::RepairNeeded,
        Error::Interrupted { signal, .. } if *signal == "SIGTERM" => Exit::Terminated,
        Error::Interrupted { .. } => Exit::Interrupted,
    }
}

fn code(error: &Error) -> &'static str {
    match error {
        Error::Configuration { .. } => "configuration",
        Error::SiteMigration { .. } => "site_migration",
        Error::NotADatabase { .. } => "not_a_database",
        Error::Connect { source, .. } => match source.kind {
            SqlErrorKind::LoginRefused => "login_refused",
            SqlErrorKind::DatabaseMissing => "database_missing",
            _ => "unreachable",
        },
        Error::ConnectionLost { .. } => "connection_lost",
        Error::Sql { .. } => "sql",
        Error::Io { .. } => "io",
        Error::Internal { .. } => "internal",
        Error::MigrationFailed { .. } => "migration_failed",
        Error::Refused { .. } => "refused",
        Error::NotConfirmed { .. } => "not_confirmed",
        Error::Foreign { .. } => "foreign_objects",
        Error::Misfits { .. } => "misfits",
        Error::CheckFailed { .. } | Error::Differs { .. } | Error::PlanChanged => "check_failed",
        Error::Stale { .. } => "stale",
        Error::PartlyCreated { .. } => "partly_created",
        Error::NotFound { .. } => "not_found",
        Error::NotReady { .. } => "not_ready",
        Error::Locked { .. } | Error::Migrating { .. } | Error::TableLocked { .. } | Error::Busy { .. } => "locked",
        Error::RepairNeeded { .. } => "repair_needed",
        Error::ResetUnfinished => "reset_unfinished",
        Error::CopyUnfinished { .. } => "copy_unfinished",
        Error::Interrupted { .. } => "interrupted",
    }
}

/// The hint of an error: the next command or action; `None` if there is none.
fn hint(error: &Error) -> Option<String> {
    let hint = match error {
        Error::Refused { hint: Some(hint), .. } | Error::NotConfirmed { hint, .. } => hint.clone(),
        Error::Refused { source: Some(source), .. } if source.kind == SqlErrorKind::MissingRight => match &*source.message {
            message if message.contains("must be owner") => "run the same command as the owner of the tables".into(),
            message if ["SELECT", "INSERT", "UPDATE", "DELETE", "permission denied for table"].iter().any(|right| message.contains(right)) => {
                "as the owner of the tables, grant this role the rights of an application: morag-db init --grant-to ROLE".into()
            }
            _ => "grant the right to this role (PostgreSQL: GRANT CREATE ON SCHEMA public TO role; MySQL, MariaDB: GRANT ALL ON database.* TO user), or use another role".into(),
        },
        Error::Connect { source, target } => match source.kind {
            SqlErrorKind::LoginRefused => "check the user name and password in the URL (percent-encode special characters), PGPASSWORD or MYSQL_PWD".into(),
            SqlErrorKind::DatabaseMissing => "create it with: morag-db init".into(),
            SqlErrorKind::TlsFailed => "check sslmode and the certificates; to trust a private certificate authority, add sslrootcert=FILE (MySQL, MariaDB: ssl-ca=FILE) to the URL".into(),
            SqlErrorKind::Other if source.message.contains("unsupported startup parameter") => {
                "the connection pooler does not accept ?schema=; connect to the server itself, or set the role's search_path with ALTER ROLE".into()
            }
            SqlErrorKind::ObjectMissing | SqlErrorKind::Syntax | SqlErrorKind::Other if !source.code.is_empty() => {
                "the server refused a session parameter: check the parameters in the URL, e.g. options and schema, and PGOPTIONS".into()
            }
            _ if target.starts_with("sqlite:") => "check that the folder exists and that this user can write to it".into(),
            _ => "check the host and port, and that the server is running; to wait for a server that is starting: morag-db health --wait 30s".into(),
        },
        Error::ConnectionLost { .. } => RERUN_ADVICE.into(),
        Error::Internal { .. } => "this is a bug in morag-db: please report it, with the output of the same command with -vv".into(),
        Error::NotADatabase { .. } => "give another file in the URL; this one was not touched".into(),
        Error::Foreign { .. } => "show the plan for taking them over, without changing anything: morag-db migrate adopt --dry-run".into(),
        Error::Misfits { .. } => "repair the rows, or add --on-misfit quarantine (moves them to TABLE_quarantine) or --on-misfit keep-unchecked (leaves out the constraint that they violate)".into(),
        Error::Differs { next, .. } | Error::NotReady { next, .. } => (*next).into(),
        Error::CheckFailed { .. } => "show the state of each migration with: morag-db migrate status".into(),
        Error::PlanChanged => "run it again to see the plan as it is now".into(),
        Error::Migrating { holder: None, .. } => "run the same command again".into(),
        Error::Migrating { .. } => "wait until the migration is complete, then run the same command again".into(),
        Error::Locked { .. } => "wait until the holder has finished, or wait longer with --lock-timeout 5m".into(),
        Error::Busy { .. } | Error::TableLocked { .. } => "end the other session or wait for it, then run the same command again; a migration waits longer with --ddl-lock-timeout 30s".into(),
        Error::RepairNeeded { .. } => "fix the cause, then run one of: morag-db migrate repair --resume (continue it), --mark-applied (it is complete), --roll-back (undo it)".into(),
        Error::Stale { job, .. } => format!("show the job and its events with: morag-db jobs show {job}"),
        Error::PartlyCreated { key, .. } => format!("create the remaining jobs, without duplicates: run the same command with --resume {key}"),
        Error::NotFound { what } => format!("list what exists with: morag-db {}", list_of(what)),
        Error::ResetUnfinished => "complete the interrupted reset with: morag-db init".into(),
        Error::CopyUnfinished { .. } => "complete it by running the same copy or restore again, with the same options; or drop what it wrote: morag-db reset".into(),
        Error::MigrationFailed { direction, .. } => format!("fix the cause, then run: morag-db migrate {direction}"),
        Error::Sql { source, .. } if source.kind == SqlErrorKind::TooLarge => {
            "send less data in one request, or raise the limit on the server: SET GLOBAL max_allowed_packet = 67108864".into()
        }
        Error::Sql { source, .. } if source.kind == SqlErrorKind::DiskFull => "free disk space, then run the same command again".into(),
        Error::Io { path, .. } if path.as_os_str() == "standard output" => {
            "what the command changed stays changed: look with a list or show command before you run it again".into()
        }
        Error::Interrupted { next, .. } => next.clone(),
        Error::Configuration { .. } | Error::SiteMigration { .. } | Error::Refused { .. } | Error::Sql { .. } | Error::Io { .. } => return None,
    };
    Some(hint)
}

/// The command that lists objects of the kind that `what` begins with, e.g. `key`.
fn list_of(what: &str) -> &'static str {
    match what.split(' ').next() {
        Some("key") => "api-keys list",
        Some("user") => "users list",
        Some("task") => "tasks list",
        Some("late") => "jobs late list",
        Some("operation") => "jobs audit",
        Some("archive") => "jobs archive",
        _ => "jobs list",
    }
}

/// The hint, with this run's global options added to its commands so that they can be pasted into a shell.
fn pasted_hint(global: &Global, error: &Error) -> Option<String> {
    hint(error).map(|hint| hint_commands::complete(global, &hint))
}

/// Writes the error, if there is one, and returns the exit code.
pub fn report(global: &Global, result: Result<Exit, Error>) -> ExitCode {
    let exit = match result {
        Ok(exit) => exit,
        Err(error) => {
            say(global, &error);
            exit_of(&error)
        }
    };
    ExitCode::from(exit as u8)
}

/// Writes an error to standard error, as JSON or text depending on the output format.
pub fn say(global: &Global, error: &Error) {
    let format = output::format(global).unwrap_or(Format::Table);
    if matches!(format, Format::Json | Format::Ndjson) { write_json(global, error) } else { write_text(global, error) }
}

fn causes(error: &Error) -> Vec<String> {
    std::iter::successors(std::error::Error::source(error), |e| e.source()).map(ToString::to_string).collect()
}

fn findings(error: &Error) -> &[String] {
    match error {
        Error::CheckFailed { findings, .. } | Error::Differs { findings, .. } | Error::Misfits { findings, .. } => findings,
        Error::NotConfirmed { plan, .. } => plan,
        _ => &[],
    }
}

fn write_json(global: &Global, error: &Error) {
    let body = json!({"error": {
        "code": code(error), "message": error.to_string(), "causes": causes(error), "findings": findings(error), "hint": pasted_hint(global, error),
    }});
    output::say(&body.to_string());
}

fn write_text(global: &Global, error: &Error) {
    let is_plain = output::style_for(global.color, std::io::stderr().is_terminal()) == output::TextStyle::Plain;
    output::say(&format!("{} {}", if is_plain { "error:" } else { "\u{1b}[1;31merror:\u{1b}[0m" }, output::visible(&error.to_string())));
    for cause in causes(error) {
        output::say(&format!("  because: {}", output::visible(&cause)));
    }
    // the only finding is the message itself
    let message = error.to_string();
    for finding in findings(error).iter().filter(|finding| **finding != message) {
        output::say(&format!("  - {}", output::visible(finding)));
    }
    if let Some(hint) = pasted_hint(global, error) {
        output::say(&format!("  hint: {}", output::visible(&hint)));
    }
}
