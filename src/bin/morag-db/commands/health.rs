//! `health`

use super::{resolve, until_interrupted};
use crate::args::Global;
use crate::exit::{self, Exit};
use crate::hint_commands;
use crate::output::{reports, show};
use crate::progress::Progress;
use morag_db::db::Access;
use morag_db::error::{Error, Result, SqlError, SqlErrorKind};
use morag_db::health::{Check, HealthReport, Status, check_replica, health};
use morag_db::lifecycle::{connect, known_to_readers};
use morag_db::read_replica;
use morag_db::settings::Settings;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

pub fn run(global: &Global, wait: Duration, timeout: Duration, watch: Option<Duration>) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    if let Some(interval) = watch {
        return until_interrupted(&progress, watch_for_ever(global, &settings, timeout, interval));
    }
    let report = until_interrupted(&progress, check_once(global, &settings, wait, timeout))?;
    let exit = match report.status {
        Status::Pass | Status::Warn => Exit::Done,
        Status::Fail => Exit::CheckFailed,
    };
    show(global, &reports::Health { report, source: settings.source })?;
    Ok(exit)
}

async fn check_once(global: &Global, settings: &Settings, wait: Duration, timeout: Duration) -> Result<HealthReport> {
    let too_slow = || {
        let source = SqlError { kind: SqlErrorKind::Unreachable, code: "".into(), message: format!("no answer within {timeout:?}").into() };
        Error::Connect { target: settings.url.to_string(), source }
    };
    let mut session = connect(&settings.url, Access::Read, wait).await?;
    let known = known_to_readers(&session, &global.migrations_dir)?;
    let start = Instant::now();
    let mut report = tokio::time::timeout(timeout, health(&mut session, &known)).await.map_err(|_| too_slow())??;
    if let Some(replica) = &settings.replica {
        let limit = read_replica::CONNECT.min(timeout.saturating_sub(start.elapsed()));
        report.add(check_replica(&mut session, replica, limit).await);
    }
    session.close().await;
    let checks = report.checks.into_iter().map(|c| Check { detail: hint_commands::complete(global, &c.detail), ..c }).collect();
    Ok(HealthReport { checks, ..report })
}

/// Repeats the check until interrupted. Each check opens a new connection: a kept one would itself be a load and would not notice a
/// restart. Errors are written, and watching continues.
async fn watch_for_ever(global: &Global, settings: &Settings, timeout: Duration, interval: Duration) -> Result<Exit> {
    loop {
        let found = check_once(global, settings, Duration::ZERO, timeout).await;
        if std::io::stdout().is_terminal() {
            let mut out = std::io::stdout().lock();
            // cursor to the top left, then clear the rest of the screen: no flicker
            let cleared = out.write_all(b"\x1b[H\x1b[J").and_then(|()| out.flush());
            cleared.map_err(|source| Error::Io { doing: "writing", path: "standard output".into(), source })?;
        }
        match found {
            Ok(report) => show(global, &reports::Health { report, source: settings.source.clone() })?,
            Err(error) => exit::say(global, &error),
        }
        tokio::time::sleep(interval.max(Duration::from_millis(100))).await;
    }
}
