//! What happened to jobs: rows that are written in the transaction that changes the job, so that a change whose event
//! fails does not happen.

use super::{Action, Kind, Service};
use crate::db::Session;
use serde::Serialize;
use serde_json::Value;

/// What is about to be written down.
#[derive(Clone, Debug, Default)]
pub(super) struct NewEvent {
    /// A new one where none is given.
    pub id: Option<String>,
    pub job_id: String,
    pub action: &'static str,
    pub from: Option<String>,
    pub to: Option<String>,
    pub claim_seq: Option<i64>,
    pub worker_id: Option<String>,
    pub operation: Option<String>,
    pub reason: Option<String>,
    pub detail: Option<Value>,
}

/// An event of a job.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Event {
    /// When, RFC 3339 in UTC.
    pub at: Option<String>,
    /// What.
    pub action: String,
    /// From which status.
    pub from: Option<String>,
    /// To which; `None` where the job is gone.
    pub to: Option<String>,
    /// Under which claim.
    pub claim_seq: Option<i64>,
    /// Whose.
    pub worker_id: Option<String>,
    /// Who did it.
    pub actor: String,
    /// In the course of which operation.
    pub operation_id: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What else there is to say.
    #[schema(value_type = Option<Object>)]
    pub detail: Option<Value>,
}

impl NewEvent {
    pub fn of(job_id: &str, action: Action) -> Self {
        NewEvent { job_id: job_id.into(), action: action.as_str(), ..NewEvent::default() }
    }
}

impl Service {
    /// The statement that writes `events`.
    pub(super) fn events_sql(&self, kind: Kind, events: &[NewEvent]) -> String {
        events_sql(&self.session, &self.actor, kind, events)
    }
}

/// The statement that writes what `actor` did.
pub(super) fn events_sql(session: &Session, actor: &str, kind: Kind, events: &[NewEvent]) -> String {
    let text = |t: &str| session.text(t);
    let maybe = |t: &Option<String>| session.maybe_text(t.as_deref());
    let rows: Vec<String> = events
        .iter()
        .map(|e| {
            format!(
                "('{}', '{kind}', {}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
                e.id.clone().unwrap_or_else(|| uuid::Uuid::now_v7().to_string()),
                text(&e.job_id),
                text(e.action),
                maybe(&e.from),
                maybe(&e.to),
                e.claim_seq.map_or("NULL".into(), |n| n.to_string()),
                maybe(&e.worker_id),
                text(actor),
                maybe(&e.operation),
                maybe(&e.reason),
                e.detail.as_ref().map_or("NULL".into(), |d| text(&d.to_string())),
            )
        })
        .collect();
    format!(
        "INSERT INTO job_events (id, kind, job_id, action, from_status, to_status, claim_seq, worker_id, actor, operation_id, reason, detail) VALUES {}",
        rows.join(", ")
    )
}
