//! One job: what it is, what happened to it, and what may be done.

use super::{Shown, answer, chip, encoded, time};
use crate::http::app::App;
use crate::http::body::{Id, pairs_of};
use crate::http::identity::{Identity, Reads, Role};
use crate::http::pool::Lane;
use crate::jobs::{Action, Event, Force, JobLine, LateResult, RemoteJob, Story};
use axum::extract::{RawQuery, State};
use axum::response::Response;
use maud::{Markup, html};
use serde_json::Value;
use std::sync::Arc;

/// Of a result so much is shown.
const SHOWN: usize = 20_000;

/// The page of a job.
pub async fn page(State(app): State<Arc<App>>, Reads(who): Reads, Id(id): Id, RawQuery(query): RawQuery) -> Response {
    let done = pairs_of(query.as_deref().unwrap_or_default()).into_iter().find(|(name, _)| name == "done").map(|(_, what)| what);
    let story = app.pool.run(Lane::Read, "", async move |s| s.show(&id).await).await;
    let made = story.map_err(Into::into).map(|story| {
        let title = format!("Job {}", story.job.id);
        Shown::of(title, "", show(&story, &who, done.as_deref())).live()
    });
    answer(&who, made)
}

/// Whether somebody may do that to the job, by insisting or not.
fn may(who: &Identity, job: &JobLine, action: Action) -> bool {
    let allowed = |force| job.status.is_some_and(|status| job.kind.transition(status, action, force).is_some());
    who.role == Role::Admin && (allowed(Force::No) || allowed(Force::Yes))
}

fn show(story: &Story, who: &Identity, done: Option<&str>) -> Markup {
    let job = &story.job;
    let path = format!("/jobs/{}", encoded(&job.id));
    html! {
        h1 { "Job " span.id { (job.id) } }
        @match done {
            Some("requeue") => { p.notice role="status" { "It is to be done again." } }
            Some("cancel") => { p.notice role="status" { "It is called off." } }
            Some("late") => { p.notice role="status" { "The late result is its result now." } }
            _ => {}
        }
        p { (chip(job.status, &job.native_status)) " " (job.kind) @if let Some(ty) = &job.ty { ", " (ty) } }
        @if let Some(error) = &job.error { pre.alert { (error) } }
        @if may(who, job, Action::Requeue) || may(who, job, Action::Cancel) {
            div.row {
                @if may(who, job, Action::Requeue) { a.button href={ (path) "/requeue" } { "Requeue…" } }
                @if may(who, job, Action::Cancel) { a.button href={ (path) "/cancel" } { "Cancel…" } }
            }
        }
        dl {
            dt { "Belongs to" } dd { (job.parent.as_deref().unwrap_or("–")) }
            dt { "Worker" } dd { (job.worker_id.as_deref().unwrap_or("–")) }
            dt { "Made" } dd { (time(job.created_at.as_deref())) }
            dt { "Started" } dd { (time(job.started_at.as_deref())) }
            dt { "Ended" } dd { (time(job.ended_at.as_deref())) }
            @if let Some(remote) = &story.remote { (facts(remote)) }
        }
        h2 { "What happened" }
        @if story.events.is_empty() { p.quiet { "Nothing is written down: it was not made by a command or request of morag-db." } } @else {
            ol.timeline { @for event in &story.events { (happened(event)) } }
        }
        @if !story.late_results.is_empty() {
            h2 { "Late results" }
            @for late in &story.late_results { (late_result(late, who)) }
        }
        @if let Some(remote) = &story.remote { (insides(remote)) }
    }
}

fn facts(job: &RemoteJob) -> Markup {
    html! {
        dt { "Source" } dd { (job.source_file_path) }
        dt { "Claims" } dd { (job.claim_seq) }
        dt { "Failures" } dd { (job.retry_count) " of " (job.max_retries) }
        dt { "Heartbeat" } dd { (time(job.heartbeat_at.as_deref())) }
        dt { "Time is over" } dd { (time(job.timeout_at.as_deref())) }
        @if job.run_after.is_some() { dt { "Not before" } dd { (time(job.run_after.as_deref())) } }
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
            @if let Some(reason) = &event.reason { br; "“" (super::start(reason, 500)) "”" }
        }
    }
}

fn late_result(late: &LateResult, who: &Identity) -> Markup {
    html! {
        div.notice {
            p { b { (late.outcome) } " " (time(late.received_at.as_deref())) @if let Some(worker) = &late.worker_id { ", worker " (worker) } }
            p.quiet { "Refused: " (late.refused_because) }
            @if let Some(error) = &late.error_message { pre { (super::start(error, 500)) } }
            @if let Some(result) = &late.result_data { details { summary { "What it brought" } pre { (pretty(result)) } } }
            @match &late.accepted_at {
                Some(at) => { p { "Accepted " (time(Some(at))) } }
                None if who.role == Role::Admin => {
                    form.narrow method="post" action={ "/late-results/" (encoded(&late.id)) "/accept" } {
                        input type="hidden" name="job" value=(late.job_id);
                        label { "Why" input type="text" name="reason" required maxlength="1000"; }
                        div.row { button.danger { "Make it the job's result" } }
                    }
                }
                None => {}
            }
        }
    }
}

fn pretty(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    if text.chars().count() <= SHOWN { text } else { text.chars().take(SHOWN).chain("\n…".chars()).collect() }
}

fn insides(job: &RemoteJob) -> Markup {
    html! {
        h2 { "Options" }
        pre { (pretty(&job.task_options)) }
        @if let Some(result) = &job.result_data { h2 { "Result" } details { summary { "Show it" } pre { (pretty(result)) } } }
    }
}
