//! Text output of jobs: ages instead of timestamps, the first line of an error, events in chronological order.

use super::reports::{facts, word};
use super::{Report, TextStyle, WHOLE_ID, paint, table, visible};
use morag_db::jobs::{
    Answer, BulkPlan, BulkReport, ChangedJob, Created, Due, Heartbeat, JobDetails, JobLine, LateResult, Operation, Page, RemoteJob, Swept,
};
use morag_db::jobs::{PlannedJob, folded};
use morag_db::moment::age;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) fn rows<T: Serialize>(items: &[T]) -> Vec<Value> {
    items.iter().filter_map(|item| serde_json::to_value(item).ok()).collect()
}

pub(super) fn dash(text: Option<&String>) -> String {
    text.cloned().unwrap_or_else(|| "-".into())
}

/// The first line, at most 60 characters, for lists; `jobs show` has the whole text.
pub(super) fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let short: String = line.chars().take(60).collect();
    if short.len() < text.trim_end().len() { format!("{short}…") } else { short }
}

pub(super) fn status(line: &JobLine) -> String {
    line.status.map_or_else(|| line.native_status.clone(), |s| s.as_str().to_string())
}

/// A table of jobs, one line each.
pub(super) fn lines(look: TextStyle, jobs: &[JobLine]) -> String {
    let row = |j: &JobLine| {
        vec![
            j.kind.to_string(),
            j.id.clone(),
            status(j),
            dash(j.ty.as_ref()),
            dash(j.worker_id.as_ref()),
            j.age_seconds.map_or("-".into(), age),
            j.error.as_deref().map_or("-".into(), first_line),
        ]
    };
    table(look, &["KIND", "ID", "STATUS", "TYPE", "WORKER", "AGE", "ERROR"], jobs.iter().map(row).collect())
}

/// `jobs list`
#[derive(Serialize)]
#[serde(transparent)]
pub struct List(pub Page);

impl Report for List {
    fn text(&self, look: TextStyle) -> String {
        if self.0.jobs.is_empty() {
            return "No job matches.\n".into();
        }
        let mut text = lines(look, &self.0.jobs);
        if let Some(next) = &self.0.next {
            text.push_str(&format!("\nMore jobs follow; for the next page: --after '{next}'\n"));
        }
        text
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.0.jobs)
    }
}

/// `jobs show`
#[derive(Serialize)]
#[serde(transparent)]
pub struct Show(pub JobDetails);

impl Report for Show {
    fn text(&self, look: TextStyle) -> String {
        let (job, remote) = (&self.0.job, self.0.remote.as_ref());
        let mut lines = vec![
            ("Job", format!("{} ({})", job.id, job.kind)),
            ("Type", dash(job.ty.as_ref())),
            ("Belongs to", dash(job.parent.as_ref())),
            ("Created", dash(job.created_at.as_ref())),
        ];
        let mut fact = |name, value: Option<String>| lines.extend(value.map(|v| (name, v)));
        fact("Started", job.started_at.clone());
        fact("Ended", job.ended_at.clone());
        fact("Worker", job.worker_id.clone());
        if let Some(r) = remote {
            fact("Source", Some(r.source_file_path.clone()));
            fact("Options", Some(r.task_options.to_string()));
            fact("Claims", Some(r.claim_seq.to_string()));
            fact("Failures", Some(format!("{} of {}", r.retry_count, r.max_retries)));
            fact("Deadline", r.timeout_at.clone());
            fact("Not before", r.run_after.clone());
            fact("Result", r.result_data.as_ref().map(Value::to_string));
        }
        fact("Error", job.error.clone());
        let head = format!("{:<12}{}\n", "Status", paint(look, &visible(&status(job))));
        let mut text = facts(&lines) + &head;
        if !self.0.events.is_empty() {
            text.push_str("\nHistory\n");
        }
        for e in &self.0.events {
            let mut words = vec![e.action.clone()];
            words.extend(e.claim_seq.filter(|n| *n > 0).map(|n| format!("claim {n}")));
            words.extend(e.worker_id.as_ref().map(|w| format!("worker {w}")));
            match e.detail.as_ref().and_then(|detail| detail["new_run"].as_str()) {
                Some(run) => words.push(format!("as run {run}")),
                None => words.extend(e.to.as_ref().map(|to| format!("now {to}"))),
            }
            let line = format!("  {}  {}  ({})", dash(e.at.as_ref()), words.join(", "), e.actor);
            text.push_str(&format!("{}\n", visible(&line)));
            text.extend(e.reason.as_ref().map(|why| format!("      {}\n", visible(why))));
            // the error message that the row had before this event
            let error = e.detail.as_ref().and_then(|detail| detail["error_message"].as_str());
            text.extend(error.map(|error| format!("      previous error: {}\n", visible(&first_line(error)))));
        }
        if !self.0.late_results.is_empty() {
            text.push_str("\nLate results\n");
        }
        for l in &self.0.late_results {
            let line = format!(
                "  {}  {}, claim {} ({}): {}",
                dash(l.received_at.as_ref()),
                l.outcome,
                l.claim_seq.unwrap_or(0),
                l.id,
                l.refused_because
            );
            let line = l.accepted_at.as_ref().map_or(line.clone(), |at| format!("{line}; accepted {at}"));
            text.push_str(&format!("{}\n", visible(&line)));
        }
        text
    }
}

