//! Requeue and cancel of selected jobs, or of all that match a filter: a plan is shown first, and applied if its number of jobs is
//! typed and still the same.

use super::action::must_operate;
use super::{Shown, answer, encoded, problem};
use crate::http::api::body::PageForm;
use crate::http::api::bulk::{ActionAnswer, ActionRequest, JobGroup, Operator, act};
use crate::http::api::fields::Fields;
use crate::http::api::operate::{FILTER, JobFilter};
use crate::http::auth::identity::{Identity, Reads};
use crate::http::pool::Lane;
use crate::http::problem::ApiError;
use crate::jobs::{BulkAction, NO_ATTEMPT_LEFT, UNLESS_FORCED};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::time::Duration;
use uuid::Uuid;

/// Whether it is a field of the list: of its filter, its order or its length.
fn is_of_list(name: &str) -> bool {
    FILTER.contains(&name) || matches!(name, "sort" | "limit" | "archived")
}

/// What was asked for in the list, and repeated by the form of the plan.
struct Asked {
    is_cancel: bool,
    /// Whether all jobs of the filter are meant.
    all: bool,
    ids: Vec<String>,
    /// What the list shows.
    filter: Vec<(String, String)>,
    force: bool,
    /// Whether the numbers of failures are reset.
    fresh: bool,
    reason: String,
    confirm: Option<i64>,
}

impl Asked {
    fn of(form: Vec<(String, String)>) -> Result<Asked, ApiError> {
        let value = |name: &str| form.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim()).unwrap_or_default();
        let (is_cancel, all) = match value("action") {
            "requeue" => (false, false),
            "cancel" => (true, false),
            "requeue-all" => (false, true),
            "cancel-all" => (true, true),
            _ => {
                return Err(ApiError::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "the form says no action: use the buttons of the list of jobs",
                ));
            }
        };
        Ok(Asked {
            is_cancel,
            all,
            force: value("force") == "yes" && !is_cancel,
            fresh: !value("fresh").is_empty(),
            reason: value("reason").chars().take(1000).collect(),
            confirm: value("confirm").parse().ok(),
            ids: form.iter().filter(|(name, _)| name == "id" && !all).map(|(_, id)| id.clone()).collect(),
            filter: form.iter().filter(|(name, value)| is_of_list(name) && !value.is_empty()).cloned().collect(),
        })
    }

    fn action(&self) -> BulkAction {
        match (self.is_cancel, self.fresh) {
            (true, _) => BulkAction::Cancel,
            (false, false) => BulkAction::Requeue,
            (false, true) => BulkAction::RequeueFresh,
        }
    }

    /// The request to the API that plans, or applies, the same.
    fn request(&self, is_dry: bool) -> Result<ActionRequest, ApiError> {
        let conditions = self.conditions().cloned().collect();
        let filter = if self.all { Some(Fields::of_query::<JobFilter>(conditions)?) } else { None };
        Ok(ActionRequest {
            ids: (!self.all).then(|| self.ids.clone()),
            filter,
            // of a filter without a status, those that the action is for; no more than fit into memory
            limit: self.all.then_some(1_000_000),
            // a plan does not need the reason that is still to be typed
            reason: Some(if is_dry { "to be given".into() } else { self.reason.clone() }),
            force: Some(self.force),
            reset_retries: None,
            dry_run: Some(is_dry),
            // without a number that can be read, no plan is as confirmed
            confirm: if is_dry { None } else { Some(self.confirm.unwrap_or(-1)) },
        })
    }

    /// What the jobs are selected by, if all that match are meant.
    fn conditions(&self) -> impl Iterator<Item = &(String, String)> {
        self.filter.iter().filter(|(name, _)| FILTER.contains(&name.as_str()))
    }

    /// The list that the jobs were selected in.
    fn list(&self) -> String {
        let pairs: Vec<String> = self.filter.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        format!("/jobs?{}", pairs.join("&"))
    }

    fn verb(&self) -> &'static str {
        if self.is_cancel { "Cancel" } else { "Requeue" }
    }
}

