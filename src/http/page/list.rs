//! Jobs of all kinds, page after page.

use super::{Shown, answer, encoded, jobs_table};
use crate::http::app::App;
use crate::http::body::pairs_of;
use crate::http::fields::Fields;
use crate::http::identity::Reads;
use crate::http::operate::{PageQuery, page_of};
use crate::jobs::{CONTENT_TYPES, Kind, Page, Status};
use axum::extract::{RawQuery, State};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// The list.
pub async fn page(State(app): State<Arc<App>>, Reads(who): Reads, RawQuery(query): RawQuery) -> Response {
    let mut pairs = pairs_of(query.as_deref().unwrap_or_default());
    // a form sends the fields that were left empty too
    pairs.retain(|(_, value)| !value.is_empty());
    let made = async {
        let asked: PageQuery = Fields::of_query(pairs.clone())?;
        let page = page_of(&app, asked).await?;
        Ok(Shown::of("Jobs", "/jobs", show(&page, &pairs)).live())
    };
    answer(&who, made.await)
}

fn show(page: &Page, pairs: &[(String, String)]) -> Markup {
    let value = |name: &str| pairs.iter().rev().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default();
    let kept: Vec<String> =
        pairs.iter().filter(|(name, _)| name != "after").map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let with = |more: String| kept.iter().cloned().chain((!more.is_empty()).then_some(more)).collect::<Vec<_>>().join("&");
    html! {
        h1 { "Jobs" }
        form.filter method="get" action="/jobs" {
            (choice("kind", "Kind", "any", &Kind::ALL.map(Kind::as_str), value("kind")))
            (choice("status", "Status", "any", &Status::ALL.map(Status::as_str), value("status")))
            (choice("type", "Type", "any", &CONTENT_TYPES, value("type")))
            (text("worker", "Worker", value("worker")))
            (text("error", "Part of the error", value("error")))
            (text("ingestion_task", "Ingestion job", value("ingestion_task")))
            (text("older_than", "Older than, e.g. 2h", value("older_than")))
            (choice("sort", "First", "newest", &["oldest"], value("sort")))
            button { "Show" }
        }
        @if page.jobs.is_empty() { p.quiet { "No job is like that." } } @else { (jobs_table(&page.jobs)) }
        div.row {
            @if !value("after").is_empty() { a.button href={ "/jobs?" (with(String::new())) } { "First page" } }
            @if let Some(next) = &page.next { a.button rel="next" href={ "/jobs?" (with(format!("after={}", encoded(next)))) } { "Next page" } }
        }
    }
}

fn choice(name: &str, title: &str, nothing: &str, all: &[&str], chosen: &str) -> Markup {
    html! {
        label { (title)
            select name=(name) {
                option value="" { (nothing) }
                @for one in all { option value=(one) selected[*one == chosen] { (one) } }
                // several, from a link
                @if !chosen.is_empty() && chosen != nothing && !all.contains(&chosen) { option value=(chosen) selected { (chosen) } }
            }
        }
    }
}

fn text(name: &str, title: &str, value: &str) -> Markup {
    html! { label { (title) input type="text" name=(name) value=(value); } }
}
