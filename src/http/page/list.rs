//! The paginated list of jobs of all kinds.

use super::{Rows, Shown, answer, encoded, jobs_table, start};
use crate::http::api::body::pairs_of;
use crate::http::api::fields::Fields;
use crate::http::api::job_page::{PageQuery, page_of};
use crate::http::api::operate::FILTER;
use crate::http::auth::identity::{Reads, Role};
use crate::http::reader::Reader;
use crate::jobs::{CONTENT_TYPES, JobLine, Kind, Page, Status, folded};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::sync::Arc;

/// The page with the list.
pub async fn page(State(reader): State<Arc<Reader>>, Reads(who): Reads, RawQuery(query): RawQuery) -> Response {
    let mut pairs = pairs_of(query.as_deref().unwrap_or_default());
    // what is archived can't be changed
    let has_archived = pairs.iter().any(|(name, value)| name == "archived" && value == "true");
    let rows = if who.role == Role::Admin && !has_archived { Rows::Selectable } else { Rows::Plain };
    // a form also sends its empty fields
    pairs.retain(|(name, value)| !value.is_empty() && (name != "job" || !value.trim().is_empty()));
    // the page of a job also takes the beginning of its id, and says so if it is that of several jobs
    if let Some((_, id)) = pairs.iter().find(|(name, _)| name == "job") {
        return Redirect::to(&format!("/jobs/{}", encoded(id.trim()))).into_response();
    }
    let mut asked_for = pairs.clone();
    if !pairs.iter().any(|(name, _)| name == "limit") {
        // half a page of the API: a phone shows one job below the other
        asked_for.push(("limit".into(), "25".into()));
    }
    let asked = match Fields::of_query::<PageQuery>(asked_for) {
        Ok(asked) => asked,
        // errors are shown beside their fields, and the form keeps its values
        Err(wrong) => {
            let mut shown = Shown::of("Jobs", "/jobs", show(None, &pairs, &wrong.of_fields(), rows));
            shown.status = wrong.status();
            return answer(&who, Ok(shown));
        }
    };
    let page = page_of(&reader, asked).await;
    answer(&who, page.map(|page| Shown::of("Jobs", "/jobs", show(Some(&page.value), &pairs, &[], rows)).live().aged(page.age)))
}

/// The filter form with the requested values, and the jobs; no jobs if there are errors in `wrong`, by field name.
fn show(page: Option<&Page>, pairs: &[(String, String)], wrong: &[(String, String)], rows: Rows) -> Markup {
    let value = |name: &str| pairs.iter().rev().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default();
    let kept: Vec<String> =
        pairs.iter().filter(|(name, _)| !is_position(name)).map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let with = |more: String| kept.iter().cloned().chain((!more.is_empty()).then_some(more)).collect::<Vec<_>>().join("&");
    let complaint = |name: &str| {
        let words = wrong.iter().find(|(field, _)| field == name).map(|(_, words)| words.as_str());
        html! { @if let Some(words) = words { span.alert role="alert" id={ "wrong-" (name) } { (words) } } }
    };
    let text = |name: &str, title: &str, value: &str| text(name, title, value, complaint(name));
    let choice =
        |name: &str, title: &str, nothing: &str, all: &[&str], chosen: &str| choice(name, title, nothing, all, chosen, complaint(name));
    html! {
        h1 { "Jobs" }
        form.filter method="get" action="/jobs" {
            (text("job", "Job id, or its beginning", ""))
            (choice("kind", "Kind", "any", &Kind::ALL.map(Kind::as_str), value("kind")))
            (choice("status", "Status", "any", &Status::ALL.map(Status::as_str), value("status")))
            (choice("type", "Type", "any", &CONTENT_TYPES, value("type")))
            (text("worker", "Worker", value("worker")))
            (text("error", "Part of the error", value("error")))
            (text("fingerprint", "Fingerprint of the error", value("fingerprint")))
            (text("ingestion_task", "Ingestion job", value("ingestion_task")))
            (text("created_after", "Created after, e.g. yesterday, 2026-01-02 (UTC)", value("created_after")))
            (text("created_before", "Created before", value("created_before")))
            (text("ended_after", "Ended after, e.g. 2h ago", value("ended_after")))
            (text("ended_before", "Ended before", value("ended_before")))
            (text("older_than", "Older than, e.g. 2h, 7d", value("older_than")))
            (choice("overdue", "Past the deadline", "any", &["true"], value("overdue")))
            (choice("archived", "Archived jobs", "no", &["true"], value("archived")))
            (choice("sort", "First", "newest", &["oldest"], value("sort")))
            button { "Show" }
        }
        @for (name, words) in wrong.iter().filter(|(name, _)| !FILTER.contains(&name.as_str())) { p.alert role="alert" { (name) ": " (words) } }
        @if let Some(page) = page {
            @let listed = if are_failures(value("status")) { by_error(&page.jobs, rows) } else { jobs_table(&page.jobs, rows) };
            @if page.jobs.is_empty() { p.quiet { "No job matches." } }
            @else if rows == Rows::Selectable { (actions(pairs, &listed)) }
            @else { (listed) }
            div.row {
                @if !value("after").is_empty() || !value("before").is_empty() { a.button href={ "/jobs?" (with(String::new())) } { "First page" } }
                @if let Some(previous) = &page.previous { a.button rel="prev" href={ "/jobs?" (with(format!("before={}", encoded(previous)))) } { "Previous page" } }
                @if let Some(next) = &page.next { a.button rel="next" href={ "/jobs?" (with(format!("after={}", encoded(next)))) } { "Next page" } }
            }
        }
    }
}

