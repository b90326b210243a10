//! Text output of bulk operations: their plans, and what they changed.

use super::jobs::first_line;
use super::reports::facts;
use super::{Report, TextStyle, visible};
use morag_db::jobs::{BulkAction, BulkPlan, BulkReport, CanaryOptions, NO_ATTEMPT_LEFT, PlannedJob, UNLESS_FORCED, percentage};
use morag_db::moment::age;
use morag_db::words::counted;
use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;

/// The plan of a bulk operation that was not applied.
#[derive(Serialize)]
#[serde(transparent)]
pub struct Planned {
    pub plan: BulkPlan,
    /// How it would be carried out.
    #[serde(skip)]
    pub notes: Vec<String>,
    /// The file that has the plan too.
    #[serde(skip)]
    pub file: Option<PathBuf>,
}

impl Report for Planned {
    fn text(&self, _: TextStyle) -> String {
        let mut lines = consequences(&self.plan);
        lines.extend(self.notes.iter().filter(|_| !self.plan.jobs.is_empty()).cloned());
        lines.push("Nothing was changed.".into());
        if let Some(file) = &self.file {
            let (action, file) = (self.plan.action.action().as_str(), file.display());
            lines.push(format!("The plan is in {file}; apply it with: morag-db jobs {action} --apply {file}"));
        }
        lines.iter().map(|line| format!("{}\n", visible(line))).collect()
    }
}

/// Maximum number of jobs shown individually.
const SAMPLE: usize = 5;
/// Maximum number of groups shown.
const GROUPS: usize = 10;

/// One job of a plan: kind, type, status, age and error.
fn described(job: &PlannedJob) -> String {
    let mut words = vec![job.kind.to_string()];
    words.extend(job.ty.clone());
    words.push(job.native_status.clone());
    words.extend(job.age_seconds.map(|seconds| format!("{} old", age(seconds as f64))));
    let error = job.error.as_deref().map(|error| format!(": {}", first_line(error))).unwrap_or_default();
    format!("{}{error}", words.join(", "))
}

fn priority(action: BulkAction) -> Option<i32> {
    if let BulkAction::Prioritise(priority) = action { Some(priority) } else { None }
}

/// What a plan would do, line by line.
pub fn consequences(plan: &BulkPlan) -> Vec<String> {
    let action = plan.action.action().as_str();
    let to = priority(plan.action).map(|priority| format!(" to {priority}")).unwrap_or_default();
    let mut lines = match plan.jobs.as_slice() {
        [one] => vec![format!("will {action} job {}{to} ({})", one.id, described(one))],
        jobs => vec![format!("will {action} {}{to}", counted(jobs.len(), "job"))],
    };
    if plan.jobs.len() > 1 {
        let groups = plan.groups();
        let more = groups.len().saturating_sub(GROUPS);
        lines.extend(groups.into_iter().take(GROUPS).map(|(name, count)| format!("  {count} {name}")));
        lines.extend((more > 0).then(|| format!("  and {}", counted(more, "more group"))));
        lines.extend(plan.jobs.iter().take(SAMPLE).map(|job| format!("  e.g. {} ({})", job.id, described(job))));
    }
    lines.extend(plan.refused.iter().take(SAMPLE).map(|(id, why)| format!("will exclude {id}: {why}")));
    if plan.refused.len() > SAMPLE {
        lines.push(format!("will exclude {} more", plan.refused.len() - SAMPLE));
    }
    lines.extend(ways(&plan.refused).map(|(_, way)| way.to_string()));
    lines.extend(plan.unknown.iter().map(|id| format!("no such job: {id}")));
    lines
}

/// How jobs are changed too that are left out.
fn ways(refused: &[(String, String)]) -> impl Iterator<Item = (&'static str, &'static str)> {
    let any = |is: fn(&str) -> bool| refused.iter().any(|(_, reason)| is(reason));
    let fresh = any(|reason| reason.starts_with(NO_ATTEMPT_LEFT))
        .then_some(("Next", "jobs without attempts are requeued with --reset-retries, which resets their failures, or with --force"));
    let forced =
        any(|reason| reason.ends_with(UNLESS_FORCED)).then_some(("Next", "jobs in other statuses are requeued with --force and --reason"));
    fresh.into_iter().chain(forced)
}

/// How a plan is carried out, and what can be undone.
pub fn notes(plan: &BulkPlan, canary: Option<&CanaryOptions>, keep_for: Duration) -> Vec<String> {
    canary.map(steps).into_iter().chain(kept(plan, keep_for)).collect()
}

/// How a plan is carried out in steps.
fn steps(options: &CanaryOptions) -> String {
    let limit = percentage(options.max_failure_rate);
    format!("in steps: {} first, each next step four times as many, until more than {limit} % of a step fail", options.first)
}

/// How long a plan's jobs can be restored.
fn kept(plan: &BulkPlan, time: Duration) -> Option<String> {
    let is_purge = plan.action == BulkAction::Purge;
    match (is_purge, time.is_zero()) {
        (true, true) => Some("the jobs will be deleted for good (--keep-for 0)".into()),
        (false, true) => Some("this can't be undone (--keep-for 0)".into()),
        (_, false) => {
            Some(format!("jobs undo can restore the jobs for {} (at most 1 GiB is kept for all operations)", age(time.as_secs_f64())))
        }
    }
}

/// The report of an applied bulk operation.
#[derive(Serialize)]
pub struct Changed {
    pub action: &'static str,
    /// Status of the changed jobs, the same names for all kinds; `None` if they were deleted.
    pub now: Option<&'static str>,
    /// Priority of the changed jobs, if it was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<i32>,
    #[serde(flatten)]
    pub report: BulkReport,
}

impl Report for Changed {
    fn text(&self, _: TextStyle) -> String {
        let r = &self.report;
        let mut lines = vec![("Action", self.action.to_string()), ("Changed", format!("{} of {}", r.changed, counted(r.planned, "job")))];
        lines.extend(self.priority.map(|priority| ("New priority", priority.to_string())));
        lines.extend((r.changed > 0 && self.priority.is_none()).then(|| ("New status", self.now.unwrap_or("deleted").to_string())));
        lines.extend(r.new_runs.iter().map(|run| ("New run", format!("{} (for {})", run.id, run.requeued))));
        lines.extend(r.skipped.iter().map(|id| ("Skipped", format!("{id} (changed since the plan was made)"))));
        lines.extend(r.refused.iter().map(|(id, why)| ("Excluded", format!("{id}: {why}"))));
        lines.extend(ways(&r.refused).map(|(title, way)| (title, way.to_string())));
        lines.extend(r.unknown.iter().map(|id| ("No such job", id.clone())));
        lines.push(("Operation", r.operation_id.clone()));
        let is_undoable = r.changed > 0 && r.kept_for_seconds > 0;
        lines.extend(is_undoable.then(|| {
            let time = age(r.kept_for_seconds as f64);
            let remote = if r.kept_jobs > 0 && r.kept_jobs < r.changed as u64 {
                format!("; kept are {} remote jobs", r.kept_jobs)
            } else {
                String::new()
            };
            ("Undo", format!("morag-db jobs undo {} (within {time}{remote})", r.operation_id))
        }));
        facts(&lines)
    }
}
