//! Text output of jobs: ages instead of timestamps, the first line of an error, events in chronological order.

use super::reports::facts;
use super::{Report, TextStyle, paint, table, visible};
use morag_db::jobs::{ChangedJob, Event, JobDetails, JobLine, LateResult, Operation, Page};
use morag_db::moment::age;
use morag_db::words::counted;
use serde::Serialize;
use serde_json::Value;

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

/// Columns of a remote job that `jobs show` has lines for.
const SHOWN: [&str; 17] = [
    "id",
    "ingestion_task_id",
    "source_file_path",
    "content_type",
    "task_options",
    "status",
    "worker_id",
    "created_at",
    "started_at",
    "completed_at",
    "error_message",
    "result_data",
    "retry_count",
    "max_retries",
    "timeout_at",
    "claim_seq",
    "run_after",
];

/// `heartbeat_at` as `Heartbeat`.
fn titled(column: &str) -> String {
    let words = column.trim_end_matches("_at").replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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
        lines.extend(job.is_archived.then(|| ("Archived", "yes: it can't be requeued".to_string())));
        let mut more: Vec<(String, String)> = Vec::new();
        let mut fact = |name, value: Option<String>| lines.extend(value.map(|v| (name, v)));
        fact("Started", job.started_at.clone());
        fact("Ended", job.ended_at.clone());
        fact("Worker", job.worker_id.clone());
        if let Some(r) = remote {
            fact("Source", Some(r.source_file_path.clone()));
            fact("Options", Some(r.task_options.to_string()));
            fact("Claim number", Some(r.claim_seq.to_string()));
            fact("Failures", Some(format!("{} of {}", r.retry_count, r.max_retries)));
            fact("Deadline", r.timeout_at.clone());
            fact("Not before", r.run_after.clone());
            fact("Result", r.result_data.as_ref().map(Value::to_string));
            // columns that have no line of their own above
            let all = serde_json::to_value(r).unwrap_or_default();
            let others = all.as_object().into_iter().flatten().filter(|(name, value)| !SHOWN.contains(&name.as_str()) && !value.is_null());
            more = others.map(|(name, value)| (titled(name), value.as_str().map_or_else(|| value.to_string(), String::from))).collect();
        }
        fact("Error", job.error.clone().or_else(|| remote.and_then(|r| r.error_message.clone())));
        if let Some(kept) = &self.0.kept {
            fact("Kept until", kept.kept_until.clone());
            fact("Restore", Some(format!("morag-db jobs undo {}", kept.operation_id)));
        }
        lines.extend(more.iter().map(|(name, value)| (name.as_str(), value.clone())));
        let head = format!("{:<12}{}\n", "Status", paint(look, &visible(&status(job))));
        let mut text = facts(&lines) + &head;
        if !self.0.events.is_empty() {
            text.push_str("\nHistory\n");
        }
        text.extend(self.0.events.iter().map(event));
        if !self.0.late_results.is_empty() {
            text.push_str("\nLate results\n");
        }
        text.extend(self.0.late_results.iter().map(late_result));
        text
    }
}

/// An event of the history, with what it replaced.
fn event(e: &Event) -> String {
    let mut words = vec![e.action.clone()];
    words.extend(e.claim_seq.filter(|n| *n > 0).map(|n| format!("claim {n}")));
    words.extend(e.worker_id.as_ref().map(|w| format!("worker {w}")));
    match e.new_run() {
        Some(run) => words.push(format!("as run {run}")),
        None => words.extend(e.to.as_ref().map(|to| format!("now {to}"))),
    }
    let line = format!("  {}  {}  ({})", dash(e.at.as_ref()), words.join(", "), e.actor);
    let mut text = format!("{}\n", visible(&line));
    text.extend(e.reason.as_ref().map(|why| format!("      {}\n", visible(why))));
    text.extend(e.previous_error().map(|error| format!("      previous error: {}\n", visible(&first_line(error)))));
    let result = e.previous_result().map(|result| first_line(&result.to_string()));
    text.extend(result.map(|result| format!("      previous result: {}\n", visible(&result))));
    text
}

fn late_result(l: &LateResult) -> String {
    let line =
        format!("  {}  {}, claim {} ({}): {}", dash(l.received_at.as_ref()), l.outcome, l.claim_seq.unwrap_or(0), l.id, l.refused_because);
    let line = l.accepted_at.as_ref().map_or(line.clone(), |at| format!("{line}; accepted {at}"));
    format!("{}\n", visible(&line))
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
            vec![dash(o.started_at.as_ref()), o.id.clone(), action(o), counts, o.actor.clone(), dash(o.reason.as_ref())]
        };
        table(look, &["STARTED", "OPERATION", "ACTION", "CHANGED", "BY", "REASON"], self.operations.iter().map(row).collect())
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.operations)
    }
}

/// The action, with the types that it was about if it was not about jobs.
fn action(operation: &Operation) -> String {
    let filter = operation.filter.as_ref().filter(|filter| !filter["change"].is_null());
    let types = filter.and_then(|filter| filter["types"].as_array());
    let names: Vec<&str> = types.into_iter().flatten().filter_map(Value::as_str).collect();
    let action = if names.is_empty() { operation.action.clone() } else { format!("{} {}", operation.action, names.join(",")) };
    operation.state.map_or(action.clone(), |state| format!("{action} ({})", state.as_str()))
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
    let is_set = |value: &Value| !value.is_null() && *value != Value::Bool(false) && value.as_array().is_none_or(|items| !items.is_empty());
    let set: Vec<String> =
        filter.as_object().into_iter().flatten().filter(|(_, v)| is_set(v)).map(|(name, v)| format!("{name}={}", text(v))).collect();
    if set.is_empty() { "all jobs".into() } else { set.join(" ") }
}

/// The jobs that an operation was about, in words.
fn what_was_selected(operation: &Operation) -> String {
    match (&operation.undoes, &operation.filter) {
        (Some(undone), _) => format!("the jobs of operation {undone}"),
        (None, Some(filter)) => selection(filter),
        (None, None) => "ids".into(),
    }
}

/// How the plan was confirmed, in words.
fn confirmation(operation: &Operation) -> String {
    let how = match operation.confirmed_by.as_deref() {
        Some("typed_name") => "by typing the name of the database",
        Some("flag") => "by --yes",
        Some("count") => "by the number of jobs, over HTTP",
        Some("listed_ids") => "by naming each job",
        Some(other) => other,
        None => return "-".into(),
    };
    if operation.forced { format!("{how}, forced") } else { how.into() }
}

impl Report for OperationView {
    fn text(&self, look: TextStyle) -> String {
        let o = &self.operation;
        let head = facts(&[
            ("Operation", o.id.clone()),
            ("Action", action(o)),
            ("By", o.actor.clone()),
            ("Reason", dash(o.reason.as_ref())),
            ("Selection", what_was_selected(o)),
            ("Confirmed", confirmation(o)),
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
