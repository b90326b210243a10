//! Operations of operators on the page: the list, one with its jobs, and its undo, which is shown first and confirmed.

use super::action::must_operate;
use super::{Shown, answer, chip, encoded, number_of, problem, start, time};
use crate::http::api::body::{Id, PageForm};
use crate::http::api::bulk::Operator;
use crate::http::api::operations::{UndoRequest, end, undo};
use crate::http::auth::identity::{Identity, Reads, Role};
use crate::http::pool::{Lane, Pool};
use crate::http::problem::ApiError;
use crate::jobs::{CanaryState, CanaryStatus, ChangedJob, Kind, Operation, Outcomes, percentage};
use crate::moment::whole_seconds;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, TimeDelta, Utc};
use maud::{Markup, html};
use std::sync::Arc;

/// Maximum number of operations on the page, and of jobs of one operation.
const LINES: usize = 50;
/// Newest operations among which the undo of one is looked for.
const NEWEST: usize = 200;

/// The list of operations.
pub async fn page(State(pool): State<Arc<Pool>>, Reads(who): Reads) -> Response {
    let operations = pool.run(Lane::Read, "", async |s| s.operations(LINES).await).await;
    answer(&who, operations.map_err(ApiError::from).map(|operations| Shown::of("Operations", "/operations", list(&operations))))
}

fn list(operations: &[Operation]) -> Markup {
    html! {
        h1 { "Operations" }
        @if operations.is_empty() { p.quiet { "No operator has done anything yet." } } @else {
            table.cards {
                caption.quiet { "Newest first, at most " (LINES) }
                thead { tr { th scope="col" { "Started" } th scope="col" { "Action" } th.figure scope="col" { "Changed" } th scope="col" { "By" } th scope="col" { "Reason" } } }
                tbody {
                    @for operation in operations {
                        tr {
                            td data-label="Started" { a href={ "/operations/" (encoded(&operation.id)) } { (time(operation.started_at.as_deref())) } }
                            td data-label="Action" {
                                (operation.action) @if let Some(state) = operation.state { " (" (state.as_str()) ")" }
                                @if let Some(what) = of_types(operation) { " " (what) }
                                @if operations.iter().any(|other| other.undoes.as_ref() == Some(&operation.id)) { " (undone)" }
                            }
                            td.figure data-label="Changed" { (operation.changed) " of " (operation.planned) }
                            td data-label="By" { (operation.actor) }
                            td data-label="Reason" { (start(operation.reason.as_deref().unwrap_or("–"), 160)) }
                        }
                    }
                }
            }
        }
    }
}

/// One operation.
pub async fn one(State(pool): State<Arc<Pool>>, Reads(who): Reads, Id(id): Id) -> Response {
    let found = pool.run(Lane::Read, "", async move |s| {
        let (operation, jobs) = s.operation(&id, LINES).await?;
        let steps = if operation.state.is_some() { Some(s.canary_status(&operation.id).await?) } else { None };
        let undone_by: Vec<Operation> =
            s.operations(NEWEST).await?.into_iter().filter(|other| other.undoes.as_ref() == Some(&operation.id)).collect();
        Ok(Found { operation, jobs, steps, undone_by })
    });
    let shown = found.await.map_err(ApiError::from).map(|found| {
        let title = format!("Operation {}", found.operation.id);
        let mut shown = Shown::of(title, "/operations", details(&who, &found));
        shown.reload_after = is_running(&found.operation).then_some(2);
        shown
    });
    answer(&who, shown)
}

/// What the page of an operation shows.
struct Found {
    operation: Operation,
    jobs: Vec<ChangedJob>,
    /// Of an operation that runs in steps.
    steps: Option<CanaryStatus>,
    /// Those of the newest operations that undid it.
    undone_by: Vec<Operation>,
}

/// What was set for which types of jobs, if that is what the operation did.
fn of_types(operation: &Operation) -> Option<String> {
    let of = operation.filter.as_ref()?;
    let types: Vec<&str> = of["types"].as_array()?.iter().filter_map(|ty| ty.as_str()).collect();
    let until = of["change"]["pause"]["until"].as_str().map(|until| format!(" until {}", whole_seconds(until)));
    let running = of["change"]["running"].as_u64().map(|limit| format!(": {limit} at once"));
    Some(format!("{}{}", types.join(", "), until.or(running).unwrap_or_default()))
}

