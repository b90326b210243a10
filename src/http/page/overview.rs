//! The overview page: job counts, running and failed jobs, frequent errors, workers.

use super::live::{Facts, Live};
use super::{Shown, answer, encoded, jobs_table, span, start, time};
use crate::http::auth::identity::Reads;
use crate::http::pool::{Lane, Pool};
use crate::http::problem::ApiError;
use crate::jobs::{CAP, Failures, Filter, Kind, Order, StatsReport, Status, Timings, TypeSetting, WorkerLine};
use axum::extract::State;
use axum::response::Response;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use maud::{Markup, html};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

const WINDOW: Duration = Duration::from_secs(24 * 3600);
/// Maximum lines of each list.
const LINES: usize = 10;
/// How long the data is cached for all requests.
const VALID: Duration = Duration::from_secs(2);

async fn facts(live: &Live, pool: &Pool) -> Result<Facts, ApiError> {
    let mut kept = live.facts.lock().await;
    if let Some(facts) = kept.as_ref().filter(|facts| facts.at.elapsed() < VALID) {
        return Ok(facts.clone());
    }
    let looked = pool.run(Lane::Read, "", async |s| {
        let of = |statuses: &[Status]| Filter { statuses: statuses.to_vec(), ..Filter::default() };
        Ok(Facts {
            at: Instant::now(),
            now: s.stats(&Kind::ALL, None).await?,
            window: s.timings(&Kind::ALL, WINDOW).await?,
            workers: s.workers(WINDOW).await?,
            running: s.list(&of(&[Status::Processing]), Order::NewestFirst, LINES, None).await?.jobs,
            failed: s.list(&of(&[Status::Failed, Status::Timeout]), Order::NewestFirst, LINES, None).await?.jobs,
            failures: s.failures(&[Kind::Remote], LINES).await?,
            types: s.type_settings().await?,
        })
    });
    let facts = looked.await?;
    *kept = Some(facts.clone());
    Ok(facts)
}

