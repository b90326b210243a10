//! Requeue and cancel on the page: a form shows the action first, and only the action shown is applied.

use super::{Shown, answer, chip, encoded, problem};
use crate::consent::{Confirmation, Confirmed};
use crate::http::api::body::{Id, PageForm};
use crate::http::api::bulk::Operator;
use crate::http::auth::identity::{Identity, Reads, Role};
use crate::http::pool::Lane;
use crate::http::problem::ApiError;
use crate::jobs::{ApplyOptions, BulkAction, BulkPlan, Force, Kind, NO_ATTEMPT_LEFT, Selection};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

type Asked = Vec<(String, String)>;

fn value<'a>(form: &'a Asked, name: &str) -> &'a str {
    form.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default()
}

/// Refuses a user whose role may not operate.
pub(super) fn must_operate(who: &Identity) -> Result<(), ApiError> {
    if who.role == Role::Admin { Ok(()) } else { Err(ApiError::new(StatusCode::FORBIDDEN, "your role may not do this: ADMIN may")) }
}

async fn plan(operator: &Operator, id: &str, action: BulkAction, force: Force, reason: &str) -> Result<BulkPlan, ApiError> {
    let selection = Selection { ids: vec![id.to_string()], ..Selection::default() };
    let reason = Some(reason.to_string());
    let plan = operator.pool.run(Lane::Read, "", async move |s| s.plan(action, &selection, force, reason).await).await?;
    if plan.unknown.is_empty() { Ok(plan) } else { Err(ApiError::no_job(id)) }
}

pub async fn ask_requeue(State(operator): State<Operator>, Reads(who): Reads, Id(id): Id) -> Response {
    ask(&operator, &who, &id, BulkAction::Requeue).await
}

pub async fn ask_cancel(State(operator): State<Operator>, Reads(who): Reads, Id(id): Id) -> Response {
    ask(&operator, &who, &id, BulkAction::Cancel).await
}

async fn ask(operator: &Operator, who: &Identity, id: &str, action: BulkAction) -> Response {
    let made = async {
        must_operate(who)?;
        question(operator, id, action, None).await
    };
    answer(who, made.await)
}

fn words(action: BulkAction) -> (&'static str, &'static str) {
    match action {
        BulkAction::Cancel => ("cancel", "Cancel this job"),
        BulkAction::Requeue | BulkAction::RequeueFresh | BulkAction::Purge | BulkAction::Prioritise(_) => ("requeue", "Requeue this job"),
    }
}

async fn question(operator: &Operator, id: &str, action: BulkAction, wrong: Option<String>) -> Result<Shown, ApiError> {
    let (verb, title) = words(action);
    let gentle = plan(operator, id, action, Force::No, "").await?;
    let insisting =
        if action == BulkAction::Cancel { None } else { Some(plan(operator, id, action, Force::Yes, "to be asked for").await?) };
    let needs_force = gentle.jobs.is_empty();
    let Some(job) = gentle.jobs.first().or(insisting.as_ref().and_then(|plan| plan.jobs.first())) else {
        let why = gentle.refused.into_iter().next().map_or_else(String::new, |(_, why)| why);
        return Err(ApiError::new(StatusCode::CONFLICT, format!("this can't be done: {why}")));
    };
    let refusal = gentle.refused.first().map(|(_, why)| why.as_str());
    let main = html! {
        h1 { (title) "?" }
        @if let Some(wrong) = &wrong { p.alert role="alert" { (wrong) } }
        p { span.id { (job.id) } " is " (chip(job.kind.status(&job.native_status), &job.native_status)) " (" (job.kind) ")" }
        (consequence(action, job.kind))
        form.narrow method="post" action={ "/jobs/" (encoded(id)) "/" (verb) } {
            input type="hidden" name="status" value=(job.native_status);
            input type="hidden" name="claim_seq" value=(job.claim_seq);
            label for="reason" { "Reason, kept in the job's history" }
            textarea #reason name="reason" rows="3" required maxlength="1000" autofocus {}
            @if action != BulkAction::Cancel {
                @let is_out = refusal.is_some_and(|why| why.starts_with(NO_ATTEMPT_LEFT));
                p {
                    label {
                        input type="checkbox" name="fresh" checked[is_out] required[is_out];
                        "reset the number of failures" @if is_out { ": " (refusal.unwrap_or_default()) }
                    }
                }
                @if needs_force && !is_out { p { label { input type="checkbox" name="force" required; "force: " (refusal.unwrap_or_default()) } } }
            }
            div.row { button.danger { (title) } a.button href={ "/jobs/" (encoded(id)) } { "Back to the job" } }
        }
    };
    let mut shown = Shown::of(title, "", main);
    if wrong.is_some() {
        shown.status = StatusCode::CONFLICT;
    }
    Ok(shown)
}

