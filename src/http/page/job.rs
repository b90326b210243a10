//! The page of one job: its data, its history and the possible actions.

use super::attempts::of_job;
use super::tree::tree;
use super::{Shown, answer, encoded, status_chip, time};
use crate::http::api::body::{Id, pairs_of};
use crate::http::auth::identity::{Identity, Reads, Role};
use crate::http::pool::{Lane, Pool};
use crate::jobs::{Action, Event, Force, JobDetails, JobLine, Kind, LateResult, Neighbours, RemoteJob, Status, Why};
use axum::extract::{RawQuery, State};
use axum::response::Response;
use chrono::Utc;
use maud::{Markup, html};
use std::sync::Arc;

/// Maximum events on the page, the newest.
const EVENTS: usize = 100;

/// The page of a job.
pub async fn page(State(pool): State<Arc<Pool>>, Reads(who): Reads, Id(id): Id, RawQuery(query): RawQuery) -> Response {
    let query = pairs_of(query.as_deref().unwrap_or_default());
    let found = |wanted: &str| query.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let done = Done { what: found("done"), new_run: found("run") };
    let story = pool.run(Lane::Read, "", async move |s| {
        let story = s.show(&id).await?;
        let is_requeued = story.job.kind == Kind::TaskRun && s.is_requeued_already(&story.job.id).await?;
        let why = s.explain(&story).await?;
        let neighbours = match story.remote.as_ref().and_then(|remote| remote.failure_fingerprint.as_ref()) {
            Some(fingerprint) => s.neighbours(&story.job, fingerprint).await?,
            None => Neighbours::default(),
        };
        Ok(Found { story, why, is_requeued, neighbours })
    });
    let made = story.await.map_err(Into::into).map(|found| {
        let title = format!("Job {}", found.story.job.id);
        Shown::of(title, "", show(&found, &who, &done)).live()
    });
    answer(&who, made)
}

/// What is shown.
struct Found {
    story: JobDetails,
    why: Why,
    is_requeued: bool,
    neighbours: Neighbours,
}

/// The action that led to this page, from the query string.
struct Done<'q> {
    what: Option<&'q str>,
    new_run: Option<&'q str>,
}

/// Whether the client may apply the action to the job, with or without force.
fn may(who: &Identity, job: &JobLine, action: Action) -> bool {
    let allowed = |force| job.status.is_some_and(|status| job.kind.transition(status, action, force).is_some());
    who.role == Role::Admin && !job.is_archived && (allowed(Force::No) || allowed(Force::Yes))
}

fn show(found: &Found, who: &Identity, done: &Done<'_>) -> Markup {
    let Found { story, why, is_requeued, neighbours } = found;
    let job = &story.job;
    let may_requeue = may(who, job, Action::Requeue) && job.status != Some(Status::Pending) && !*is_requeued;
    let path = format!("/jobs/{}", encoded(&job.id));
    html! {
        h1 { "Job " span.id { (job.id) } }
        @match done.what {
            Some("requeue") => {
                p.notice role="status" {
                    @match done.new_run {
                        Some(run) => { "A new run was created: " a.id href={ "/jobs/" (encoded(run)) } { (run) } "." }
                        None => { "The job is pending again." }
                    }
                }
            }
            Some("cancel") => { p.notice role="status" { "The job was cancelled." } }
            Some("late") => { p.notice role="status" { "The late result was accepted as the job's result." } }
            _ => {}
        }
        p { (status_chip(job)) @if job.status.is_some_and(|s| s.as_str() != job.native_status) { " (" (job.native_status) ")" } " " (job.kind) @if let Some(ty) = &job.ty { ", " (ty) } }
        @if job.status != Some(Status::Completed) || job.is_archived { p.why { (why.explanation) } }
        @if let Some(error) = &job.error { (whole_error(error, neighbours)) }
        @if *is_requeued { p.quiet { "It was requeued: a newer run of its task has not ended." } }
        @if may_requeue || may(who, job, Action::Cancel) {
            div.row {
                @if may_requeue { a.button href={ (path) "/requeue" } { "Requeue…" } }
                @if may(who, job, Action::Cancel) { a.button href={ (path) "/cancel" } { "Cancel…" } }
            }
        }
        dl {
            dt { "Belongs to" } dd { (job.parent.as_deref().unwrap_or("–")) }
            dt { "Worker" } dd { (job.worker_id.as_deref().unwrap_or("–")) }
            dt { "Created" } dd { (time(job.created_at.as_deref())) }
            dt { "Started" } dd { (time(job.started_at.as_deref())) }
            dt { "Ended" } dd { (time(job.ended_at.as_deref())) }
            @if let Some(remote) = &story.remote { (facts(remote, job.status)) }
        }
        (of_job(&story.events, job, Utc::now()))
        h2 { "History" }
        @if story.events.is_empty() { p.quiet { "No history: another application created this job, and morag-db has not changed it." } } @else {
            @let older = story.events.len().saturating_sub(EVENTS);
            @if older > 0 { p.quiet { (older) " older events are not shown; " span.id { "morag-db jobs show" } " lists all." } }
            ol.timeline { @for event in &story.events[older..] { (happened(event)) } }
        }
        @if !story.late_results.is_empty() {
            h2 { "Late results" }
            @let may_accept = who.role == Role::Admin && !job.is_archived;
            @for late in &story.late_results { (late_result(late, may_accept, story.job.status == Some(Status::Completed))) }
        }
        @if let Some(remote) = &story.remote { (insides(remote)) }
    }
}