/// `jobs audit`
#[derive(Serialize)]
pub struct Audit {
    pub operations: Vec<Operation>,
}

impl Report for Audit {
    fn text(&self, look: TextStyle) -> String {
        if self.operations.is_empty() {
            return "No operations.\n".into();
        }
        let row = |o: &Operation| {
            let counts = format!("{} of {}", o.changed, o.planned);
            vec![dash(o.started_at.as_ref()), o.id.clone(), o.action.clone(), counts, o.actor.clone(), dash(o.reason.as_ref())]
        };
        table(look, &["STARTED", "OPERATION", "ACTION", "CHANGED", "BY", "REASON"], self.operations.iter().map(row).collect())
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.operations)
    }
}

/// `jobs audit OPERATION`
#[derive(Serialize)]
pub struct OperationView {
    #[serde(flatten)]
    pub operation: Operation,
    pub jobs: Vec<ChangedJob>,
}

/// The conditions of a filter that were set, as `name=value`.
fn selection(filter: &Value) -> String {
    let text = |value: &Value| match value {
        Value::Array(items) => {
            items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), String::from)).collect::<Vec<_>>().join(",")
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let is_set = |value: &Value| !value.is_null() && value.as_array().is_none_or(|items| !items.is_empty());
    let set: Vec<String> =
        filter.as_object().into_iter().flatten().filter(|(_, v)| is_set(v)).map(|(name, v)| format!("{name}={}", text(v))).collect();
    if set.is_empty() { "all jobs".into() } else { set.join(" ") }
}

/// How the plan was confirmed, in words.
fn confirmation(operation: &Operation) -> String {
    let how = match operation.confirmed_by.as_deref() {
        Some("typed_name") => "typing the name of the database",
        Some("flag") => "--yes",
        Some("count") => "the number of jobs, over HTTP",
        Some("listed_ids") => "naming each job",
        Some(other) => other,
        None => "-",
    };
    if operation.forced { format!("{how}, forced") } else { how.into() }
}

impl Report for OperationView {
    fn text(&self, look: TextStyle) -> String {
        let o = &self.operation;
        let head = facts(&[
            ("Operation", o.id.clone()),
            ("Action", o.action.clone()),
            ("By", o.actor.clone()),
            ("Reason", dash(o.reason.as_ref())),
            ("Selected by", o.filter.as_ref().map_or_else(|| "ids".into(), selection)),
            ("Confirmed by", confirmation(o)),
            ("Started", dash(o.started_at.as_ref())),
            ("Changed", format!("{} of {}, {} skipped", o.changed, counted(o.planned as usize, "job"), o.skipped)),
        ]);
        let row = |t: &ChangedJob| vec![t.kind.clone(), t.job_id.clone(), dash(t.from.as_ref()), dash(t.to.as_ref()), dash(t.at.as_ref())];
        let rows = table(look, &["KIND", "JOB", "FROM", "TO", "AT"], self.jobs.iter().map(row).collect());
        if self.jobs.is_empty() { head } else { format!("{head}\n{rows}") }
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.jobs)
    }
}

/// `jobs create`
#[derive(Serialize)]
#[serde(transparent)]
pub struct CreatedJobs(pub Created);

