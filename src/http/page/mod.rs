//! The page for people: HTML made here, nothing from elsewhere, of use without its script too. What it shows and does is what
//! the interface for programs shows and does.

mod action;
mod job;
mod list;
pub mod live;
mod overview;
pub mod sign_in;

use crate::http::app::App;
use crate::http::auth::identity::{Identity, Role};
use crate::http::problem::Problem;
use crate::jobs::{JobLine, Status};
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use chrono::{DateTime, SecondsFormat, Utc};
use maud::{DOCTYPE, Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// The routes of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(overview::page))
        .route("/jobs", get(list::page))
        .route("/jobs/{id}", get(job::page))
        .route("/jobs/{id}/requeue", get(action::ask_requeue).post(action::requeue))
        .route("/jobs/{id}/cancel", get(action::ask_cancel).post(action::cancel))
        .route("/late-results/{id}/accept", post(action::accept_late))
        .route("/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/events", get(overview::events))
        .route("/assets/app.css", get(async || asset("text/css", include_str!("assets/app.css"))))
        .route("/assets/app.js", get(async || asset("text/javascript", include_str!("assets/app.js"))))
        .route("/assets/icon.svg", get(async || asset("image/svg+xml", include_str!("assets/icon.svg"))))
}

/// Whether a browser is to be shown where to sign in.
pub fn is_page(path: &str) -> bool {
    path == "/" || path == "/jobs" || path.starts_with("/jobs/")
}

/// To the form for a key, and back from there.
pub fn to_sign_in(back: &str) -> Response {
    Redirect::to(&format!("/sign-in?next={}", encoded(back))).into_response()
}

fn asset(ty: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, ty), (header::CACHE_CONTROL, "no-cache")], text)
}

/// A value in a query.
fn encoded(text: &str) -> String {
    const OTHERS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(text, OTHERS).to_string()
}

/// A page.
struct Shown {
    title: String,
    /// Where in the navigation.
    at: &'static str,
    /// Whether it is kept up to date.
    is_live: bool,
    status: StatusCode,
    main: Markup,
}

impl Shown {
    fn of(title: impl Into<String>, at: &'static str, main: Markup) -> Self {
        Shown { title: title.into(), at, is_live: false, status: StatusCode::OK, main }
    }

    fn live(self) -> Self {
        Shown { is_live: true, ..self }
    }

    fn to(&self, who: Option<&Identity>) -> Response {
        let link =
            |path: &'static str, name: &'static str| html! { a href=(path) aria-current=[(self.at == path).then_some("page")] { (name) } };
        let body = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) " · morag-db" }
                    link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                    link rel="stylesheet" href="/assets/app.css";
                    script src="/assets/app.js" defer {}
                }
                body {
                    a.skip href="#main" { "Skip to the content" }
                    header {
                        span.name { "morag-db" }
                        nav aria-label="Pages" { (link("/", "Overview")) (link("/jobs", "Jobs")) }
                        (identity(who))
                    }
                    main #main data-live=[self.is_live.then_some("1")] { (self.main) }
                    footer { span #live role="status" { @if self.is_live { "as of this request" } } }
                }
            }
        };
        let mut response = (self.status, body.into_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        response
    }
}

fn identity(who: Option<&Identity>) -> Markup {
    let role = |role: Role| match role {
        Role::Viewer => "may read",
        Role::User => "may work",
        Role::Admin => "may operate",
    };
    html! {
        @match who {
            None => {}
            Some(who) if who.key_id.is_some() => {
                span.quiet { (who.name) ", " (role(who.role)) }
                form method="post" action="/sign-out" { button { "Sign out" } }
            }
            Some(who) => { span.quiet { "no key, " (role(who.role)) } a href="/sign-in" { "Sign in" } }
        }
    }
}

/// What went wrong, as a page.
fn problem(who: &Identity, problem: &Problem) -> Response {
    let title = problem.status().canonical_reason().unwrap_or("Problem");
    let main = html! { h1 { (title) } p.alert role="alert" { (problem.words()) } p { a href="/" { "To the overview" } } };
    let mut shown = Shown::of(title, "", main);
    shown.status = problem.status();
    shown.to(Some(who))
}

/// What a browser is shown that asks for an address which does not exist.
pub fn not_found(who: Option<&Identity>) -> Response {
    let main = html! { h1 { "Not found" } p { "There is no page at this address." } p { a href="/" { "To the overview" } } };
    let mut shown = Shown::of("Not found", "", main);
    shown.status = StatusCode::NOT_FOUND;
    shown.to(who)
}

/// The page, or what went wrong.
fn answer(who: &Identity, made: Result<Shown, Problem>) -> Response {
    match made {
        Ok(shown) => shown.to(Some(who)),
        Err(wrong) => problem(who, &wrong),
    }
}

fn chip(status: Option<Status>, native: &str) -> Markup {
    let class = status.map_or("unknown", Status::as_str);
    html! { span.chip.(class) { (native) } }
}

/// A status in the one vocabulary, as lists and filters have it; the application's own label where there is no such status.
fn status_chip(job: &JobLine) -> Markup {
    chip(job.status, job.status.map_or(job.native_status.as_str(), |status| status.as_str()))
}

/// Seconds, roughly.
fn span(seconds: f64) -> String {
    match seconds {
        s if s < 0.0 => "0 s".into(),
        s if s < 10.0 => format!("{s:.1} s"),
        s if s < 120.0 => format!("{s:.0} s"),
        s if s < 7200.0 => format!("{:.0} min", s / 60.0),
        s if s < 172_800.0 => format!("{:.0} h", s / 3600.0),
        s => format!("{:.0} days", s / 86_400.0),
    }
}

/// A time, and how long ago that was.
fn time(at: Option<&str>) -> Markup {
    let Some(text) = at else { return html! { "–" } };
    let Ok(time) = text.parse::<DateTime<Utc>>() else { return html! { (text) } };
    let ago = (Utc::now() - time).as_seconds_f64();
    let words = if ago >= 0.0 { format!("{} ago", span(ago)) } else { format!("in {}", span(-ago)) };
    html! { time datetime=(text) title=(time.to_rfc3339_opts(SecondsFormat::Millis, true)) { (time.format("%Y-%m-%d %H:%M:%S")) " UTC" } " " span.quiet.ago { "(" (words) ")" } }
}

/// The beginning of a text.
fn start(text: &str, most: usize) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if line.chars().count() <= most { line.to_string() } else { line.chars().take(most).chain(['…']).collect() }
}

/// Jobs as a table that is cards on a phone.
fn jobs_table(jobs: &[JobLine]) -> Markup {
    html! {
        table.cards {
            thead { tr { th scope="col" { "Job" } th scope="col" { "Status" } th scope="col" { "Type" } th scope="col" { "Worker" } th scope="col" { "Created" } th scope="col" { "Error" } } }
            tbody {
                @for job in jobs {
                    tr {
                        td data-label="Job" { a.id href={ "/jobs/" (encoded(&job.id)) } { (job.id) } " " span.quiet.kind { (job.kind) } }
                        td data-label="Status" { (status_chip(job)) }
                        td data-label="Type" { (job.ty.as_deref().unwrap_or_default()) }
                        td data-label="Worker" { (job.worker_id.as_deref().unwrap_or_default()) }
                        td data-label="Created" { (time(job.created_at.as_deref())) }
                        td data-label="Error" { (start(job.error.as_deref().unwrap_or_default(), 120)) }
                    }
                }
            }
        }
    }
}
