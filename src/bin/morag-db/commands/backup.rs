//! `backup` and `restore`

use super::{on_threads, reset, resolve};
use crate::args::{BackupArgs, Global, RestoreArgs};
use crate::exit::Exit;
use crate::output::{copy as output, show};
use crate::progress::Progress;
use morag_db::copy::{
    CopyOptions, ExistingRows, Opened, Selection, TargetState, UuidFormat, backup, check_backup, next_file, rotate, sweep,
};
use morag_db::database_url::DatabaseUrl;
use morag_db::db::Timeouts;
use morag_db::error::{Error, Result};
use morag_db::lifecycle::{ResetOptions, ResetScope};
use morag_db::migrate::{Target, Tolerance, UpOptions};
use morag_db::settings::Settings;

pub fn run(global: &Global, args: &BackupArgs) -> Result<Exit> {
    let progress = Progress::new();
    if args.check {
        let report = on_threads(&progress, check_backup(&args.file, &progress))?;
        show(global, &report)?;
        return Ok(Exit::Done);
    }
    let is_folder = args.file.is_dir();
    if !is_folder && args.file.as_os_str().to_string_lossy().ends_with('/') {
        return Err(Error::configuration(format!("the folder {0} does not exist: create it first (mkdir -p {0})", args.file.display())));
    }
    let keep = args.keep();
    if !is_folder && (keep.last.is_some() || keep.daily.is_some()) {
        return Err(Error::configuration(format!(
            "--keep-last and --keep-daily need a folder, and {} is none: create it first (mkdir -p)",
            args.file.display()
        )));
    }
    let settings = resolve(global)?;
    if is_folder {
        sweep(&args.file, &settings.url)?;
    }
    let file = if is_folder { next_file(&args.file, &settings.url, args.compress) } else { args.file.clone() };
    let selection = args.tables.selection();
    let options = CopyOptions {
        redacts: args.redact,
        rate: args.rate,
        uuid_format: args.uuid_format.into(),
        ..options(global, settings.url, selection, Timeouts::default())
    };
    progress.set_resume_advice("run the same command again; no backup was written".into());
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
        includes_unmanaged: false,
        redacts: false,
        uuid_format: UuidFormat::Plain,
        existing: ExistingRows::Refused,
        rate: None,
        timeouts,
        site_folder,
    }
}

pub fn restore(global: &Global, args: &RestoreArgs) -> Result<Exit> {
    let settings = resolve(global)?;
    let name = settings.url.database_name();
    if args.confirm.database.as_ref().is_some_and(|given| *given != name) {
        return Err(Error::refused(
            format!(
                "--database is '{}', but the database is '{name}'; nothing was changed",
                args.confirm.database.as_deref().unwrap_or("")
            ),
            format!("give --database {name}, or another --database-url"),
        ));
    }
    let progress = Progress::new();
    progress.set_resume_advice("run the same command again: it resumes from the last commit".into());
    if args.dry_run {
        let mut plan = on_threads(&progress, async {
            let opened = Opened::open(&args.file, &progress).await?;
            opened.plan(&restore_options(global, args, &settings, &opened)?, &progress).await
        })?;
        plan.source = args.file.display().to_string();
        let exit = if plan.misfits.is_empty() { Exit::Done } else { Exit::CheckFailed };
        show(global, &output::Planned { plan })?;
        return Ok(exit);
    }
    let mut report = on_threads(&progress, carry_out(global, args, &settings, &progress))?;
    report.copy.source = args.file.display().to_string();
    show(global, &report)?;
    Ok(Exit::Done)
}

fn restore_options(global: &Global, args: &RestoreArgs, settings: &Settings, opened: &Opened) -> Result<CopyOptions> {
    let selection = opened.select(&args.tables.selection())?;
    let existing = if args.replace { ExistingRows::Dropped } else { ExistingRows::Refused };
    Ok(CopyOptions { existing, ..options(global, settings.url.clone(), selection, args.locks.timeouts()) })
}

async fn carry_out(global: &Global, args: &RestoreArgs, settings: &Settings, progress: &Progress) -> Result<output::Restored> {
    let opened = Opened::open(&args.file, progress).await?;
    let options = restore_options(global, args, settings, &opened)?;
    let plan = opened.plan(&options, progress).await?;
    // nothing is dropped for a backup that does not fit
    plan.refuse_misfits()?;
    let mut replaced = None;
    if plan.state == TargetState::Replaced {
        if !opened.manifest().is_whole() {
            return Err(Error::refused(
                "--replace drops all tables, and this backup has only some of them; nothing was changed",
                "restore it into an empty or new database",
            ));
        }
        let version = Target::Version(opened.manifest().version.clone());
        let up = UpOptions { target: version, timeouts: options.timeouts, tolerance: Tolerance::default(), first: Vec::new() };
        let how = ResetOptions { reach: ResetScope::Managed, wants_backup: true, up };
        replaced = Some(reset::ask_and_carry_out(global, settings, how, &args.confirm, progress).await?);
    }
    let copy = opened.restore(&CopyOptions { existing: ExistingRows::Refused, ..options }, progress).await?;
    Ok(output::Restored { copy, replaced })
}