impl Report for CreatedJobs {
    fn text(&self, _: TextStyle) -> String {
        let mut text: String = self.0.ids.iter().map(|id| format!("{id}\n")).collect();
        if self.0.has_replaced_nul {
            text.push_str("A NUL character in the options was replaced by U+FFFD.\n");
        }
        text
    }

    fn rows(&self) -> Vec<Value> {
        self.0.ids.iter().map(|id| serde_json::json!({ "id": id })).collect()
    }
}

/// `jobs claim`
#[derive(Serialize)]
pub struct Claimed {
    pub jobs: Vec<RemoteJob>,
}

impl Report for Claimed {
    fn text(&self, look: TextStyle) -> String {
        if self.jobs.is_empty() {
            return "No job to claim.\n".into();
        }
        let row = |j: &RemoteJob| {
            vec![j.id.clone(), j.claim_seq.to_string(), j.content_type.clone(), j.source_file_path.clone(), dash(j.timeout_at.as_ref())]
        };
        table(look, &[WHOLE_ID, "CLAIM", "TYPE", "SOURCE", "DEADLINE"], self.jobs.iter().map(row).collect())
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.jobs)
    }
}

/// `jobs heartbeat`
#[derive(Serialize)]
#[serde(transparent)]
pub struct HeartbeatAccepted(pub Heartbeat);

impl Report for HeartbeatAccepted {
    fn text(&self, _: TextStyle) -> String {
        facts(&[("Job", self.0.id.clone()), ("Deadline", dash(self.0.timeout_at.as_ref()))])
    }
}

/// `jobs submit`
#[derive(Serialize)]
pub struct Answers {
    pub answers: Vec<Answer>,
    /// The jobs claimed in the same transaction; `None` unless `--claim-next` was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jobs: Option<Vec<RemoteJob>>,
}

impl Report for Answers {
    fn text(&self, look: TextStyle) -> String {
        let row = |a: &Answer| {
            let mut notes: Vec<String> = a.detail.iter().cloned().collect();
            notes.extend(a.ingestion_continued.then(|| "the ingestion job continues".to_string()));
            notes.extend(a.has_replaced_nul.then(|| "a NUL character was replaced by U+FFFD".to_string()));
            let note = if notes.is_empty() { "-".to_string() } else { notes.join("; ") };
            vec![a.id.clone(), word(&a.verdict), dash(a.status.as_ref()), note]
        };
        let answers = table(look, &[WHOLE_ID, "VERDICT", "STATUS", "NOTE"], self.answers.iter().map(row).collect());
        match &self.jobs {
            None => answers,
            Some(jobs) => format!("{answers}\n{}", Claimed { jobs: jobs.clone() }.text(look)),
        }
    }

    fn rows(&self) -> Vec<Value> {
        let mut all = rows(&self.answers);
        all.extend(rows(self.jobs.as_deref().unwrap_or_default()));
        all
    }
}

/// `jobs expire`
#[derive(Serialize)]
#[serde(transparent)]
pub struct Sweep(pub Swept);

impl Report for Sweep {
    fn text(&self, _: TextStyle) -> String {
        facts(&[("Expired", self.0.expired.to_string()), ("Retried", self.0.retried.to_string())])
    }
}

/// `jobs expire --dry-run`
#[derive(Serialize)]
#[serde(transparent)]
pub struct ExpirePreview(pub Due);

impl Report for ExpirePreview {
    fn text(&self, _: TextStyle) -> String {
        facts(&[("To expire", self.0.to_expire.to_string()), ("To retry", self.0.to_retry.to_string())])
    }
}

/// `jobs late list`
#[derive(Serialize)]
pub struct Late {
    pub late_results: Vec<LateResult>,
}

impl Report for Late {
    fn text(&self, look: TextStyle) -> String {
        if self.late_results.is_empty() {
            return "No late results.\n".into();
        }
        let row = |l: &LateResult| {
            let accepted = if l.accepted_at.is_some() { "yes" } else { "no" };
            vec![l.id.clone(), l.job_id.clone(), l.outcome.clone(), dash(l.worker_id.as_ref()), accepted.into(), l.refused_because.clone()]
        };
        table(look, &["ID", WHOLE_ID, "OUTCOME", "WORKER", "ACCEPTED", "REASON FOR REFUSAL"], self.late_results.iter().map(row).collect())
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.late_results)
    }
}

