//! The web page: HTML rendered by the server, without external resources, usable without JavaScript. It shows and does
//! the same as the JSON API.

mod action;
mod attempts;
mod bulk;
mod charts;
mod database;
mod job;
mod list;
pub mod live;
mod operations;
mod overview;
pub mod sign_in;
mod tree;
mod workers;

use crate::http::app::App;
use crate::http::auth::identity::{Identity, Role};
use crate::http::problem::ApiError;
use crate::jobs::{JobLine, Status};
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use chrono::{DateTime, SecondsFormat, Utc};
use maud::{DOCTYPE, Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// The routes of the page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(overview::page))
        .route("/jobs", get(list::page))
        .route("/jobs/{id}", get(job::page))
        .route("/jobs/{id}/requeue", get(action::ask_requeue).post(action::requeue))
        .route("/jobs/{id}/cancel", get(action::ask_cancel).post(action::cancel))
        .route("/bulk", get(async || Redirect::to("/jobs")).post(bulk::plan))
        .route("/bulk/apply", get(async || Redirect::to("/jobs")).post(bulk::apply))
        .route("/workers", get(workers::page))
        .route("/database", get(database::page))
        .route("/operations", get(operations::page))
        .route("/operations/{id}", get(operations::one))
        .route("/operations/{id}/steps", post(operations::end_steps))
        .route("/operations/{id}/undo", get(operations::ask_undo).post(operations::undo_it))
        .route("/late-results/{id}/accept", post(action::accept_late))
        .route("/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/events", get(overview::events))
        .route("/assets/app.css", get(async || asset("text/css", include_str!("assets/app.css"))))
        .route("/assets/app.js", get(async || asset("text/javascript", include_str!("assets/app.js"))))
        .route("/assets/icon.svg", get(async || asset("image/svg+xml", include_str!("assets/icon.svg"))))
}

/// Whether the path is a page, for which a browser without a key is redirected to the sign-in form.
pub fn is_page(path: &str) -> bool {
    matches!(path, "/" | "/jobs" | "/bulk" | "/bulk/apply" | "/workers" | "/operations" | "/database")
        || path.starts_with("/jobs/")
        || path.starts_with("/operations/")
}

/// A redirect to the sign-in form, which leads back to `back`.
pub fn to_sign_in(back: &str) -> Response {
    Redirect::to(&format!("/sign-in?next={}", encoded(back))).into_response()
}

fn asset(ty: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, ty), (header::CACHE_CONTROL, "no-cache")], text)
}

/// A text, percent-encoded for a path or a query.
fn encoded(text: &str) -> String {
    const OTHERS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(text, OTHERS).to_string()
}

/// A page to render.
struct Shown {
    title: String,
    /// Path of the current entry in the navigation.
    at: &'static str,
    /// Whether the page is updated live.
    is_live: bool,
    /// Seconds after which the script loads the page again. Without a script there is a link: a page that reloads itself gets in the way
    /// of screen readers.
    reload_after: Option<u32>,
    /// Maximum age in seconds of what was read from a replica.
    age: Option<f64>,
    status: StatusCode,
    main: Markup,
}

impl Shown {
    fn of(title: impl Into<String>, at: &'static str, main: Markup) -> Self {
        Shown { title: title.into(), at, is_live: false, reload_after: None, age: None, status: StatusCode::OK, main }
    }

    fn live(self) -> Self {
        Shown { is_live: true, ..self }
    }