fn consequence(action: BulkAction, kind: Kind) -> Markup {
    let words = match (action, kind) {
        (BulkAction::Cancel, Kind::Remote) => "A worker that has the job is told at its next heartbeat; its result is kept as a late one.",
        (BulkAction::Cancel, _) => "The application that runs the job sees the new status when it looks next.",
        (_, Kind::TaskRun) => "A new run of the task is created. This run stays as it is.",
        _ => "The job becomes pending again. The error and the result of the last attempt go to its history.",
    };
    html! { p { (words) } }
}

pub async fn requeue(State(operator): State<Operator>, Reads(who): Reads, Id(id): Id, PageForm(form): PageForm) -> Response {
    let action = if value(&form, "fresh").is_empty() { BulkAction::Requeue } else { BulkAction::RequeueFresh };
    act(&operator, &who, &id, action, &form).await
}

pub async fn cancel(State(operator): State<Operator>, Reads(who): Reads, Id(id): Id, PageForm(form): PageForm) -> Response {
    act(&operator, &who, &id, BulkAction::Cancel, &form).await
}

async fn act(operator: &Operator, who: &Identity, id: &str, action: BulkAction, form: &Asked) -> Response {
    if let Err(refused) = must_operate(who) {
        return problem(who, &refused);
    }
    match carry_out(operator, who, id, action, form).await {
        Ok(new_run) => {
            let run = new_run.map_or(String::new(), |run| format!("&run={}", encoded(&run)));
            Redirect::to(&format!("/jobs/{}?done={}{run}", encoded(id), words(action).0)).into_response()
        }
        Err(wrong) if wrong.status() == StatusCode::CONFLICT => answer(who, question(operator, id, action, Some(wrong.words())).await),
        Err(wrong) => problem(who, &wrong),
    }
}

/// Applies the action. Returns the id of the new run if a task run was requeued.
async fn carry_out(operator: &Operator, who: &Identity, id: &str, action: BulkAction, form: &Asked) -> Result<Option<String>, ApiError> {
    let reason = value(form, "reason").trim().chars().take(1000).collect::<String>();
    let conflict = |words: &str| ApiError::new(StatusCode::CONFLICT, words);
    if reason.is_empty() {
        return Err(conflict("a reason is required"));
    }
    let force = if value(form, "force").is_empty() { Force::No } else { Force::Yes };
    let plan = plan(operator, id, action, force, &reason).await?;
    let Some(job) = plan.jobs.first() else {
        let why = plan.refused.first().map_or("there is nothing to do", |(_, why)| why);
        return Err(conflict(&format!("nothing was done: {why}")));
    };
    if job.native_status != value(form, "status") || job.claim_seq.to_string() != value(form, "claim_seq") {
        return Err(conflict(&format!("nothing was done: its status has changed to {} meanwhile", job.native_status)));
    }
    // the form showed exactly this job, and it has not changed
    let id = job.id.clone();
    let confirmed =
        Confirmed::new(plan, Confirmation::ListedIds(&[id])).map_err(|_| conflict("nothing was done: more than one job was found"))?;
    let report =
        operator.pool.run(Lane::Bulk, &who.name, async move |s| s.apply(confirmed, ApplyOptions::default(), &mut |_| {}).await).await?;
    operator.waiters.hint(None);
    if report.changed == 1 {
        Ok(report.new_runs.into_iter().next().map(|run| run.id))
    } else {
        Err(conflict("nothing was done: the job has changed meanwhile"))
    }
}

pub async fn accept_late(State(operator): State<Operator>, Reads(who): Reads, Id(id): Id, PageForm(form): PageForm) -> Response {
    let (job, reason) = (value(&form, "job").to_string(), value(&form, "reason").trim().to_string());
    let replaces = value(&form, "replace") == "yes";
    let accepted = async {
        must_operate(&who)?;
        if reason.is_empty() {
            return Err(ApiError::new(StatusCode::CONFLICT, "a reason is required"));
        }
        Ok(operator.pool.run(Lane::Write, &who.name, async move |s| s.accept_late(&id, &reason, replaces).await).await?)
    };
    match accepted.await {
        Ok(_) => Redirect::to(&format!("/jobs/{}?done=late", encoded(&job))).into_response(),
        Err(wrong) => problem(&who, &wrong),
    }
}
