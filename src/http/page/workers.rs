//! The workers: what each does now, and how its jobs of the last day ended.

use super::live::Live;
use super::overview::{WINDOW, facts};
use super::{Shown, answer, encoded, span, time};
use crate::http::auth::identity::Reads;
use crate::http::pool::{Lane, Pool};
use crate::http::problem::ApiError;
use crate::jobs::{Filter, JobLine, Kind, Order, SAMPLE, Status, WorkerLine};
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// Maximum running jobs on the page, the oldest first.
const RUNNING: usize = 100;
/// Maximum workers on the page: first those that have not been heard of for the longest time.
const WORKERS: usize = 100;

/// The page with all workers.
pub async fn page(State(live): State<Arc<Live>>, State(pool): State<Arc<Pool>>, Reads(who): Reads) -> Response {
    let shown = async {
        let workers = facts(&live, &pool).await?.workers;
        let filter = Filter { kinds: vec![Kind::Remote], statuses: vec![Status::Processing], ..Filter::default() };
        let running = pool.run(Lane::Read, "", async move |s| s.list(&filter, Order::OldestFirst, RUNNING, None).await).await?;
        Ok::<_, ApiError>(Shown::of("Workers", "/workers", show(&workers, &running.jobs)).live())
    };
    answer(&who, shown.await)
}

fn show(workers: &[WorkerLine], running: &[JobLine]) -> Markup {
    html! {
        h1 { "Workers" }
        @if workers.is_empty() { p.quiet { "No worker has a job, or had one that ended in the last " (WINDOW.as_secs() / 3600) " hours." } } @else {
            table.cards {
                caption.quiet {
                    "A worker is known by the jobs that it has, and by its jobs of the last " (WINDOW.as_secs() / 3600) " hours; completed and failed are of the "
                    (SAMPLE) " jobs created last"
                }
                thead { tr {
                    th scope="col" { "Worker" } th.figure scope="col" { "Last heard of" } th scope="col" { "Jobs that it has" }
                    th.figure scope="col" { "Completed" } th.figure scope="col" { "Failed" }
                } }
                tbody { @for worker in workers.iter().take(WORKERS) { (row(worker, running)) } }
            }
            @if workers.len() > WORKERS { p.quiet { (workers.len() - WORKERS) " more workers are not shown; " span.id { "morag-db jobs workers" } " lists all." } }
        }
    }
}

fn row(worker: &WorkerLine, running: &[JobLine]) -> Markup {
    let its: Vec<&JobLine> = running.iter().filter(|job| job.worker_id.as_ref() == Some(&worker.worker_id)).collect();
    let of_worker = format!("/jobs?worker={}", encoded(&worker.worker_id));
    html! {
        tr {
            td data-label="Worker" {
                a href=(of_worker) { (worker.worker_id) }
                @if worker.is_stale { " " span.chip.stale { "stale" } }
            }
            td.figure data-label="Last heard of" { (worker.heartbeat_age_seconds.map_or("–".into(), |age| format!("{} ago", span(age)))) }
            td data-label="Jobs that it has" {
                @if worker.running == 0 { "none" }
                @for job in &its {
                    div { a.id href={ "/jobs/" (encoded(&job.id)) } { (job.id) } " " (job.ty.as_deref().unwrap_or_default()) ", since " (time(job.started_at.as_deref())) }
                }
                @if worker.running > its.len() as u64 { a href={ (of_worker) "&status=processing" } { (worker.running - its.len() as u64) " more" } }
            }
            td.figure data-label="Completed" { @if worker.completed > 0 { a href={ (of_worker) "&status=completed" } { (worker.completed) } } @else { "0" } }
            td.figure data-label="Failed" { @if worker.failed > 0 { a href={ (of_worker) "&status=failed,timeout" } { (worker.failed) } } @else { "0" } }
        }
    }
}
