//! The attempts of a remote job as its events tell them, drawn on one line of time.

use super::charts::duration;
use super::{span, start, time};
use crate::jobs::{Action, Event, JobLine, Status};
use chrono::{DateTime, Utc};
use maud::{Markup, html};

const WIDTH: f64 = 600.0;
const ROW: f64 = 22.0;
/// Maximum number of attempts drawn, the newest.
const SHOWN: usize = 50;

/// From a claim to its end.
#[derive(Clone, Debug)]
struct Attempt {
    claim_seq: Option<i64>,
    worker: Option<String>,
    started: DateTime<Utc>,
    /// `None` while it runs.
    ended: Option<DateTime<Utc>>,
    /// The status after it; `None` while it runs.
    outcome: Option<String>,
    error: Option<String>,
}

/// The end of an attempt is the next event that takes the job out of `processing`. Its error is in that event, or in the next one
/// (what it replaced, or the error for which it is retried), or it is the error that the job has now.
fn attempts(events: &[Event], job: &JobLine) -> Vec<Attempt> {
    let mut all: Vec<Attempt> = Vec::new();
    let mut wants_error = false;
    for event in events {
        let Some(at) = event.at.as_deref().and_then(|at| at.parse::<DateTime<Utc>>().ok()) else { continue };
        if wants_error && let Some(last) = all.last_mut() {
            let retried_for = event.reason.as_deref().filter(|_| event.action == Action::Retry.as_str());
            last.error = event.previous_error().or(retried_for).map(String::from);
            wants_error = last.error.is_none();
        }
        let is_running = all.last().is_some_and(|attempt| attempt.ended.is_none());
        let starts = event.to.as_deref() == Some("processing") && event.from.as_deref() != Some("processing");
        let ends = is_running && event.to.as_deref() != Some("processing");
        if ends && let Some(last) = all.last_mut() {
            (last.ended, last.outcome) = (Some(at), event.to.clone().or(Some("purged".into())));
            // a failure that is retried at once goes from processing to pending
            let failed_with = event.reason.as_deref().filter(|_| event.action == Action::Fail.as_str());
            last.error = failed_with.or(event.previous_error()).map(String::from);
            wants_error = last.error.is_none() && matches!(event.to.as_deref(), Some("failed" | "timeout"));
        }
        if starts {
            wants_error = false;
            all.push(Attempt {
                claim_seq: event.claim_seq,
                worker: event.worker_id.clone(),
                started: at,
                ended: None,
                outcome: None,
                error: None,
            });
        }
    }
    if wants_error && let Some(last) = all.last_mut() {
        last.error.clone_from(&job.error);
    }
    // another application may have ended it without an event
    if job.status != Some(Status::Processing)
        && let Some(last) = all.last_mut().filter(|last| last.ended.is_none())
    {
        last.ended = job.ended_at.as_deref().and_then(|at| at.parse().ok()).filter(|at| *at >= last.started);
        last.outcome = Some(job.native_status.clone());
    }
    all
}

