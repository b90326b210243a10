//! Operations of operators on the page: the list, one with its jobs, and its undo, which is shown first and confirmed.

use super::action::must_operate;
use super::{Shown, answer, chip, encoded, problem, start, time};
use crate::http::api::body::{Id, PageForm};
use crate::http::api::bulk::Operator;
use crate::http::api::operations::{UndoRequest, undo};
use crate::http::auth::identity::{Identity, Reads, Role};
use crate::http::pool::{Lane, Pool};
use crate::http::problem::ApiError;
use crate::jobs::{ChangedJob, Kind, Operation};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, TimeDelta, Utc};
use maud::{Markup, html};
use std::sync::Arc;

/// Maximum number of operations on the page, and of jobs of one operation.
const LINES: usize = 50;

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
                            td data-label="Action" { (operation.action) @if let Some(state) = operation.state { " (" (state.as_str()) ")" } }
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
    let found = pool.run(Lane::Read, "", async move |s| s.operation(&id, LINES).await).await;
    let shown = found.map_err(ApiError::from).map(|(operation, jobs)| {
        let title = format!("Operation {}", operation.id);
        let mut shown = Shown::of(title, "/operations", details(&who, &operation, &jobs));
        shown.reload_after = is_running(&operation).then_some(2);
        shown
    });
    answer(&who, shown)
}

/// Whether the operation goes on now: not all its jobs are done, and the last of them a short while ago.
fn is_running(operation: &Operation) -> bool {
    let last = operation.finished_at.as_ref().or(operation.started_at.as_ref());
    let since = last.and_then(|at| at.parse::<DateTime<Utc>>().ok()).map(|at| Utc::now() - at);
    operation.changed + operation.skipped < operation.planned && since.is_some_and(|since| since < TimeDelta::seconds(30))
}

fn can_be_undone(operation: &Operation) -> bool {
    operation.changed > 0 && !operation.is_carried_out && matches!(operation.action.as_str(), "requeue" | "cancel" | "purge" | "prioritise")
}

fn details(who: &Identity, operation: &Operation, jobs: &[ChangedJob]) -> Markup {
    html! {
        h1 { "Operation: " (operation.action) }
        dl {
            dt { "Id" } dd.id { (operation.id) }
            dt { "By" } dd { (operation.actor) }
            dt { "Reason" } dd { (operation.reason.as_deref().unwrap_or("–")) }
            dt { "Started" } dd { (time(operation.started_at.as_deref())) }
            @if let Some(state) = operation.state { dt { "State" } dd { (state.as_str()) " (requeued in steps)" } }
            @if is_running(operation) {
                dt { "Progress" } dd { progress max=(operation.planned) value=(operation.changed + operation.skipped) aria-label="Progress" {} " this page follows it: " a href={ "/operations/" (encoded(&operation.id)) } { "load it again" } }
            }
            dt { "Changed" } dd { (operation.changed) " of " (operation.planned) ", " (operation.skipped) " skipped" }
            @if let Some(undoes) = &operation.undoes {
                dt { "Undoes" } dd { a.id href={ "/operations/" (encoded(undoes)) } { (undoes) } }
            }
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
        p { (plan.planned) " jobs are restored as they were before the operation." }
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
                div.row { button.danger { "Restore " (plan.planned) " jobs" } a.button href={ "/operations/" (encoded(id)) } { "Back to the operation" } }
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