/// Shows the plan.
pub async fn plan(State(operator): State<Operator>, Reads(who): Reads, PageForm(form): PageForm) -> Response {
    let shown = async {
        must_operate(&who)?;
        let asked = Asked::of(form)?;
        if !asked.all && asked.ids.is_empty() {
            return Ok(nothing_selected(&asked));
        }
        planned(&operator, &who, &asked, None).await
    };
    answer(&who, shown.await)
}

fn nothing_selected(asked: &Asked) -> Shown {
    let main = html! {
        h1 { "No job is selected" }
        p { "Select jobs in the list, or use the button for all that match." }
        p { a.button href=(asked.list()) { "Back to the jobs" } }
    };
    let mut shown = Shown::of("No job is selected", "/jobs", main);
    shown.status = StatusCode::CONFLICT;
    shown
}

async fn planned(operator: &Operator, who: &Identity, asked: &Asked, wrong: Option<String>) -> Result<Shown, ApiError> {
    let plan = act(operator, &who.name, asked.action(), asked.request(true)?, Uuid::now_v7()).await?;
    let mut shown = Shown::of(asked.verb(), "/jobs", question(asked, &plan, wrong.as_deref()));
    if wrong.is_some() {
        shown.status = StatusCode::CONFLICT;
    }
    Ok(shown)
}

fn question(asked: &Asked, plan: &ActionAnswer, wrong: Option<&str>) -> Markup {
    let verb = asked.verb();
    let jobs = if plan.planned == 1 { "job" } else { "jobs" };
    html! {
        h1 { (verb) " " (plan.planned) " " (jobs) "?" }
        @if let Some(wrong) = wrong { p.alert role="alert" { (wrong) } }
        @if asked.all {
            p {
                "All jobs "
                @if asked.conditions().next().is_some() { "with " }
                @for (n, (name, value)) in asked.conditions().enumerate() { @if n > 0 { ", " } (name.replace('_', " ")) " " b { (value) } }
                " that can be " @if asked.is_cancel { "cancelled." } @else { "requeued." }
            }
        }
        @if asked.fresh { p.notice { "Their numbers of failures are reset: they get all attempts again." } }
        @if asked.force {
            p.notice { "Forced: pending, running and completed jobs are requeued too, and jobs without attempts. Workers lose the jobs that run." }
        }
        (groups(&plan.groups))
        (sample(plan))
        @if plan.planned > 0 {
            form.narrow method="post" action="/bulk/apply" {
                (repeated(asked))
                label for="reason" { "Reason, kept in the jobs' history" }
                textarea #reason name="reason" rows="3" required maxlength="1000" { (asked.reason) }
                label for="confirm" { "Number of jobs, to confirm: type " (plan.planned) }
                input #confirm type="text" inputmode="numeric" name="confirm" required autocomplete="off" pattern="[0-9]+";
                div.row { button.danger { (verb) " " (plan.planned) " " (jobs) } a.button href=(asked.list()) { "Back to the jobs" } }
            }
        } @else { p { a.button href=(asked.list()) { "Back to the jobs" } } }
        (left_out(asked, plan))
    }
}

/// The jobs that the plan leaves as they are, and the plans that take them.
fn left_out(asked: &Asked, plan: &ActionAnswer) -> Markup {
    let any = |is: fn(&str) -> bool| !asked.is_cancel && !asked.force && plan.refused_by_reason.iter().any(|group| is(&group.name));
    let (fresh, forced) =
        (any(|reason| reason.starts_with(NO_ATTEMPT_LEFT)) && !asked.fresh, any(|reason| reason.ends_with(UNLESS_FORCED)));
    html! {
        @if !plan.refused.is_empty() {
            h2 { "Left as they are" }
            (groups(&plan.refused_by_reason))
            @if fresh || forced {
                form method="post" action="/bulk" {
                    (repeated(asked))
                    div.row {
                        @if fresh { button name="fresh" value="yes" { "Plan again, with the failures reset…" } }
                        @if forced { button name="force" value="yes" { "Plan again, forced…" } }
                    }
                }
            }
            details {
                summary { @if plan.refused.len() == 100 { "The first 100 of them" } @else { "Which" } }
                ul { @for left in &plan.refused { li { a.id href={ "/jobs/" (encoded(&left.id)) } { (left.id) } ": " (left.reason) } } }
            }
        }
    }
}

