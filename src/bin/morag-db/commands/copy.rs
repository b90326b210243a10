//! `copy`

use super::{on_threads, resolve, resolve_url};
use crate::args::{CopyArgs, Global};
use crate::exit::Exit;
use crate::output::{copy as output, show};
use crate::progress::Progress;
use morag_db::consent::{Confirmation, Confirmed};
use morag_db::copy::{CopyOptions, CopyPlan, CopyReport, Copying, compare};
use morag_db::error::{Error, Result};

pub fn run(global: &Global, args: &CopyArgs) -> Result<Exit> {
    let from = match &args.from {
        Some(url) => resolve_url(url)?,
        None => resolve(global)?.url,
    };
    let to = resolve_url(&args.to)?;
    let selection = args.tables.selection();
    let progress = Progress::new();
    if args.verify_only {
        let report = on_threads(&progress, compare(&from, &to, &selection, &global.migrations_dir, &progress))?;
        let exit = if report.differences.is_empty() { Exit::Done } else { Exit::CheckFailed };
        show(global, &report)?;
        return Ok(exit);
    }
    let options = CopyOptions {
        from,
        to,
        selection,
        redacts: args.redact,
        uuid_format: args.uuid_format.into(),
        replaces: false,
        rate: args.rate,
        timeouts: args.locks.timeouts(),
        site_folder: global.migrations_dir.clone(),
    };
    if args.dry_run {
        let plan = on_threads(&progress, plan(options, &progress))?;
        let exit = if plan.misfits.is_empty() { Exit::Done } else { Exit::CheckFailed };
        show(global, &output::Planned { plan })?;
        return Ok(exit);
    }
    let report = on_threads(&progress, carry_out(options, &progress))?;
    show(global, &report)?;
    Ok(Exit::Done)
}

async fn plan(options: CopyOptions, progress: &Progress) -> Result<CopyPlan> {
    let copying = Copying::begin(options, progress).await?;
    let plan = copying.plan().clone();
    copying.abandon().await;
    Ok(plan)
}

/// Copies; the rows go into tables that are empty, so there is nothing to confirm.
pub async fn carry_out(options: CopyOptions, progress: &Progress) -> Result<CopyReport> {
    progress.set_resume_advice("run the same command again: it resumes from the last commit".into());
    let copying = Copying::begin(options, progress).await?;
    let plan = copying.plan().clone();
    progress.say_plan(&output::summary(&plan));
    let confirmed = Confirmed::new(plan, Confirmation::Harmless).map_err(|_| Error::configuration("the plan was not confirmed"))?;
    copying.carry_out(confirmed, progress).await
}
