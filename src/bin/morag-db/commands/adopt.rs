//! `migrate adopt`

use super::migrate::open;
use super::{resolve, until_interrupted};
use crate::args::{ConfirmArgs, Global};
use crate::exit::Exit;
use crate::output::adopt::Planned;
use crate::output::reports::WithTarget;
use crate::output::{Report, TextStyle, show, write_file};
use crate::progress::Progress;
use crate::prompt::{Question, confirm};
use morag_db::consent::Confirmed;
use morag_db::db::Access;
use morag_db::error::{Error, Result};
use morag_db::migrate::{self, AdoptOptions, AdoptPlan};
use std::path::Path;

pub fn run(global: &Global, options: &AdoptOptions, dry_run: bool, plan_out: Option<&Path>, answer: &ConfirmArgs) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let plan = until_interrupted(&progress, async {
        let (mut session, known) = open(&settings.url, &global.migrations_dir, Access::Read).await?;
        migrate::plan_adoption(&mut session, &known, options).await
    })?;
    if let Some(path) = plan_out {
        write_plan(path, &plan)?;
    }
    if dry_run || plan.is_empty() {
        let exit = if plan.permitted().is_ok() { Exit::Done } else { Exit::CheckFailed };
        show(global, &WithTarget::new(&settings, Planned { plan }))?;
        return Ok(exit);
    }
    plan.permitted()?;
    let confirmed = ask(plan, answer, &progress)?;
    let report = until_interrupted(&progress, async {
        let (mut session, known) = open(&settings.url, &global.migrations_dir, Access::Write).await?;
        migrate::adopt::adopt(&mut session, &known, options, confirmed, &progress).await
    })?;
    show(global, &WithTarget::new(&settings, report))?;
    Ok(Exit::Done)
}

fn ask(plan: AdoptPlan, answer: &ConfirmArgs, progress: &Progress) -> Result<Confirmed<AdoptPlan>> {
    let (target, database, environment) = (plan.target.clone(), plan.database.clone(), plan.environment.clone());
    let shown = Planned { plan };
    let consequences = shown.text(TextStyle::Plain).lines().map(String::from).collect();
    let question = Question { target, database, environment, consequences, flags: None };
    until_interrupted(progress, confirm(shown.plan, question, answer, progress))
}

fn write_plan(path: &Path, plan: &AdoptPlan) -> Result<()> {
    let text = serde_json::to_string_pretty(plan).map_err(|e| Error::internal("writing the plan as JSON", e))?;
    write_file(path, &format!("{text}\n"))
}
