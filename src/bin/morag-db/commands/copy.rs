//! `copy`

use super::{on_threads, resolve, resolve_url};
use crate::args::{CopyArgs, Global};
use crate::exit::Exit;
use crate::output::{copy as output, show};
use crate::progress::Progress;
use crate::prompt::{Question, confirm};
use morag_db::consent::{Confirmation, Confirmed};
use morag_db::copy::{CopyOptions, CopyPlan, CopyReport, Copying, MergeReport, compare};
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
        includes_unmanaged: args.include_unmanaged,
        redacts: args.redact,
        uuid_format: args.uuid_format.into(),
        existing: args.existing(),
        rate: args.rate,
        timeouts: args.locks.timeouts(),
        site_folder: global.migrations_dir.clone(),
    };
    if args.dry_run {
        let plan = on_threads(&progress, plan(options, args.into_existing, &progress))?;
        let exit = if plan.refuse().is_err() { Exit::CheckFailed } else { Exit::Done };
        show(global, &output::Planned { plan })?;
        return Ok(exit);
    }
    if args.into_existing {
        let report = on_threads(&progress, merge(options, args, &progress))?;
        show(global, &report)?;
        return Ok(Exit::Done);
    }
    let report = on_threads(&progress, carry_out(options, &progress))?;
    show(global, &report)?;
    Ok(Exit::Done)
}

async fn plan(options: CopyOptions, merges: bool, progress: &Progress) -> Result<CopyPlan> {
    let copying = if merges { Copying::begin_merge(options, progress).await? } else { Copying::begin(options, progress).await? };
    let plan = copying.plan().clone();
    copying.abandon().await;
    Ok(plan)
}

/// Adds the rows to those of the target; asks before any is overwritten.
async fn merge(options: CopyOptions, args: &CopyArgs, progress: &Progress) -> Result<MergeReport> {
    progress.set_resume_advice("run the same command again; nothing was written".into());
    let copying = Copying::begin_merge(options, progress).await?;
    let plan = copying.plan().clone();
    let confirmed = match plan.refuse() {
        Ok(()) => ask(plan, args, progress).await,
        Err(error) => Err(error),
    };
    match confirmed {
        Ok(confirmed) => copying.merge(confirmed, progress).await,
        Err(error) => {
            copying.abandon().await;
            Err(error)
        }
    }
}

async fn ask(plan: CopyPlan, args: &CopyArgs, progress: &Progress) -> Result<Confirmed<CopyPlan>> {
    progress.say_plan(&output::summary(&plan));
    let plan = match Confirmed::new(plan, Confirmation::Harmless) {
        Ok(confirmed) => return Ok(confirmed),
        Err(plan) => plan,
    };
    let environment = plan.merge.as_ref().and_then(|merge| merge.environment.clone());
    let consequences = output::consequences(&plan);
    let question = Question { target: plan.target.clone(), database: plan.database.clone(), environment, consequences, flags: None };
    confirm(plan, question, &args.confirm, progress).await
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
