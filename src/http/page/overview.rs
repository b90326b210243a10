//! The overview page: job counts, charts of what has ended, running and failed jobs, frequent errors.

use super::charts::{duration, last, of_trend, since, spark};
use super::live::{Facts, Live};
use super::{Rows, Shown, answer, encoded, jobs_table, number_of, span, start, time};
use crate::http::api::body::pairs_of;
use crate::http::auth::identity::Reads;
use crate::http::pool::Lane;
use crate::http::problem::ApiError;
use crate::http::reader::{Read, Reader};
use crate::jobs::{CAP, Failures, Filter, Kind, Order, Position, StatsReport, Status, Timings, Trend, TypeSetting, Window, WorkerLine};
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use maud::{Markup, html};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub(super) const WINDOW: Duration = Duration::from_secs(24 * 3600);
/// Maximum lines of each list.
const LINES: usize = 10;
/// Kinds whose run times are read from a sample: no index has the time of their end.
const OTHERS: [Kind; 3] = [Kind::Ingest, Kind::Processing, Kind::TaskRun];
/// How long the data is cached for all requests.
const VALID: Duration = Duration::from_secs(2);

pub(super) async fn facts(live: &Live, reader: &Reader) -> Result<Read<Facts>, ApiError> {
    let mut kept = live.facts.lock().await;
    if let Some(facts) = kept.as_ref().filter(|facts| facts.value.at.elapsed() < VALID) {
        return Ok(facts.clone());
    }
    let at = Instant::now();
    let of = |statuses: &[Status]| Filter { statuses: statuses.to_vec(), ..Filter::default() };
    let (running, failed) = (of(&[Status::Processing]), of(&[Status::Failed, Status::Timeout]));
    // on several connections at once: one after the other, these queries take too long
    let (counted, listed, grouped) = tokio::try_join!(
        reader.run(Lane::Read, async |s| Ok((s.stats(&Kind::ALL, None).await?, s.timings(&OTHERS, WINDOW).await?))),
        reader.run(Lane::Read, async move |s| {
            let running = s.list(&running, Order::NewestFirst, LINES, Position::Start).await?.jobs;
            Ok((s.workers(WINDOW).await?, running, s.list(&failed, Order::NewestFirst, LINES, Position::Start).await?.jobs))
        }),
        reader.run(Lane::Read, async |s| Ok((s.failures(&[Kind::Remote], LINES).await?, s.type_settings().await?))),
    )?;
    let age = [counted.age, listed.age, grouped.age].into_iter().flatten().reduce(f64::max);
    let ((now, window), (workers, running, failed), (failures, types)) = (counted.value, listed.value, grouped.value);
    let facts = Read { value: Facts { at, now, window, workers, running, failed, failures, types }, age };
    *kept = Some(facts.clone());
    Ok(facts)
}

/// Maximum age of cached facts in seconds, if they are from a replica.
pub(super) fn age_of(facts: &Read<Facts>) -> Option<f64> {
    facts.age.map(|age| age + facts.value.at.elapsed().as_secs_f64())
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
pub async fn page(
    State(live): State<Arc<Live>>,
    State(reader): State<Arc<Reader>>,
    Reads(who): Reads,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = pairs_of(query.as_deref().unwrap_or_default()).into_iter().find(|(name, _)| name == "window");
    let window = asked.and_then(|(_, value)| Window::ALL.into_iter().find(|window| window.as_str() == value)).unwrap_or_default();
    let shown = async {
        let (facts, trend) = tokio::try_join!(facts(&live, &reader), live.trend(&reader, window))?;
        let mut shown = Shown::of("Overview", "/", overview(&facts.value, window, trend.as_deref())).live().aged(age_of(&facts));
        shown.reload_after = trend.is_none().then_some(2);
        Ok(shown)
    };
    answer(&who, shown.await)
}

fn count(jobs: u64) -> String {
    if jobs > CAP { format!("{CAP}+") } else { jobs.to_string() }
}

fn overview(facts: &Facts, window: Window, trend: Option<&Trend>) -> Markup {
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
        (alive(&facts.workers))
        (windows(window))
        @if let Some(trend) = trend { (of_trend(trend)) (by_type(&facts.types, trend)) } @else {
            p.notice role="status" { "The jobs that ended in " (last(window)) " are being read. This page shows them when that is done: " a href={ "/?window=" (window.as_str()) } { "load it again" } "." }
        }
        (by_kind(&facts.now))
        h2 { "Running" }
        @if facts.running.is_empty() { p.quiet { "Nothing runs." } } @else { (jobs_table(&facts.running, Rows::Plain)) }
        h2 { "Failed" }
        @if facts.failed.is_empty() { p.quiet { "Nothing has failed." } } @else { (by_error(&facts.failures, trend)) (jobs_table(&facts.failed, Rows::Plain)) }
        @if !facts.window.timings.is_empty() {
            h2 { "Jobs of other kinds that ended in the last 24 hours" }
            (times(&facts.window))
        }
    }
}