fn groups(groups: &[JobGroup]) -> Markup {
    html! {
        @if !groups.is_empty() { ul { @for group in groups { li { b { (group.jobs) } " " (group.name) } } } }
        @if groups.len() == 20 { p.quiet { "There may be more than these 20 groups." } }
    }
}

fn sample(plan: &ActionAnswer) -> Markup {
    html! {
        @if !plan.unknown.is_empty() { p.notice { (plan.unknown.len()) " of the selected jobs no longer exist." } }
        @if !plan.sample.is_empty() {
            details {
                summary { @if plan.planned > plan.sample.len() { "The first " (plan.sample.len()) " of them" } @else { "Which" } }
                ul { @for id in &plan.sample { li { a.id href={ "/jobs/" (encoded(id)) } { (id) } } } }
            }
        }
    }
}

/// The hidden fields that say again what is planned.
fn repeated(asked: &Asked) -> Markup {
    let action = format!("{}{}", asked.verb().to_lowercase(), if asked.all { "-all" } else { "" });
    html! {
        input type="hidden" name="action" value=(action);
        @if asked.force { input type="hidden" name="force" value="yes"; }
        @if asked.fresh { input type="hidden" name="fresh" value="yes"; }
        @for id in &asked.ids { input type="hidden" name="id" value=(id); }
        @for (name, value) in &asked.filter { input type="hidden" name=(name) value=(value); }
    }
}

/// How long a form waits for the operation before the browser is sent to its page, which shows the progress.
const PATIENCE: Duration = Duration::from_millis(800);

/// Applies the plan if its number of jobs is the typed one.
pub async fn apply(State(operator): State<Operator>, Reads(who): Reads, PageForm(form): PageForm) -> Response {
    let asked = match must_operate(&who).and_then(|()| Asked::of(form)) {
        Ok(asked) => asked,
        Err(refused) => return problem(&who, &refused),
    };
    match carry_out(&operator, &who, &asked).await {
        Ok(operation) => Redirect::to(&format!("/operations/{operation}")).into_response(),
        Err(wrong) if wrong.status() == StatusCode::CONFLICT => answer(&who, planned(&operator, &who, &asked, Some(wrong.words())).await),
        Err(wrong) => problem(&who, &wrong),
    }
}

/// Starts the operation. Returns its id when it has ended or when its progress can be seen; it is completed in either case.
async fn carry_out(operator: &Operator, who: &Identity, asked: &Asked) -> Result<Uuid, ApiError> {
    if asked.reason.is_empty() {
        return Err(ApiError::new(StatusCode::CONFLICT, "a reason is required"));
    }
    let id = Uuid::now_v7();
    let request = asked.request(false)?;
    let (its_operator, name, action) = (operator.clone(), who.name.clone(), asked.action());
    // the browser does not wait for it: what goes wrong later is in the log
    let mut task = tokio::spawn(async move {
        let done = act(&its_operator, &name, action, request, id).await;
        done.inspect_err(|wrong| tracing::warn!(operation = %id, "the operation did not come to its end: {}", wrong.words()))
    });
    loop {
        match tokio::time::timeout(PATIENCE, &mut task).await {
            Ok(Ok(done)) if done.as_ref().is_ok_and(|done| done.operation_id.is_none()) => {
                return Err(ApiError::new(StatusCode::CONFLICT, "nothing was done: no job is left to change"));
            }
            Ok(Ok(done)) => return done.map(|_| id),
            Ok(Err(_)) => return Err(ApiError::unavailable("the operation was interrupted: look at the list of operations", 1)),
            Err(_) => {
                let found = operator.pool.run(Lane::Read, "", async move |s| s.operation(&id.to_string(), 0).await).await;
                if found.is_ok() {
                    return Ok(id);
                }
            }
        }
    }
}
