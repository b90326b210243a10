//! `health`

use super::{resolve, until_interrupted};
use crate::args::Global;
use crate::exit::Exit;
use crate::output::{reports, show};
use crate::progress::Progress;
use morag_db::backend::Access;
use morag_db::error::{Error, Result, SqlError, SqlErrorKind};
use morag_db::health::{Status, health};
use morag_db::lifecycle::{connect, known_for};
use std::time::Duration;

pub fn run(global: &Global, wait: Duration, timeout: Duration) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let too_slow = || {
        let source = SqlError { kind: SqlErrorKind::Unreachable, code: "".into(), message: format!("no answer within {timeout:?}").into() };
        Error::Connect { target: settings.url.to_string(), source }
    };
    let report = until_interrupted(&progress, async {
        let mut session = connect(&settings.url, Access::Read, wait).await?;
        let known = known_for(&session, &global.migrations_dir)?;
        let report = tokio::time::timeout(timeout, health(&mut session, &known)).await.map_err(|_| too_slow())??;
        session.close().await;
        Ok(report)
    })?;
    let exit = match report.status {
        Status::Pass | Status::Warn => Exit::Done,
        Status::Fail => Exit::CheckFailed,
    };
    show(global, &reports::Health { report, source: settings.source })?;
    Ok(exit)
}