    fn aged(self, age: Option<f64>) -> Self {
        Shown { age, ..self }
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
                        nav aria-label="Pages" { (link("/", "Overview")) (link("/jobs", "Jobs")) (link("/workers", "Workers")) (link("/operations", "Operations")) (link("/database", "Database")) }
                        (identity(who))
                    }
                    main #main data-live=[self.is_live.then_some("1")] data-reload=[self.reload_after] { (self.main) }
                    footer {
                        @if let Some(age) = self.age { span { "Read from a replica, at most " (span(age)) " behind. " } }
                        span #live role="status" { @if self.is_live { "as of this request" } }
                    }
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

/// An error page.
fn problem(who: &Identity, problem: &ApiError) -> Response {
    let title = problem.status().canonical_reason().unwrap_or("ApiError");
    let main = html! { h1 { (title) } p.alert role="alert" { (problem.words()) } p { a href="/" { "To the overview" } } };
    let mut shown = Shown::of(title, "", main);
    shown.status = problem.status();
    shown.to(Some(who))
}

/// The page for an address that does not exist.
pub fn not_found(who: Option<&Identity>) -> Response {
    let main = html! { h1 { "Not found" } p { "There is no page at this address." } p { a href="/" { "To the overview" } } };
    let mut shown = Shown::of("Not found", "", main);
    shown.status = StatusCode::NOT_FOUND;
    shown.to(who)
}

/// The rendered page, or an error page.
fn answer(who: &Identity, made: Result<Shown, ApiError>) -> Response {
    match made {
        Ok(shown) => shown.to(Some(who)),
        Err(wrong) => problem(who, &wrong),
    }
}

/// A number with its noun.
fn number_of(number: impl TryInto<u64>, noun: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn chip(status: Option<Status>, native: &str) -> Markup {
    let class = status.map_or("unknown", Status::as_str);
    html! { span.chip.(class) { (native) } }
}

/// The common status, as in lists and filters, or the application's own label if it is unknown.
fn status_chip(job: &JobLine) -> Markup {
    chip(job.status, job.status.map_or(job.native_status.as_str(), |status| status.as_str()))
}

/// A duration in seconds as rounded text.
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

/// A time and its distance from now.
fn time(at: Option<&str>) -> Markup {
    let Some(text) = at else { return html! { "–" } };
    let Ok(time) = text.parse::<DateTime<Utc>>() else { return html! { (text) } };
    let ago = (Utc::now() - time).as_seconds_f64();
    let words = if ago >= 0.0 { format!("{} ago", span(ago)) } else { format!("in {}", span(-ago)) };
    html! { time datetime=(text) title=(time.to_rfc3339_opts(SecondsFormat::Millis, true)) { (time.format("%Y-%m-%d %H:%M:%S")) " UTC" } " " span.quiet.ago { "(" (words) ")" } }
}

/// The first non-empty line of a text, cut after `most` characters.
fn start(text: &str, most: usize) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if line.chars().count() <= most { line.to_string() } else { line.chars().take(most).chain(['…']).collect() }
}

/// Whether the rows of a table can be selected for an action.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    Selectable,
    Plain,
}

/// A table of jobs, shown as cards on a phone.
fn jobs_table(jobs: &[JobLine], rows: Rows) -> Markup {
    let can_select = rows == Rows::Selectable;
    // one more column: the end, or the start if no job has ended
    let (last, last_time): (&str, fn(&JobLine) -> Option<&str>) = match () {
        () if jobs.iter().any(|job| job.ended_at.is_some()) => ("Ended", |job| job.ended_at.as_deref()),
        () => ("Started", |job| job.started_at.as_deref()),
    };
    let has_last = jobs.iter().any(|job| last_time(job).is_some());
    html! {
        table.cards.jobs {
            thead { tr { @if can_select { td {} } th scope="col" { "Job" } th scope="col" { "Status" } th scope="col" { "Type" } th scope="col" { "Worker" } th scope="col" { "Created" } @if has_last { th scope="col" { (last) } } th scope="col" { "Error" } } }
            tbody {
                @for job in jobs {
                    tr {
                        @if can_select { td.select { input type="checkbox" name="id" value=(job.id) aria-label={ "Select job " (job.id) }; } }
                        td data-label="Job" { a.id href={ "/jobs/" (encoded(&job.id)) } { (job.id) } " " span.quiet.kind { (job.kind) @if job.is_archived { ", archived" } } }
                        td data-label="Status" { (status_chip(job)) }
                        td data-label="Type" { (job.ty.as_deref().unwrap_or_default()) }
                        td data-label="Worker" { (job.worker_id.as_deref().unwrap_or_default()) }
                        td data-label="Created" { (time(job.created_at.as_deref())) }
                        @if has_last { td data-label=(last) { (time(last_time(job))) } }
                        td data-label="Error" { (start(job.error.as_deref().unwrap_or_default(), 120)) }
                    }
                }
            }
        }
    }
}
