//! Text output of `jobs archive`.

use super::jobs::{dash, rows};
use super::reports::facts;
use super::{Report, TextStyle, table, visible};
use morag_db::jobs::{ArchivePlan, ArchiveReport, DropPlan, HistoryMonth, Kept, Month, Prune, Pruned, Status};
use morag_db::moment::whole_seconds;
use morag_db::words::{counted, size};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A number of jobs with the noun.
fn jobs(count: u64) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), "job")
}

fn time(time: &Option<String>) -> String {
    dash(time.as_ref().map(|time| whole_seconds(time)).as_ref())
}

/// `jobs archive`
#[derive(Serialize)]
pub struct Archive {
    pub months: Vec<HistoryMonth>,
    pub kept_for_undo: Pruned,
}

impl Report for Archive {
    fn text(&self, look: TextStyle) -> String {
        let row = |month: &HistoryMonth| {
            let of = |status: Status| month.statuses.get(&status).copied().unwrap_or_default().to_string();
            let state = if month.is_being_dropped { "being dropped".into() } else { time(&month.archived_at) };
            let mut cells = vec![month.month.to_string(), month.jobs.to_string()];
            cells.extend([Status::Completed, Status::Failed, Status::Timeout, Status::Cancelled].map(of));
            cells.extend([month.events.to_string(), month.late_results.to_string(), size(month.bytes), state]);
            cells
        };
        let header = ["MONTH", "JOBS", "COMPLETED", "FAILED", "TIMED OUT", "CANCELLED", "EVENTS", "LATE RESULTS", "SIZE", "LAST ARCHIVED"];
        let mut text = match self.months.is_empty() {
            true => "No jobs are archived. Move ended jobs here with: morag-db jobs archive --ended-before '30d ago'\n".into(),
            false => table(look, &header, self.months.iter().map(row).collect()),
        };
        if self.kept_for_undo.jobs > 0 {
            let (count, bytes) = (jobs(self.kept_for_undo.jobs), size(self.kept_for_undo.bytes));
            text.push_str(&format!("Kept for jobs undo: {count} ({bytes}); list them with: morag-db jobs archive kept\n"));
        }
        text
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.months)
    }

    fn names_commands(&self) -> bool {
        true
    }
}

/// What moving the jobs would do, line by line.
pub fn consequences(plan: &ArchivePlan) -> Vec<String> {
    let limit = plan.selection.limit.filter(|limit| plan.months.values().sum::<u64>() > *limit);
    let first = limit.map(|_| ", those that ended first,").unwrap_or_default();
    let mut lines = vec![format!("will move up to {}{first} with their events and late results into the archive", jobs(plan.jobs()))];
    lines.extend(limit.map(|_| "of these jobs:".to_string()));
    lines.extend(plan.months.iter().map(|(month, count)| format!("  {month}: {}", jobs(*count))));
    lines.push("applications no longer find them in remote_jobs; jobs show and jobs list --archived still show them".into());
    lines.push("they can't be requeued, and jobs undo can't restore them".into());
    lines
}

/// `jobs archive --dry-run`, or with nothing to move.
#[derive(Serialize)]
pub struct MovePlan {
    pub jobs: u64,
    pub months: BTreeMap<String, u64>,
    #[serde(skip)]
    lines: Vec<String>,
}

impl MovePlan {
    pub fn of(plan: &ArchivePlan) -> MovePlan {
        let months = plan.months.iter().map(|(month, jobs)| (month.to_string(), *jobs)).collect();
        let nothing = vec!["No jobs to archive: no job with these statuses ended before that time.".to_string()];
        let lines =
            if plan.jobs() == 0 { nothing } else { consequences(plan).into_iter().chain(["Nothing was changed.".into()]).collect() };
        MovePlan { jobs: plan.jobs(), months, lines }
    }
}

impl Report for MovePlan {
    fn text(&self, _: TextStyle) -> String {
        self.lines.iter().map(|line| format!("{}\n", visible(line))).collect()
    }
}

/// `jobs archive --ended-before TIME`
#[derive(Serialize)]
#[serde(transparent)]
pub struct MoveReport(pub ArchiveReport);