/// `jobs late accept`
#[derive(Serialize)]
pub struct Accepted {
    pub job_id: String,
    pub late_result: String,
}

impl Report for Accepted {
    fn text(&self, _: TextStyle) -> String {
        facts(&[("Job", self.job_id.clone()), ("Result", self.late_result.clone())])
    }
}

/// The plan of a bulk operation that was not applied.
#[derive(Serialize)]
#[serde(transparent)]
pub struct Planned(pub BulkPlan);

impl Report for Planned {
    fn text(&self, _: TextStyle) -> String {
        consequences(&self.0).into_iter().map(|line| format!("{}\n", visible(&line))).collect::<String>() + "Nothing was changed.\n"
    }
}

/// Maximum number of jobs shown individually.
const SAMPLE: usize = 5;
/// Maximum number of groups shown.
const GROUPS: usize = 10;

/// A count with its noun: `1 job`, `2 jobs`.
pub fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// One job of a plan: kind, type, status, age and error.
fn described(job: &PlannedJob) -> String {
    let mut words = vec![job.kind.to_string()];
    words.extend(job.ty.clone());
    words.push(job.native_status.clone());
    words.extend(job.age_seconds.map(|seconds| format!("{} old", age(seconds as f64))));
    let error = job.error.as_deref().map(|error| format!(": {}", first_line(error))).unwrap_or_default();
    format!("{}{error}", words.join(", "))
}

/// What a plan would do, line by line.
pub fn consequences(plan: &BulkPlan) -> Vec<String> {
    let action = plan.action.action().as_str();
    let mut lines = match plan.jobs.as_slice() {
        [one] => vec![format!("will {action} job {} ({})", one.id, described(one))],
        jobs => vec![format!("will {action} {}", counted(jobs.len(), "job"))],
    };
    if plan.jobs.len() > 1 {
        let mut groups: BTreeMap<String, usize> = BTreeMap::new();
        for job in &plan.jobs {
            let mut words = vec![job.kind.to_string()];
            words.extend(job.ty.clone());
            words.push(job.native_status.clone());
            let error = job.error.as_deref().map(|error| format!(": {}", folded(error))).unwrap_or_default();
            *groups.entry(format!("{}{error}", words.join(", "))).or_default() += 1;
        }
        let mut groups: Vec<(String, usize)> = groups.into_iter().collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.1));
        let more = groups.len().saturating_sub(GROUPS);
        lines.extend(groups.into_iter().take(GROUPS).map(|(name, count)| format!("  {count} {name}")));
        lines.extend((more > 0).then(|| format!("  and {}", counted(more, "more group"))));
        lines.extend(plan.jobs.iter().take(SAMPLE).map(|job| format!("  e.g. {} ({})", job.id, described(job))));
    }
    lines.extend(plan.refused.iter().take(SAMPLE).map(|(id, why)| format!("will exclude {id}: {why}")));
    if plan.refused.len() > SAMPLE {
        lines.push(format!("will exclude {} more", plan.refused.len() - SAMPLE));
    }
    lines.extend(plan.unknown.iter().map(|id| format!("no such job: {id}")));
    lines
}

/// The report of an applied bulk operation.
#[derive(Serialize)]
pub struct Changed {
    pub action: &'static str,
    /// Status of the changed jobs, the same names for all kinds; `None` if they were deleted.
    pub now: Option<&'static str>,
    #[serde(flatten)]
    pub report: BulkReport,
}

impl Report for Changed {
    fn text(&self, _: TextStyle) -> String {
        let r = &self.report;
        let mut lines = vec![("Action", self.action.to_string()), ("Changed", format!("{} of {}", r.changed, counted(r.planned, "job")))];
        lines.extend((r.changed > 0).then(|| ("New status", self.now.unwrap_or("deleted").to_string())));
        lines.extend(r.new_runs.iter().map(|run| ("New run", format!("{} (for {})", run.id, run.requeued))));
        lines.extend(r.skipped.iter().map(|id| ("Skipped", format!("{id} (changed since the plan was made)"))));
        lines.extend(r.refused.iter().map(|(id, why)| ("Excluded", format!("{id}: {why}"))));
        lines.extend(r.unknown.iter().map(|id| ("No such job", id.clone())));
        lines.push(("Operation", r.operation_id.clone()));
        facts(&lines)
    }
}
