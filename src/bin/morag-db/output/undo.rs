//! Text output of `jobs undo`.

use super::reports::facts;
use super::{Report, TextStyle, visible};
use morag_db::jobs::{UndoPlan, UndoReport, UndoneJob};
use morag_db::words::counted;
use serde::Serialize;
use std::collections::BTreeMap;

/// Maximum number of jobs shown individually.
const SAMPLE: usize = 5;

/// What an undo would do, line by line.
pub fn consequences(plan: &UndoPlan) -> Vec<String> {
    let change = |job: &UndoneJob| format!("{}, {} -> {}", job.kind, job.from.as_deref().unwrap_or("purged"), job.to);
    let mut lines = vec![format!("will undo the {} of {}", plan.action, counted(plan.jobs.len(), "job"))];
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    for job in &plan.jobs {
        *groups.entry(change(job)).or_default() += 1;
    }
    lines.extend(groups.into_iter().map(|(change, count)| format!("  {count} {change}")));
    lines.extend(plan.jobs.iter().take(SAMPLE).map(|job| format!("  e.g. {} ({})", job.id, change(job))));
    let before = plan.undone_before;
    lines.extend((before > 0).then(|| format!("an earlier undo has restored {}", counted(before, "job"))));
    lines.extend(plan.refused.iter().take(SAMPLE).map(|(id, why)| format!("will leave {id}: {why}")));
    if plan.refused.len() > SAMPLE {
        let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, why) in &plan.refused {
            *reasons.entry(why.split(':').next().unwrap_or(why)).or_default() += 1;
        }
        lines.push(format!("will leave {} in all", counted(plan.refused.len(), "job")));
        lines.extend(reasons.into_iter().map(|(why, count)| format!("  {count}: {why}")));
    }
    lines
}

/// The plan of an undo that was not applied.
#[derive(Serialize)]
#[serde(transparent)]
pub struct Planned {
    pub plan: UndoPlan,
}

impl Report for Planned {
    fn text(&self, _: TextStyle) -> String {
        let mut lines = consequences(&self.plan);
        lines.push("Nothing was changed.".into());
        lines.iter().map(|line| format!("{}\n", visible(line))).collect()
    }
}

/// The report of an applied undo.
#[derive(Serialize)]
#[serde(transparent)]
pub struct Undone {
    pub report: UndoReport,
}

impl Report for Undone {
    fn text(&self, _: TextStyle) -> String {
        let r = &self.report;
        let mut lines = vec![("Undone", r.undoes.clone()), ("Restored", format!("{} of {}", r.changed, counted(r.planned, "job")))];
        lines.extend(r.skipped.iter().map(|id| ("Skipped", format!("{id} (changed since the plan was made)"))));
        lines.extend(r.refused.iter().map(|(id, why)| ("Left", format!("{id}: {why}"))));
        lines.push(("Operation", r.operation_id.clone()));
        facts(&lines)
    }
}