/// The error, and the jobs that failed with the same one.
fn whole_error(error: &str, neighbours: &Neighbours) -> Markup {
    html! {
        pre.alert #error tabindex="0" role="region" aria-label="Error" { (error) }
        div.row {
            // the script shows it where the browser can copy
            button type="button" data-copy="error" hidden { "Copy the error" }
            @if let Some(id) = &neighbours.previous { a.button rel="prev" href={ "/jobs/" (encoded(id)) } { "Previous with this error" } }
            @if let Some(id) = &neighbours.next { a.button rel="next" href={ "/jobs/" (encoded(id)) } { "Next with this error" } }
        }
    }
}

fn facts(job: &RemoteJob, status: Option<Status>) -> Markup {
    let has_ended = !matches!(status, Some(Status::Pending | Status::Processing));
    html! {
        dt { "Source" } dd { (job.source_file_path) }
        dt { "Claim number" } dd { (job.claim_seq) }
        dt { "Failures" } dd { (job.retry_count) " of " (job.max_retries) }
        @if job.priority != 0 { dt { "Priority" } dd { (job.priority) } }
        @if let Some(fingerprint) = &job.failure_fingerprint {
            dt { "Same error" } dd { a href={ "/jobs?kind=remote&fingerprint=" (fingerprint) } { "jobs that failed with it" } }
        }
        dt { "Heartbeat" } dd { (time(job.heartbeat_at.as_deref())) }
        @if !has_ended { dt { "Deadline" } dd { (time(job.timeout_at.as_deref())) } }
        @if job.run_after.is_some() && status == Some(Status::Pending) { dt { "Not before" } dd { (time(job.run_after.as_deref())) } }
    }
}

fn happened(event: &Event) -> Markup {
    html! {
        li {
            b { (event.action) } " "
            @match (&event.from, &event.to) {
                (Some(from), Some(to)) => { (from) " → " (to) }
                (None, Some(to)) => { "→ " (to) }
                (Some(from), None) => { (from) " → gone" }
                (None, None) => {}
            }
            br;
            (time(event.at.as_deref()))
            " by " (event.actor)
            @if let Some(worker) = &event.worker_id { ", worker " (worker) }
            @if let Some(seq) = event.claim_seq { ", claim " (seq) }
            @if let Some(error) = event.previous_error() { details { summary { "Previous error" } pre { (super::start(error, 2000)) } } }
            @if let Some(result) = event.previous_result() { details { summary { "Previous result" } (tree(result)) } }
            @if let Some(run) = event.new_run() { br; "as run " a href={ "/jobs/" (encoded(run)) } { (run) } }
            @if let Some(reason) = &event.reason { br; "“" (super::start(reason, 500)) "”" }
        }
    }
}

fn late_result(late: &LateResult, may_accept: bool, has_result: bool) -> Markup {
    html! {
        div.notice {
            p { b { (late.outcome) } " " (time(late.received_at.as_deref())) @if let Some(worker) = &late.worker_id { ", worker " (worker) } }
            p.quiet { "Refused: " (late.refused_because) }
            @if let Some(error) = &late.error_message { pre { (super::start(error, 500)) } }
            @if let Some(result) = &late.result_data { details { summary { "Result" } (tree(result)) } }
            @match &late.accepted_at {
                Some(at) => { p { "Accepted " (time(Some(at))) } }
                None if may_accept => {
                    form.narrow method="post" action={ "/late-results/" (encoded(&late.id)) "/accept" } {
                        input type="hidden" name="job" value=(late.job_id);
                        label { "Reason" input type="text" name="reason" required maxlength="1000"; }
                        @if has_result { label { input type="checkbox" name="replace" value="yes" required; " Replace the result that the job has" } }
                        div.row { button.danger { "Accept as the job's result" } }
                    }
                }
                None => {}
            }
        }
    }
}

fn insides(job: &RemoteJob) -> Markup {
    html! {
        h2 { "Options" }
        (tree(&job.task_options))
        @if let Some(result) = &job.result_data { h2 { "Result" } (tree(result)) }
    }
}