/// Whether the operation goes on now: not all its jobs are done, and the last of them a short while ago.
fn is_running(operation: &Operation) -> bool {
    if let Some(state) = operation.state {
        return operation.is_carried_out && state == CanaryState::Running;
    }
    let last = operation.finished_at.as_ref().or(operation.started_at.as_ref());
    let since = last.and_then(|at| at.parse::<DateTime<Utc>>().ok()).map(|at| Utc::now() - at);
    operation.changed + operation.skipped < operation.planned && since.is_some_and(|since| since < TimeDelta::seconds(30))
}

fn can_be_undone(operation: &Operation) -> bool {
    operation.changed > 0 && !operation.is_carried_out && matches!(operation.action.as_str(), "requeue" | "cancel" | "purge" | "prioritise")
}

fn details(who: &Identity, found: &Found) -> Markup {
    let Found { operation, jobs, steps, undone_by } = found;
    let (done, is_over) = (operation.changed + operation.skipped, !is_running(operation));
    html! {
        h1 { "Operation: " (operation.action) }
        dl {
            dt { "Id" } dd.id { (operation.id) }
            dt { "By" } dd { (operation.actor) }
            dt { "Reason" } dd { (operation.reason.as_deref().unwrap_or("–")) }
            dt { "Started" } dd { (time(operation.started_at.as_deref())) }
            @if let Some(what) = of_types(operation) { dt { "Types" } dd { (what) } }
            @if is_running(operation) {
                dt { "Progress" } dd { progress max=(operation.planned) value=(done) aria-label="Progress" {} " this page follows it: " a href={ "/operations/" (encoded(&operation.id)) } { "load it again" } }
            }
            dt { "Changed" } dd { (operation.changed) " of " (operation.planned) ", " (operation.skipped) " skipped" }
            @if let Some(undoes) = &operation.undoes {
                dt { "Undoes" } dd { a.id href={ "/operations/" (encoded(undoes)) } { (undoes) } }
            }
            @for undo in undone_by {
                dt { "Undone" } dd { (number_of(undo.changed, "job")) ", by " (undo.actor) ", " a href={ "/operations/" (encoded(&undo.id)) } { (time(undo.started_at.as_deref())) } }
            }
        }
        @if let Some(steps) = steps { (in_steps(who, steps)) }
        @else if is_over && done < operation.planned && operation.undoes.is_none() {
            p.notice { "It stopped before its end: " (number_of(operation.planned - done, "job")) " of the plan were not looked at. Select them again for the rest." }
        }
        @if who.role == Role::Admin && can_be_undone(operation) {
            p { a.button href={ "/operations/" (encoded(&operation.id)) "/undo" } { "Undo…" } }
        }
        @if !jobs.is_empty() {
            table.cards {
                caption.quiet { "The jobs that it changed" @if operation.changed > jobs.len() as u64 { ", the first " (jobs.len()) } }
                thead { tr { th scope="col" { "Job" } th scope="col" { "Kind" } th scope="col" { "From" } th scope="col" { "To" } } }
                tbody {
                    @for job in jobs {
                        tr {
                            td data-label="Job" { a.id href={ "/jobs/" (encoded(&job.job_id)) } { (job.job_id) } }
                            td data-label="Kind" { (job.kind) }
                            td data-label="From" { (label(&job.kind, job.from.as_deref())) }
                            td data-label="To" { (label(&job.kind, job.to.as_deref())) }
                        }
                    }
                }
            }
        }
    }
}

/// Where an operation that runs in steps stands, and what can be done about it.
fn in_steps(who: &Identity, steps: &CanaryStatus) -> Markup {
    let outcomes = |of: &Outcomes| format!("{} completed, {} failed, {} not ended", of.completed, of.failed, of.open);
    let path = format!("/operations/{}", encoded(&steps.operation_id));
    let may_pause = steps.state == CanaryState::Running;
    let may_abort = steps.state.is_open() || steps.state == CanaryState::Preparing;
    html! {
        h2 { "Steps" }
        dl {
            dt { "State" } dd { (steps.state.as_str()) @if let Some(because) = &steps.stopped_because { ": " (because) } }
            dt { "Released" } dd { (steps.released) " of " (number_of(steps.planned, "job")) ", " (steps.skipped) " skipped, " (steps.remaining) " to come" }
            dt { "Step " (steps.step) } dd { (outcomes(&steps.current)) "; it stops at more than " (percentage(steps.max_failure_rate)) " % failed" }
            dt { "All steps" } dd { (outcomes(&steps.all)) }
        }
        @if may_pause && !steps.is_carried_out { p.notice { "No process carries it out now: it was interrupted." } }
        @if who.role == Role::Admin && may_abort {
            form method="post" action={ (path) "/steps" } {
                div.row {
                    @if may_pause { button name="action" value="pause" { "Pause" } }
                    button.danger name="action" value="abort" { "Abort" }
                }
            }
            p.quiet {
                "Jobs that are released already go on. "
                @if steps.state != CanaryState::Preparing { "The steps go on with: " span.id { "morag-db jobs operations resume " (steps.operation_id) } }
            }
        }
    }
}

