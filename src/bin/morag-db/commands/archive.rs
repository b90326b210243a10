//! `jobs archive`: shows the archive, moves ended jobs there, exports and drops months, prunes what is kept for undo.

use super::archive_export;
use super::undo::confirmed;
use crate::args::{ArchiveArgs, ArchiveCommand, DropArgs, Global, PruneArgs};
use crate::exit::Exit;
use crate::output::{archive as show_as, show};
use crate::progress::Progress;
use morag_db::consent::{Confirmation, Confirmed};
use morag_db::error::Result;
use morag_db::jobs::{ArchiveOptions, ArchiveSelection, Filter, Order, Page, Position, Prune, PrunePlan, Service};

/// Maximum number of operations that `jobs archive kept` lists.
const LISTED: usize = 1_000;

/// Runs `jobs archive` or one of its subcommands.
pub async fn run(
    global: &Global,
    service: &mut Service,
    command: Option<&ArchiveCommand>,
    args: &ArchiveArgs,
    progress: &Progress,
) -> Result<Exit> {
    match (command, args.selection()) {
        (Some(ArchiveCommand::Kept), _) => show(global, &show_as::KeptRows { operations: service.kept(LISTED).await? })?,
        (Some(ArchiveCommand::Prune(args)), _) => prune(global, service, args, progress).await?,
        (Some(ArchiveCommand::Export { month, to }), _) => {
            let planned = service.history_of(*month).await?;
            let files = archive_export::export(service, &planned, to, progress).await?;
            progress.clear();
            show(global, &show_as::Exported { month: *month, files })?;
        }
        (Some(ArchiveCommand::Drop(args)), _) => drop_month(global, service, args, progress).await?,
        (None, Some(selection)) => return move_jobs(global, service, selection, args, progress).await,
        (None, None) => {
            let kept_for_undo = service.archive_size(None).await?;
            show(global, &show_as::Archive { months: service.history().await?, kept_for_undo })?;
        }
    }
    Ok(Exit::Done)
}

/// A page of `jobs list`, with archived jobs or without.
pub async fn page(
    service: &mut Service,
    filter: &Filter,
    (sort, limit): (Order, usize),
    position: Position<'_>,
    archived: bool,
) -> Result<Page> {
    match archived {
        true => service.list_with_history(filter, sort, limit, position).await,
        false => service.list(filter, sort, limit, position).await,
    }
}

async fn move_jobs(
    global: &Global,
    service: &mut Service,
    selection: ArchiveSelection,
    args: &ArchiveArgs,
    progress: &Progress,
) -> Result<Exit> {
    let plan = service.plan_archive(selection, args.reason.clone()).await?;
    if args.dry_run || plan.jobs() == 0 {
        show(global, &show_as::MovePlan::of(&plan))?;
        return Ok(Exit::Done);
    }
    let (total, consequences) = (plan.jobs(), show_as::consequences(&plan));
    let confirmed = confirmed(plan, service, consequences, args.yes, progress).await?;
    progress.set_resume_advice("jobs that were moved stay in the archive; run the same command again for the rest".into());
    let options = ArchiveOptions { rate: args.rate };
    let report = service.archive_ended(confirmed, options, &mut |moved| progress.count(moved, total, "jobs moved")).await?;
    progress.clear();
    let is_whole = report.being_dropped.is_empty();
    show(global, &show_as::MoveReport(report))?;
    Ok(if is_whole { Exit::Done } else { Exit::Stale })
}

async fn drop_month(global: &Global, service: &mut Service, args: &DropArgs, progress: &Progress) -> Result<()> {
    let plan = service.plan_drop(args.month, args.reason.clone()).await?;
    if args.dry_run {
        return show(global, &show_as::PlannedDrop { plan, files: Vec::new(), is_dropped: false });
    }
    let shown = plan.clone();
    // after an interrupted drop, part of the month may be gone: the rest is not exported
    let folder = args.export.as_deref().filter(|_| !shown.month.is_being_dropped);
    let confirmed = confirmed(plan, service, show_as::drop_consequences(&shown, folder), args.yes, progress).await?;
    let files = match folder {
        Some(folder) => archive_export::export(service, &shown.month, folder, progress).await?,
        None => Vec::new(),
    };
    progress.set_resume_advice(format!("finish the drop (what was exported stays) with: morag-db jobs archive drop {}", args.month));
    service.drop_month(confirmed).await?;
    progress.clear();
    show(global, &show_as::PlannedDrop { plan: shown, files, is_dropped: true })
}

async fn prune(global: &Global, service: &mut Service, args: &PruneArgs, progress: &Progress) -> Result<()> {
    let what = match (&args.operation, args.at_most) {
        (Some(id), _) => Prune::Operation(service.operation(id, 0).await?.0.id),
        (None, Some(most)) => Prune::Above(most),
        (None, None) => Prune::Expired,
    };
    let size = match &what {
        Prune::Operation(id) => service.archive_size(Some(id)).await?,
        Prune::Above(_) | Prune::Expired => service.archive_size(None).await?,
    };
    let consequences = show_as::prune_consequences(&what, size);
    let plan = PrunePlan { database: service.database_name(), what };
    let plan = match Confirmed::new(plan, Confirmation::Harmless) {
        Ok(confirmed) => confirmed,
        Err(plan) => confirmed(plan, service, consequences, args.yes, progress).await?,
    };
    show(global, &show_as::PruneReport(service.prune_archive(plan).await?))
}
