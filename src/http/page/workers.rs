//! The workers: what each does now, and how its jobs of the last day ended.

use super::live::Live;
use super::overview::{WINDOW, age_of, facts};
use super::{Shown, answer, encoded, number_of, span, time};
use crate::http::auth::identity::{Identity, Reads, Role};
use crate::http::pool::Lane;
use crate::http::problem::ApiError;
use crate::http::reader::Reader;
use crate::jobs::{Filter, JobLine, Kind, Order, Position, SAMPLE, Status, WorkerLine};
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// Maximum running jobs on the page, the oldest first.
const RUNNING: usize = 100;
/// Maximum workers on the page: first those that have not been heard of for the longest time.
const WORKERS: usize = 100;

/// Maximum jobs of one worker on the page, the oldest first.
const JOBS: usize = 5;

/// The page with all workers.
pub async fn page(State(live): State<Arc<Live>>, State(reader): State<Arc<Reader>>, Reads(who): Reads) -> Response {
    let shown = async {
        let facts = facts(&live, &reader).await?;
        let filter = Filter { kinds: vec![Kind::Remote], statuses: vec![Status::Processing], ..Filter::default() };
        let running = reader.run(Lane::Read, async move |s| s.list(&filter, Order::OldestFirst, RUNNING, Position::Start).await).await?;
        let age = [age_of(&facts), running.age].into_iter().flatten().reduce(f64::max);
        Ok::<_, ApiError>(Shown::of("Workers", "/workers", show(&facts.value.workers, &running.value.jobs, &who)).live().aged(age))
    };
    answer(&who, shown.await)
}

fn show(workers: &[WorkerLine], running: &[JobLine], who: &Identity) -> Markup {
    html! {
        h1 { "Workers" }
        @if workers.is_empty() { p.quiet { "No worker has a job, or had one that ended in the last " (WINDOW.as_secs() / 3600) " hours." } } @else {
            table.cards {
                caption.quiet {
                    "A worker is known by the jobs that it has, and by its jobs of the last " (WINDOW.as_secs() / 3600) " hours; completed and failed are of the "
                    (SAMPLE) " jobs that ended last. Stale: nothing was heard of it for 5 minutes; its jobs run until their deadlines unless they are requeued"
                }
                thead { tr {
                    th scope="col" { "Worker" } th.figure scope="col" { "Last heard of" } th scope="col" { "Jobs that it has" }
                    th.figure scope="col" { "Completed" } th.figure scope="col" { "Failed" }
                } }
                tbody { @for worker in workers.iter().take(WORKERS) { (row(worker, running, who)) } }
            }
            @if workers.len() > WORKERS { p.quiet { (workers.len() - WORKERS) " more workers are not shown; " span.id { "morag-db jobs workers" } " lists all." } }
        }
    }
}

fn row(worker: &WorkerLine, running: &[JobLine], who: &Identity) -> Markup {
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
                @if worker.running == 0 { "none" } @else { a href={ (of_worker) "&status=processing" } { (number_of(worker.running, "job")) } }
                @for job in its.iter().take(JOBS) {
                    div { a.id href={ "/jobs/" (encoded(&job.id)) } { (job.id) } " " (job.ty.as_deref().unwrap_or_default()) ", since " (time(job.started_at.as_deref())) }
                }
                @if worker.running > JOBS as u64 { div { "and " (worker.running - JOBS as u64) " more" } }
                @if worker.is_stale && worker.running > 0 && who.role == Role::Admin {
                    form method="post" action="/bulk" {
                        input type="hidden" name="kind" value="remote";
                        input type="hidden" name="status" value="processing";
                        input type="hidden" name="worker" value=(worker.worker_id);
                        input type="hidden" name="force" value="yes";
                        button name="action" value="requeue-all" { "Requeue its " (number_of(worker.running, "job")) "…" }
                    }
                }
            }
            td.figure data-label="Completed" { @if worker.completed > 0 { a href={ (of_worker) "&status=completed" } { (worker.completed) } } @else { "0" } }
            td.figure data-label="Failed" { @if worker.failed > 0 { a href={ (of_worker) "&status=failed,timeout" } { (worker.failed) } } @else { "0" } }
        }
    }
}