/// Pauses or aborts an operation that runs in steps.
pub async fn end_steps(State(operator): State<Operator>, Reads(who): Reads, Id(id): Id, PageForm(form): PageForm) -> Response {
    let asked = form.iter().find(|(name, _)| name == "action").map(|(_, value)| value.as_str());
    let done = async {
        must_operate(&who)?;
        let to = match asked {
            Some("pause") => CanaryState::Paused,
            Some("abort") => CanaryState::Aborted,
            _ => return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "the form says no action: use the buttons of the operation")),
        };
        Ok(end(&operator, &who.name, id.clone(), to).await?.operation_id)
    };
    match done.await {
        Ok(id) => Redirect::to(&format!("/operations/{}", encoded(&id))).into_response(),
        Err(wrong) => problem(&who, &wrong),
    }
}

fn label(kind: &str, status: Option<&str>) -> Markup {
    let kind = Kind::ALL.into_iter().find(|known| known.as_str() == kind);
    html! { @match status { Some(label) => (chip(kind.and_then(|kind| kind.status(label)), label)), None => "purged" } }
}

/// The form that shows what an undo would do.
pub async fn ask_undo(State(operator): State<Operator>, Reads(who): Reads, Id(id): Id) -> Response {
    let made = async {
        must_operate(&who)?;
        question(&operator, &who, &id, None).await
    };
    answer(&who, made.await)
}

async fn question(operator: &Operator, who: &Identity, id: &str, wrong: Option<String>) -> Result<Shown, ApiError> {
    let dry = UndoRequest { reason: None, dry_run: Some(true), confirm: None };
    let plan = undo(operator, &who.name, id.to_string(), dry).await?;
    let main = html! {
        h1 { "Undo this operation?" }
        @if let Some(wrong) = &wrong { p.alert role="alert" { (wrong) } }
        p { (number_of(plan.planned, "job")) @if plan.planned == 1 { " is" } @else { " are" } " restored as before the operation." }
        @if plan.undone_before > 0 { p.quiet { "An earlier undo has restored " (plan.undone_before) "." } }
        @if !plan.refused.is_empty() {
            p { "These stay as they are:" }
            ul { @for left in &plan.refused { li { a.id href={ "/jobs/" (encoded(&left.id)) } { (left.id) } ": " (left.reason) } } }
            @if plan.refused.len() == 100 { p.quiet { "There may be more than these 100." } }
        }
        @if plan.planned > 0 {
            form.narrow method="post" action={ "/operations/" (encoded(id)) "/undo" } {
                input type="hidden" name="confirm" value=(plan.planned);
                label for="reason" { "Reason, kept in the jobs' history" }
                textarea #reason name="reason" rows="3" required maxlength="1000" autofocus {}
                div.row { button.danger { "Restore " (number_of(plan.planned, "job")) } a.button href={ "/operations/" (encoded(id)) } { "Back to the operation" } }
            }
        } @else { p { a.button href={ "/operations/" (encoded(id)) } { "Back to the operation" } } }
    };
    let mut shown = Shown::of("Undo", "/operations", main);
    if wrong.is_some() {
        shown.status = StatusCode::CONFLICT;
    }
    Ok(shown)
}

/// Undoes the operation, if the number of jobs is still the one that was shown.
pub async fn undo_it(State(operator): State<Operator>, Reads(who): Reads, Id(id): Id, PageForm(form): PageForm) -> Response {
    let value = |name: &str| form.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim().to_string()).unwrap_or_default();
    let reason: String = value("reason").chars().take(1000).collect();
    let done = async {
        must_operate(&who)?;
        if reason.is_empty() {
            return Err(ApiError::new(StatusCode::CONFLICT, "a reason is required"));
        }
        let asked = UndoRequest { reason: Some(reason), dry_run: None, confirm: value("confirm").parse().ok().or(Some(0)) };
        undo(&operator, &who.name, id.clone(), asked).await
    };
    match done.await {
        Ok(report) => {
            let to = report.operation_id.unwrap_or(id);
            Redirect::to(&format!("/operations/{}", encoded(&to))).into_response()
        }
        Err(wrong) if wrong.status() == StatusCode::CONFLICT => answer(&who, question(&operator, &who, &id, Some(wrong.words())).await),
        Err(wrong) => problem(&who, &wrong),
    }
}