impl Report for MoveReport {
    fn text(&self, _: TextStyle) -> String {
        let r = &self.0;
        let mut lines = vec![
            ("Archived", format!("{} of {}", r.moved, jobs(r.planned))),
            ("Also moved", format!("{}, {}", counted(r.events as usize, "event"), counted(r.late_results as usize, "late result"))),
        ];
        if r.left > 0 {
            let why = "their ingestion job has not ended, or their id is already in the archive";
            lines.push(("Not moved", format!("{}: {why}", jobs(r.left))));
        }
        for month in &r.being_dropped {
            let next = format!("finish it with: morag-db jobs archive drop {month}");
            lines.push(("Not moved", format!("jobs of {month}: a drop of it is not finished; {next}")));
        }
        lines.push(("Operation", r.operation_id.clone()));
        facts(&lines)
    }
}

/// What dropping a month would do, line by line.
pub fn drop_consequences(plan: &DropPlan, export: Option<&Path>) -> Vec<String> {
    let month = &plan.month;
    let (events, late) = (counted(month.events as usize, "event"), counted(month.late_results as usize, "late result"));
    let first = format!("will drop the archive of {}: {} ({}), {events} and {late}", month.month, jobs(month.jobs), size(month.bytes));
    let second = match export {
        Some(folder) => format!("they are exported to {} first", folder.display()),
        None if month.is_being_dropped => "an earlier drop did not finish: the rest is dropped now, without an export".into(),
        None => "the jobs can't be restored: they are not exported (export them first with --export DIR)".into(),
    };
    vec![first, second]
}

/// `jobs archive drop`
#[derive(Serialize)]
pub struct PlannedDrop {
    #[serde(flatten)]
    pub plan: DropPlan,
    pub files: Vec<PathBuf>,
    pub is_dropped: bool,
}

impl Report for PlannedDrop {
    fn text(&self, _: TextStyle) -> String {
        if !self.is_dropped {
            let lines = drop_consequences(&self.plan, None).into_iter().take(1).chain(["Nothing was changed.".into()]);
            return lines.map(|line| format!("{}\n", visible(&line))).collect();
        }
        let mut lines = vec![("Dropped", format!("{} of {}", jobs(self.plan.month.jobs), self.plan.month.month))];
        lines.extend(self.files.iter().map(|file| ("Exported", file.display().to_string())));
        facts(&lines)
    }
}

/// `jobs archive export`
#[derive(Serialize)]
pub struct Exported {
    pub month: Month,
    pub files: Vec<PathBuf>,
}

impl Report for Exported {
    fn text(&self, _: TextStyle) -> String {
        facts(&self.files.iter().map(|file| ("Exported", file.display().to_string())).collect::<Vec<_>>())
    }
}

/// `jobs archive kept`
#[derive(Serialize)]
pub struct KeptRows {
    pub operations: Vec<Kept>,
}

impl Report for KeptRows {
    fn text(&self, look: TextStyle) -> String {
        if self.operations.is_empty() {
            return "Nothing is kept for jobs undo.\n".into();
        }
        let row = |kept: &Kept| {
            let until = time(&kept.kept_until);
            vec![kept.operation_id.clone(), kept.action.clone(), kept.jobs.to_string(), size(kept.bytes), time(&kept.archived_at), until]
        };
        table(look, &["OPERATION", "ACTION", "JOBS", "SIZE", "KEPT SINCE", "KEPT UNTIL"], self.operations.iter().map(row).collect())
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.operations)
    }
}

/// What `jobs archive prune` would do, line by line; `size_now` is that of the operation, or of all kept rows.
pub fn prune_consequences(what: &Prune, size_now: Pruned) -> Vec<String> {
    let rows = format!("{} ({})", jobs(size_now.jobs), size(size_now.bytes));
    let line = match what {
        Prune::Expired => "will delete expired rows".into(),
        Prune::Above(most) => format!("will delete the oldest rows of {rows} until at most {} are left", size(*most)),
        Prune::Operation(id) => format!("will delete the rows of {rows} of operation {id}"),
    };
    vec![line, "jobs whose row is deleted can't be restored; purged jobs are then gone for good".into()]
}

/// `jobs archive prune`
#[derive(Serialize)]
#[serde(transparent)]
pub struct PruneReport(pub Pruned);

impl Report for PruneReport {
    fn text(&self, _: TextStyle) -> String {
        facts(&[("Deleted", format!("{} ({}) that were kept for jobs undo", jobs(self.0.jobs), size(self.0.bytes)))])
    }
}
