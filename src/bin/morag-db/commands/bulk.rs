//! `jobs requeue`, `cancel`, `purge` and `prioritise`: the plan, its confirmation, and the operation.

use crate::args::{BulkArgs, Global, as_confirmation};
use crate::exit::Exit;
use crate::output::{bulk, show, write_file};
use crate::progress::Progress;
use crate::prompt::{Question, confirm};
use morag_db::consent::{Confirmation, Confirmed};
use morag_db::error::{Error, Result};
use morag_db::jobs::{ApplyOptions, BulkAction, BulkPlan, CanaryOptions, Force, Keep, Service};

/// Plans, asks and applies; or only shows or writes the plan.
pub async fn change(
    global: &Global,
    service: &mut Service,
    action: BulkAction,
    args: &BulkArgs,
    force: Force,
    canary: Option<CanaryOptions>,
    progress: &Progress,
) -> Result<Exit> {
    let plan: BulkPlan = match &args.apply {
        Some(path) => serde_json::from_str(&super::jobs::read_text(path)?)
            .map(|plan: BulkPlan| BulkPlan { database: service.database_name(), reason: args.reason.clone().or(plan.reason), ..plan })
            .map_err(|e| Error::configuration(format!("{} is not a plan that --plan-out wrote: {e}", path.display())))?,
        None => {
            let selection = args
                .selection()
                .ok_or_else(|| Error::configuration("no jobs are selected: give ids, a filter such as --status failed, or --all"))?;
            service.plan(action, &selection, force, args.reason.clone()).await?
        }
    };
    if plan.action.action() != action.action() {
        return Err(Error::configuration(format!("this plan is for another command: morag-db jobs {}", plan.action.action().as_str())));
    }
    service.refuse_plan_of_another(&plan)?;
    if plan.jobs.is_empty() && plan.refused.is_empty() && !plan.unknown.is_empty() {
        return Err(Error::NotFound { what: format!("job {}", plan.unknown.join(", ")) });
    }
    if let Some(path) = &args.plan_out {
        let text = serde_json::to_string_pretty(&plan).map_err(|e| Error::internal("writing the plan as JSON", e))?;
        write_file(path, &(text + "\n"))?;
    }
    let is_whole = plan.unknown.is_empty() && (plan.refused.is_empty() || !args.has_ids_or_statuses());
    if args.dry_run || args.plan_out.is_some() || plan.jobs.is_empty() {
        let notes = bulk::notes(&plan, canary.as_ref(), args.keep_for);
        show(global, &bulk::Planned { plan, notes, file: args.plan_out.clone() })?;
        return Ok(if is_whole { Exit::Done } else { Exit::Stale });
    }
    plan.refuse_without_reason()?;
    let confirmed = ask(service, plan, args, canary.as_ref(), progress).await?;
    if let Some(options) = canary {
        return super::canary::begin(global, service, confirmed, options, progress).await;
    }
    let priority = if let BulkAction::Prioritise(priority) = confirmed.plan().action { Some(priority) } else { None };
    let (total, verb) = (confirmed.plan().jobs.len() as u64, past(action));
    progress.set_resume_advice("run the same command again to change the remaining jobs".into());
    let options = ApplyOptions { rate: args.rate, keep: Keep { time: args.keep_for, ..Keep::default() }, id: None };
    let report = service.apply(confirmed, options, &mut |done| progress.count(done as u64, total, verb)).await?;
    progress.clear();
    let is_whole = is_whole && report.skipped.is_empty();
    show(global, &bulk::Changed { report, action: action.action().as_str(), now: status_after(action), priority })?;
    Ok(if is_whole { Exit::Done } else { Exit::Stale })
}

/// What the progress display counts, e.g. `jobs requeued`.
fn past(action: BulkAction) -> &'static str {
    match action {
        BulkAction::Requeue | BulkAction::RequeueFresh => "jobs requeued",
        BulkAction::Cancel => "jobs cancelled",
        BulkAction::Purge => "jobs purged",
        BulkAction::Prioritise(_) => "jobs prioritised",
    }
}

/// Status of the changed jobs; `None` if they were deleted.
fn status_after(action: BulkAction) -> Option<&'static str> {
    match action {
        BulkAction::Requeue | BulkAction::RequeueFresh | BulkAction::Prioritise(_) => Some("pending"),
        BulkAction::Cancel => Some("cancelled"),
        BulkAction::Purge => None,
    }
}

async fn ask(
    service: &Service,
    plan: BulkPlan,
    args: &BulkArgs,
    canary: Option<&CanaryOptions>,
    progress: &Progress,
) -> Result<Confirmed<BulkPlan>> {
    // a single job given by its id needs no confirmation
    let mut plan = plan;
    if plan.jobs.len() == 1 && plan.refused.is_empty() && args.selection().is_some_and(|s| s.ids.len() == 1) {
        let id = plan.jobs.iter().map(|job| job.id.clone()).collect::<Vec<_>>();
        match Confirmed::new(plan, Confirmation::ListedIds(&id)) {
            Ok(confirmed) => return Ok(confirmed),
            Err(unconfirmed) => plan = unconfirmed,
        }
    }
    let database = service.database_name();
    let confirmation = as_confirmation(args.yes, &database);
    let (target, mut consequences) = (plan.target.clone(), bulk::consequences(&plan));
    consequences.extend(bulk::notes(&plan, canary, args.keep_for));
    let question = Question { target, database, environment: None, consequences, flags: Some("--yes") };
    confirm(plan, question, &confirmation, progress).await
}
