//! `jobs undo`.

use crate::args::{Global, UndoArgs, as_confirmation};
use crate::exit::Exit;
use crate::output::{show, undo};
use crate::progress::Progress;
use crate::prompt::{Question, confirm};
use morag_db::consent::{Confirmation, Confirmed, Plan};
use morag_db::error::Result;
use morag_db::jobs::{Service, UndoPlan};

/// Plans, asks and undoes; or only shows the plan.
pub async fn undo(global: &Global, service: &mut Service, args: &UndoArgs, progress: &Progress) -> Result<Exit> {
    let plan = service.plan_undo(&args.operation, args.reason.clone()).await?;
    let is_whole = plan.refused.is_empty();
    if args.dry_run || plan.jobs.is_empty() {
        show(global, &undo::Planned { plan })?;
        return Ok(if is_whole { Exit::Done } else { Exit::Stale });
    }
    let confirmed = ask(service, plan, args, progress).await?;
    let total = confirmed.plan().jobs.len() as u64;
    progress.set_resume_advice("run the same command again to undo the remaining jobs".into());
    let report = service.undo(confirmed, args.rate, &mut |done| progress.count(done as u64, total, "jobs restored")).await?;
    progress.clear();
    let is_whole = is_whole && report.skipped.is_empty();
    show(global, &undo::Undone { report })?;
    Ok(if is_whole { Exit::Done } else { Exit::Stale })
}

async fn ask(service: &mut Service, plan: UndoPlan, args: &UndoArgs, progress: &Progress) -> Result<Confirmed<UndoPlan>> {
    // a single job needs no confirmation, as for the operation itself
    let ids: Vec<String> = plan.jobs.iter().map(|job| job.id.clone()).collect();
    let mut plan = plan;
    if ids.len() == 1 {
        match Confirmed::new(plan, Confirmation::ListedIds(&ids)) {
            Ok(confirmed) => return Ok(confirmed),
            Err(unconfirmed) => plan = unconfirmed,
        }
    }
    let consequences = undo::consequences(&plan);
    confirmed(plan, service, consequences, args.yes, progress).await
}

/// Asks for a confirmation, unless `yes` gives it.
pub async fn confirmed<P: Plan + Send + 'static>(
    plan: P,
    service: &mut Service,
    consequences: Vec<String>,
    yes: bool,
    progress: &Progress,
) -> Result<Confirmed<P>> {
    let (target, database) = (service.session().url().to_string(), service.database_name());
    let confirmation = as_confirmation(yes, &database);
    let question = Question { target, database, environment: None, consequences, flags: Some("--yes") };
    confirm(plan, question, &confirmation, progress).await
}
