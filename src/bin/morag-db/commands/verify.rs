//! `verify`

use super::{resolve, until_interrupted};
use crate::args::Global;
use crate::exit::Exit;
use crate::output::{reports, show};
use crate::progress::Progress;
use morag_db::backend::Access;
use morag_db::error::Result;
use morag_db::lifecycle::{connect, known_for};
use morag_db::schema::{Strictness, Verdict, verify};
use std::time::Duration;

pub fn run(global: &Global, is_strict: bool) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let strictness = if is_strict { Strictness::Everything } else { Strictness::Drift };
    let report = until_interrupted(&progress, async {
        let mut session = connect(&settings.url, Access::Read, Duration::ZERO).await?;
        let known = known_for(&session, &global.migrations_dir)?;
        let report = verify(&mut session, &known, strictness).await?;
        session.close().await;
        Ok(report)
    })?;
    let exit = match report.verdict {
        Verdict::Right => Exit::Done,
        Verdict::Pending => Exit::Pending,
        Verdict::Drift => Exit::CheckFailed,
        Verdict::Migrating => Exit::Locked,
        Verdict::RepairNeeded => Exit::RepairNeeded,
    };
    show(global, &reports::Verify { report, source: settings.source })?;
    Ok(exit)
}
