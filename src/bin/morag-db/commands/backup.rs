//! `backup` and `restore`

use super::{on_threads, reset, resolve};
use crate::args::{BackupArgs, Global, RestoreArgs};
use crate::exit::Exit;
use crate::output::{copy as output, show};
use crate::progress::Progress;
use morag_db::copy::{CopyOptions, Opened, Selection, TargetState, UuidFormat, backup, check_backup, next_file, rotate};
use morag_db::database_url::DatabaseUrl;
use morag_db::db::Timeouts;
use morag_db::error::{Error, Result};
use morag_db::lifecycle::{ResetOptions, ResetScope};
use morag_db::migrate::{Target, Tolerance, UpOptions};

pub fn run(global: &Global, args: &BackupArgs) -> Result<Exit> {
    let progress = Progress::new();
    if args.check {
        let report = on_threads(&progress, check_backup(&args.file, &progress))?;
        show(global, &report)?;
        return Ok(Exit::Done);
    }
    let is_folder = args.file.is_dir();
    let keep = args.keep();
    if !is_folder && (keep.last.is_some() || keep.daily.is_some()) {
        return Err(Error::configuration(format!(
            "--keep-last and --keep-daily need a folder, and {} is none: create it first (mkdir -p)",
            args.file.display()
        )));
    }
    let settings = resolve(global)?;
    let file = if is_folder { next_file(&args.file, &settings.url, args.compress) } else { args.file.clone() };
    let selection = args.tables.selection();
    let options = CopyOptions {
        redacts: args.redact,
        rate: args.rate,
        uuid_format: args.uuid_format.into(),
        ..options(global, settings.url, selection, Timeouts::default())
    };
    let report = on_threads(&progress, async {
        let mut report = backup(options, &file, args.compress, &progress).await?;
        report.removed = rotate(&file, keep).await?;
        Ok(report)
    })?;
    show(global, &report)?;
    Ok(Exit::Done)
}

fn options(global: &Global, url: DatabaseUrl, selection: Selection, timeouts: Timeouts) -> CopyOptions {
    let site_folder = global.migrations_dir.clone();
    CopyOptions {
        from: url.clone(),
        to: url,
        selection,
        redacts: false,
        uuid_format: UuidFormat::Plain,
        replaces: false,
        rate: None,
        timeouts,
        site_folder,
    }
}

pub fn restore(global: &Global, args: &RestoreArgs) -> Result<Exit> {
    let settings = resolve(global)?;
    let options = options(global, settings.url.clone(), args.tables.selection(), args.locks.timeouts());
    let progress = Progress::new();
    progress.set_resume_advice("run the same command again: it resumes from the last commit".into());
    let (plan, report) = on_threads(&progress, async {
        let opened = Opened::open(&args.file, &progress).await?;
        let done = async {
            if args.dry_run {
                return opened.plan(&options, &progress).await.map(|plan| (Some(plan), None));
            }
            let plan = opened.plan(&CopyOptions { replaces: args.replace, ..options.clone() }, &progress).await?;
            // nothing is dropped for a backup that does not fit
            plan.refuse_misfits()?;
            if plan.state == TargetState::Replaced {
                let version = Target::Version(opened.manifest().version.clone());
                let up = UpOptions { target: version, timeouts: options.timeouts, tolerance: Tolerance::default(), first: Vec::new() };
                let how = ResetOptions { reach: ResetScope::Managed, wants_backup: true, up };
                reset::ask_and_carry_out(global, &settings, how, &args.confirm, &progress).await?;
            }
            opened.restore(&options, &progress).await.map(|report| (None, Some(report)))
        }
        .await;
        opened.close()?;
        done
    })?;
    if let Some(mut plan) = plan {
        plan.source = args.file.display().to_string();
        let exit = if plan.misfits.is_empty() { Exit::Done } else { Exit::CheckFailed };
        show(global, &output::Planned { plan })?;
        return Ok(exit);
    }
    if let Some(mut report) = report {
        report.source = args.file.display().to_string();
        show(global, &report)?;
    }
    Ok(Exit::Done)
}
