//! `reset`

use super::{resolve, until_interrupted};
use crate::args::{ConfirmArgs, Global, ResetArgs};
use crate::exit::Exit;
use crate::output::{reports, show};
use crate::progress::Progress;
use crate::prompt::{Question, confirm};
use morag_db::consent::{Confirmation, Confirmed};
use morag_db::db::ObjectKind;
use morag_db::error::Result;
use morag_db::lifecycle::{ResetOptions, ResetPlan, ResetReport, Resetting};
use morag_db::migrate::{Target, Tolerance, UpOptions};
use morag_db::settings::Settings;
use std::time::Duration;

pub fn run(global: &Global, args: &ResetArgs) -> Result<Exit> {
    let settings = resolve(global)?;
    let options = ResetOptions {
        reach: args.reach(),
        wants_backup: !args.no_backup,
        up: UpOptions { target: Target::Newest, timeouts: args.locks.timeouts(), tolerance: Tolerance::default(), first: Vec::new() },
    };
    let progress = Progress::new();
    let report = until_interrupted(&progress, ask_and_carry_out(global, &settings, options, &args.confirm, &progress))?;
    show(global, &reports::Reset { report, source: settings.source })?;
    Ok(Exit::Done)
}

/// Shows what will be lost, asks, and resets the database.
pub async fn ask_and_carry_out(
    global: &Global,
    settings: &Settings,
    options: ResetOptions,
    confirm: &ConfirmArgs,
    progress: &Progress,
) -> Result<ResetReport> {
    let mut resetting = Resetting::begin(&settings.url, &global.migrations_dir, options).await?;
    match ask(&mut resetting, confirm, progress).await {
        Ok(confirmed) => resetting.carry_out(confirmed, progress).await,
        Err(error) => {
            resetting.abandon().await?;
            Err(error)
        }
    }
}

/// Asks for confirmation, and renews the lease while the user decides.
async fn ask(resetting: &mut Resetting, args: &ConfirmArgs, progress: &Progress) -> Result<Confirmed<ResetPlan>> {
    let plan = resetting.plan().clone();
    let plan = match Confirmed::new(plan, Confirmation::Harmless) {
        Ok(confirmed) => return Ok(confirmed),
        Err(plan) => plan,
    };
    let (target, database, environment) = (plan.target.clone(), plan.database.clone(), plan.environment.clone());
    let question = Question { target, database, environment, consequences: consequences(&plan), flags: None };
    let mut asking = std::pin::pin!(confirm(plan, question, args, progress));
    loop {
        tokio::select! {
            answer = &mut asking => return answer,
            _ = tokio::time::sleep(Duration::from_secs(1)) => resetting.keep().await?,
        }
    }
}

fn consequences(plan: &ResetPlan) -> Vec<String> {
    let mut lines: Vec<String> = plan.undone.iter().map(|v| format!("will undo site migration {v}")).collect();
    let width = plan.tables.iter().map(|t| t.table.len()).max().unwrap_or(0);
    let rows = |n: u64| if n == 1 { "1 row".to_string() } else { format!("{n} rows") };
    lines.extend(plan.tables.iter().map(|t| format!("will drop table {:<width$}  {}", t.table, rows(t.rows))));
    lines.extend(plan.functions_and_types.iter().map(|o| format!("will drop {o}")));
    lines.extend(plan.additions.iter().map(|o| format!("will drop {o} with its table; morag-db does not manage it")));
    let with_rows = |n: Option<u64>| n.map(|n| format!(" ({})", rows(n))).unwrap_or_default();
    lines.extend(plan.dependents.iter().map(|d| {
        let verb = if d.kind == ObjectKind::ForeignKey && d.drop.is_none() { "will keep without checking its rows:" } else { "will drop" };
        format!("{verb} {} {}{}, which depends on managed objects and is not managed by morag-db", d.kind, d.name, with_rows(d.rows))
    }));
    lines.extend(plan.others_dropped.iter().map(|o| {
        let name = o.strip_prefix("table ");
        let count = plan.other_tables.iter().find(|t| Some(t.table.as_str()) == name).map(|t| t.rows);
        format!("will drop {o}{}, which is not managed by morag-db", with_rows(count))
    }));
    let more = plan.other_tables.len() + plan.dependents.iter().filter(|d| d.kind == ObjectKind::Table).count();
    if plan.tables.iter().any(|t| t.table == "job_operations" && t.rows > 0) {
        lines.push("the audit of jobs (job_operations, job_events) will be lost with its tables".into());
    }
    lines.push(format!("{} in {} tables will be lost", rows(plan.rows()), plan.tables.len() + more));
    if !plan.others_kept.is_empty() {
        lines.push(format!("will keep: {}", plan.others_kept.join(", ")));
    }
    lines.extend(plan.backup.iter().map(|path| format!("will first copy the file to {}", path.display())));
    lines
}