/// How many workers have jobs now.
fn alive(workers: &[WorkerLine]) -> Markup {
    let has_jobs = |worker: &&WorkerLine| worker.running > 0;
    let busy = workers.iter().filter(has_jobs).count();
    let silent = workers.iter().filter(has_jobs).filter(|worker| worker.is_stale).count();
    let idle = workers.len() - busy;
    html! {
        p {
            a href="/workers" { (number_of(busy, "worker")) " with jobs" }
            @if silent > 0 { ", of which " span.stale { (silent) " not heard of for 5 minutes" } }
            @if idle > 0 { "; " (idle) " without, that had jobs in the last 24 hours" }
            "."
        }
    }
}

/// Links to the windows of the charts.
fn windows(current: Window) -> Markup {
    html! {
        h2 { "Remote jobs, " (last(current)) }
        nav.windows aria-label="Window of the charts" {
            @for window in Window::ALL {
                a href={ "/?window=" (window.as_str()) } aria-current=[(window == current).then_some("true")] { (window.as_str()) }
            }
        }
    }
}

/// What waits and runs now, and what has ended in the window, by type of remote jobs.
fn by_type(types: &[TypeSetting], trend: &Trend) -> Markup {
    let ended: Vec<_> = types.iter().map(|setting| (setting, trend.of_type(&setting.ty))).collect();
    let shown: Vec<_> =
        ended.iter().filter(|(setting, ended)| setting.pending + setting.running + ended.completed + ended.failed > 0).collect();
    let pair = |low: Option<f64>, high: Option<f64>| {
        low.zip(high).map_or("–".into(), |(low, high)| format!("{} / {}", duration(low), duration(high)))
    };
    let counts = |ty: &str| {
        let ended = trend.intervals.iter().map(|interval| interval.types.get(ty).map_or(0, |ended| ended.completed + ended.failed));
        ended.collect::<Vec<u64>>()
    };
    html! {
        @if !shown.is_empty() {
            table.cards {
                caption.quiet { "By type; wait and run are p50 / p95 of the jobs that ended in " (last(trend.window)) }
                thead { tr {
                    th scope="col" { "Type" } th.figure scope="col" { "Pending" } th.figure scope="col" { "Running" } th.figure scope="col" { "Completed" }
                    th.figure scope="col" { "Failed" } th.figure scope="col" { "Wait" } th.figure scope="col" { "Run" } th scope="col" { "Ended" }
                } }
                tbody {
                    @for (setting, ended) in &shown {
                        @let jobs = format!("/jobs?kind=remote&type={}&status=", setting.ty);
                        @let since = format!("&ended_after={}", encoded(since(trend.window)));
                        tr {
                            td data-label="Type" { a href={ "/jobs?kind=remote&type=" (setting.ty) } { (setting.ty) } }
                            td.figure data-label="Pending" { a href={ (jobs) "pending" } { (count(setting.pending)) } }
                            td.figure data-label="Running" { a href={ (jobs) "processing" } { (setting.running) } }
                            td.figure data-label="Completed" { @if ended.completed > 0 { a href={ (jobs) "completed" (since) } { (ended.completed) } } @else { "0" } }
                            td.figure data-label="Failed" { @if ended.failed > 0 { a href={ (jobs) "failed,timeout" (since) } { (ended.failed) } } @else { "0" } }
                            td.figure data-label="Wait" { (pair(ended.waits.percentile(0.5), ended.waits.percentile(0.95))) }
                            td.figure data-label="Run" { (pair(ended.runs.percentile(0.5), ended.runs.percentile(0.95))) }
                            td data-label="Ended" { (spark(&counts(&setting.ty), "completed")) }
                        }
                    }
                }
            }
        }
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
                    @if pause.expiring > 0 {
                        ". " (count(pause.expiring)) " of them reach their deadline "
                        @if pause.until.is_some() { "before that and will time out" } @else { "if it goes on, and time out" }
                    }
                    "."
                }
            } @else if let Some(limit) = setting.reached_limit() {
                p.notice { "Jobs of type " (setting.ty) " are at their limit: " (limit) " run, " (count(setting.pending)) " wait." }
            }
        }
    }
}

fn by_error(failures: &Failures, trend: Option<&Trend>) -> Markup {
    let counts = |fingerprint: &str| {
        let intervals = trend.map_or(&[][..], |trend| &trend.intervals);
        intervals.iter().map(|interval| interval.failures.get(fingerprint).copied().unwrap_or_default()).collect::<Vec<u64>>()
    };
    html! {
        @if !failures.groups.is_empty() {
            table.cards {
                caption.quiet { "Failed and timed-out remote jobs by error" @if failures.groups_in_all > failures.groups.len() { ", the largest groups" } }
                thead { tr { th.figure scope="col" { "Jobs" } th scope="col" { "Error" } th scope="col" { "First" } th scope="col" { "Last" } th scope="col" { "Trend" } } }
                tbody {
                    @for group in &failures.groups {
                        @let failed = counts(&group.fingerprint);
                        tr {
                            td.figure data-label="Jobs" { (group.jobs) }
                            td data-label="Error" { a href={ "/jobs?kind=remote&fingerprint=" (group.fingerprint) } { (start(&group.error, 160)) } }
                            td data-label="First" { (time(group.first_failed_at.as_deref())) }
                            td data-label="Last" { (time(group.last_failed_at.as_deref())) }
                            td data-label="Trend" { @if let Some(trend) = trend { (failed.iter().sum::<u64>()) " in " (last(trend.window)) " " (spark(&failed, "failed")) } }
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