/// Server-sent events that notify an open page of changes.
pub async fn events(
    State(live): State<Arc<Live>>,
    Reads(_): Reads,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let changes = live.changes().ok_or_else(|| ApiError::unavailable("too many pages are open: reload by hand", 60))?;
    Ok(Sse::new(changes).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

/// The overview page.
pub async fn page(State(live): State<Arc<Live>>, State(pool): State<Arc<Pool>>, Reads(who): Reads) -> Response {
    let shown = facts(&live, &pool).await.map(|facts| Shown::of("Overview", "/", overview(&facts)).live());
    answer(&who, shown)
}

fn count(jobs: u64) -> String {
    if jobs > CAP { format!("{CAP}+") } else { jobs.to_string() }
}

fn overview(facts: &Facts) -> Markup {
    let of = |status: Status| facts.now.counts.iter().filter(|c| c.status == status).map(|c| c.jobs).sum::<u64>();
    let oldest =
        facts.now.oldest_pending_seconds.map_or("no remote job waits".into(), |s| format!("the oldest remote one for {}", span(s)));
    let note = |status: Status| match status {
        Status::Pending => oldest.clone(),
        Status::Processing if facts.now.expired > 0 => format!("{} overdue", count(facts.now.expired)),
        _ => String::new(),
    };
    html! {
        h1 { "Overview" }
        ul.tiles {
            @for status in Status::ALL {
                li { a href={ "/jobs?status=" (status) } { span.(status.as_str()) { (status) } b { (count(of(status))) } span.quiet { (note(status)) } } }
            }
        }
        (held_back(&facts.types))
        (by_kind(&facts.now))
        h2 { "Running" }
        @if facts.running.is_empty() { p.quiet { "Nothing runs." } } @else { (jobs_table(&facts.running)) }
        h2 { "Failed" }
        @if facts.failed.is_empty() { p.quiet { "Nothing has failed." } } @else { (by_error(&facts.failures)) (jobs_table(&facts.failed)) }
        h2 { "Workers" }
        (workers(&facts.workers))
        h2 { "Times of the last 24 hours" }
        (times(&facts.window))
    }
}

fn by_kind(now: &StatsReport) -> Markup {
    let jobs = |kind: Kind, status: Status| now.counts.iter().find(|c| c.kind == kind && c.status == status).map_or(0, |c| c.jobs);
    html! {
        table.cards {
            caption.quiet { "Jobs by kind; counting stops at " (CAP) }
            thead { tr { th scope="col" { "Kind" } @for status in Status::ALL { th.figure scope="col" { (status) } } } }
            tbody {
                @for kind in Kind::ALL {
                    tr {
                        td data-label="Kind" { (kind) }
                        @for status in Status::ALL {
                            td.figure data-label=(status) {
                                @if jobs(kind, status) == 0 { "0" } @else {
                                    a href={ "/jobs?kind=" (kind) "&status=" (status) } aria-label={ (count(jobs(kind, status))) " " (kind) " jobs " (status) } { (count(jobs(kind, status))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Paused types, and those at their limit.
fn held_back(types: &[TypeSetting]) -> Markup {
    html! {
        @for setting in types {
            @if let Some(pause) = &setting.pause {
                p.alert {
                    "Jobs of type " a href={ "/jobs?kind=remote&status=pending&type=" (setting.ty) } { (setting.ty) } " are paused"
                    @if pause.until.is_some() { " until " (time(pause.until.as_deref())) }
                    ", by " (pause.by)
                    @if let Some(reason) = &pause.reason { ": " (start(reason, 160)) }
                }
            } @else if let Some(limit) = setting.reached_limit() {
                p.notice { "Jobs of type " (setting.ty) " are at their limit: " (limit) " run, " (count(setting.pending)) " wait." }
            }
        }
    }
}

fn by_error(failures: &Failures) -> Markup {
    html! {
        @if !failures.groups.is_empty() {
            table.cards {
                caption.quiet { "Failed and timed-out remote jobs by error" @if failures.groups_in_all > failures.groups.len() { ", the largest groups" } }
                thead { tr { th.figure scope="col" { "Jobs" } th scope="col" { "Error" } th scope="col" { "First" } th scope="col" { "Last" } } }
                tbody {
                    @for group in &failures.groups {
                        tr {
                            td.figure data-label="Jobs" { (group.jobs) }
                            td data-label="Error" { a href={ "/jobs?kind=remote&fingerprint=" (group.fingerprint) } { (start(&group.error, 160)) } }
                            td data-label="First" { (time(group.first_failed_at.as_deref())) }
                            td data-label="Last" { (time(group.last_failed_at.as_deref())) }
                        }
                    }
                }
            }
        }
    }
}

fn workers(workers: &[WorkerLine]) -> Markup {
    let age = |seconds: Option<f64>| seconds.map_or("–".into(), span);
    html! {
        @if workers.is_empty() { p.quiet { "No worker has or had a job in the last 24 hours." } } @else {
            table.cards {
                thead { tr { th scope="col" { "Worker" } th.figure scope="col" { "Running" } th.figure scope="col" { "Last heard of" } th.figure scope="col" { "Oldest claim" } th.figure scope="col" { "Done" } th.figure scope="col" { "Failed" } } }
                tbody {
                    @for worker in workers {
                        tr {
                            td data-label="Worker" { a href={ "/jobs?worker=" (encoded(&worker.worker_id)) } { (worker.worker_id) } @if worker.is_stale { " " span.chip.stale { "stale" } } }
                            td.figure data-label="Running" { (worker.running) }
                            td.figure data-label="Last heard of" { (age(worker.heartbeat_age_seconds)) }
                            td.figure data-label="Oldest claim" { (age(worker.oldest_claim_seconds)) }
                            td.figure data-label="Done" { (worker.completed) }
                            td.figure data-label="Failed" { (worker.failed) }
                        }
                    }
                }
            }
        }
    }
}

fn times(window: &Timings) -> Markup {
    let three = |times: Option<[f64; 3]>| times.map_or("–".into(), |t| t.map(span).join(" / "));
    html! {
        @if window.timings.is_empty() { p.quiet { "Nothing has ended." } } @else {
            table.cards {
                caption.quiet { "Waiting and running times: p50, p95 and p99" }
                thead { tr { th scope="col" { "Kind" } th scope="col" { "Type" } th.figure scope="col" { "Done" } th.figure scope="col" { "Failed" } th.figure scope="col" { "Waited" } th.figure scope="col" { "Ran" } } }
                tbody {
                    @for timing in &window.timings {
                        tr {
                            td data-label="Kind" { (timing.kind) }
                            td data-label="Type" { (timing.ty.as_deref().unwrap_or_default()) }
                            td.figure data-label="Done" { (timing.completed) }
                            td.figure data-label="Failed" { (timing.failed) }
                            td.figure data-label="Waited" { (three(timing.wait_seconds)) }
                            td.figure data-label="Ran" { (three(timing.run_seconds)) }
                        }
                    }
                }
            }
        }
    }
}