/// The attempts of a job; nothing if there are none.
pub fn of_job(events: &[Event], job: &JobLine, now: DateTime<Utc>) -> Markup {
    let all = attempts(events, job);
    let shown = &all[all.len().saturating_sub(SHOWN)..];
    let Some(first) = shown.first() else { return html! {} };
    let created = job.created_at.as_deref().and_then(|at| at.parse::<DateTime<Utc>>().ok());
    let from = if shown.len() < all.len() { first.started } else { created.unwrap_or(first.started).min(first.started) };
    let until = shown.iter().map(|attempt| attempt.ended.unwrap_or(now)).max().unwrap_or(now);
    let length = (until - from).as_seconds_f64().max(0.001);
    let x = |at: DateTime<Utc>| ((at - from).as_seconds_f64() / length * WIDTH).clamp(0.0, WIDTH);
    let height = ROW * shown.len() as f64;
    html! {
        h2 { "Attempts" }
        svg.chart.attempts role="img" aria-label={ (shown.len()) " attempts within " (span(length)) "; the table below has their durations" } viewBox={ "0 0 600 " (height) } {
            @for (n, attempt) in shown.iter().enumerate() {
                @let top = n as f64 * ROW;
                @let (left, right) = (x(attempt.started), x(attempt.ended.unwrap_or(now)));
                @let waited_from = if n == 0 { 0.0 } else { x(shown[n - 1].ended.unwrap_or(now)) };
                path.axis d={ "M" (format!("{waited_from:.1}")) " " (top + ROW / 2.0) "H" (format!("{left:.1}")) } {}
                rect.(attempt.outcome.as_deref().unwrap_or("processing")) x=(format!("{left:.1}")) y=(top + 3.0) width=(format!("{:.1}", (right - left).max(2.0))) height=(ROW - 6.0) rx="2" {}
            }
        }
        table.cards {
            @if shown.len() < all.len() { caption.quiet { "The newest " (SHOWN) " of " (all.len()) " attempts" } }
            thead { tr { th.figure scope="col" { "Claim" } th scope="col" { "Worker" } th scope="col" { "Started" } th.figure scope="col" { "Ran" } th scope="col" { "Ended as" } th scope="col" { "Error" } } }
            tbody {
                @for attempt in shown {
                    tr {
                        td.figure data-label="Claim" { (attempt.claim_seq.map_or("–".into(), |seq| seq.to_string())) }
                        td data-label="Worker" { (attempt.worker.as_deref().unwrap_or("–")) }
                        td data-label="Started" { (time(Some(&attempt.started.to_rfc3339()))) }
                        td.figure data-label="Ran" {
                            @match attempt.ended {
                                Some(ended) => (duration((ended - attempt.started).as_seconds_f64())),
                                None if attempt.outcome.is_none() => { (span((now - attempt.started).as_seconds_f64())) " so far" }
                                None => "–",
                            }
                        }
                        td data-label="Ended as" { (attempt.outcome.as_deref().unwrap_or("running")) }
                        td data-label="Error" { (start(attempt.error.as_deref().unwrap_or_default(), 200)) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Kind;
    use serde_json::json;

    fn event(second: u32, action: &str, from: &str, to: &str, error: Option<&str>) -> Event {
        Event {
            at: Some(format!("2026-01-01T00:00:{second:02}Z")),
            action: action.into(),
            from: Some(from.into()),
            to: Some(to.into()),
            claim_seq: Some(1),
            worker_id: Some("w".into()),
            actor: "a".into(),
            operation_id: None,
            reason: None,
            detail: error.map(|error| json!({"error_message": error})),
        }
    }

    #[test]
    fn attempts_end_at_the_next_change_and_keep_their_own_error() {
        let job = JobLine {
            is_archived: false,
            kind: Kind::Remote,
            id: "j".into(),
            status: Some(Status::Failed),
            native_status: "failed".into(),
            ty: None,
            worker_id: None,
            parent: None,
            created_at: Some("2026-01-01T00:00:00Z".into()),
            started_at: None,
            ended_at: None,
            age_seconds: None,
            error: Some("second".into()),
        };
        let events = [
            event(1, "claim", "pending", "processing", None),
            event(3, "fail", "processing", "failed", None),
            event(4, "requeue", "failed", "pending", Some("first")),
            event(5, "claim", "pending", "processing", None),
            event(9, "fail", "processing", "failed", None),
        ];
        let all = attempts(&events, &job);
        let seconds = |a: &Attempt| a.ended.map(|ended| (ended - a.started).num_seconds());
        assert_eq!(
            all.iter().map(|a| (seconds(a), a.error.as_deref())).collect::<Vec<_>>(),
            [(Some(2), Some("first")), (Some(4), Some("second"))]
        );
        // as the sweeper does it: the row keeps its error
        let reason = |event: Event, reason: &str| Event { reason: Some(reason.into()), ..event };
        let swept = [
            event(1, "claim", "pending", "processing", None),
            reason(event(3, "fail", "processing", "failed", None), "first"),
            reason(event(4, "retry", "failed", "pending", None), "first"),
            event(5, "claim", "pending", "processing", None),
            event(9, "expire", "processing", "timeout", None),
            reason(event(10, "retry", "timeout", "pending", None), "too long"),
            event(11, "claim", "pending", "processing", None),
        ];
        let kept = JobLine { status: Some(Status::Processing), native_status: "processing".into(), ..job.clone() };
        let all = attempts(&swept, &kept);
        assert_eq!(all.iter().map(|a| a.error.as_deref()).collect::<Vec<_>>(), [Some("first"), Some("too long"), None]);
        let running = JobLine { status: Some(Status::Processing), native_status: "processing".into(), error: None, ..job };
        let all = attempts(&events[..4], &running);
        assert_eq!((all.len(), all[1].ended, all[1].outcome.as_deref()), (2, None, None));
    }
}