/// The jobs in a form that acts on the selected ones, or on all that match.
fn actions(pairs: &[(String, String)], listed: &Markup) -> Markup {
    html! {
        form method="post" action="/bulk" {
            @for (name, value) in pairs.iter().filter(|(name, _)| !is_position(name)) { input type="hidden" name=(name) value=(value); }
            (listed)
            div.row.actions {
                button type="button" data-select="page" hidden { "Select all on this page" }
                button name="action" value="requeue" { "Requeue selected…" }
                button name="action" value="cancel" { "Cancel selected…" }
                button name="action" value="requeue-all" { "Requeue all that match…" }
                button name="action" value="cancel-all" { "Cancel all that match…" }
            }
        }
    }
}

/// Whether a field of the address says which page is shown, not which jobs are listed.
fn is_position(name: &str) -> bool {
    matches!(name, "after" | "before")
}

/// Whether a status filter selects only jobs that ended with an error.
fn are_failures(statuses: &str) -> bool {
    !statuses.is_empty() && statuses.split(',').all(|status| matches!(status.trim(), "failed" | "timeout"))
}

/// The jobs of the page grouped by error, the most frequent first; errors that differ in numbers, ids and paths alone are the same.
fn by_error(jobs: &[JobLine], rows: Rows) -> Markup {
    let mut groups: Vec<(String, Vec<JobLine>)> = Vec::new();
    for job in jobs {
        let error = folded(job.error.as_deref().unwrap_or_default());
        match groups.iter_mut().find(|(known, _)| *known == error) {
            Some((_, group)) => group.push(job.clone()),
            None => groups.push((error, vec![job.clone()])),
        }
    }
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.len()));
    let is_only = groups.len() == 1;
    html! {
        p.quiet { "By error, of the jobs on this page; open a group for its jobs." }
        @for (error, group) in &groups {
            details.group open[is_only] {
                summary { b { (group.len()) } " × " (start(error, 160)) }
                (jobs_table(group, rows))
            }
        }
    }
}

fn choice(name: &str, title: &str, nothing: &str, all: &[&str], chosen: &str, complaint: Markup) -> Markup {
    html! {
        label { (title)
            select name=(name) {
                option value="" { (nothing) }
                @for one in all { option value=(one) selected[*one == chosen] { (one) } }
                // several values, from a link
                @if !chosen.is_empty() && chosen != nothing && !all.contains(&chosen) { option value=(chosen) selected { (chosen) } }
            }
            (complaint)
        }
    }
}

fn text(name: &str, title: &str, value: &str, complaint: Markup) -> Markup {
    html! { label { (title) input type="text" name=(name) value=(value); (complaint) } }
}
