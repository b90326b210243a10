//! The events of jobs, as they are written.

use crate::db::statement::Sql;
use crate::{into, sql, values};
use serde_json::Value;

/// An event that is about to be written.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewEvent {
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

/// The statement that writes what `actor` did to jobs of a kind.
pub(crate) fn insert_events(actor: &str, kind: &str, events: &[NewEvent]) -> Sql {
    let row = |event: &NewEvent| {
        values![
            event.id.clone().unwrap_or_else(|| uuid::Uuid::now_v7().to_string()),
            kind,
            &event.job_id,
            event.action,
            event.from.as_deref(),
            event.to.as_deref(),
            event.claim_seq,
            event.worker_id.as_deref(),
            actor,
            event.operation.as_deref(),
            event.reason.as_deref(),
            event.detail.as_ref(),
        ]
    };
    let into = into!(
        job_events: Id, Kind, JobId, Action, FromStatus, ToStatus, ClaimSeq, WorkerId, Actor, OperationId, Reason, Detail
    );
    Sql::insert(into, events.iter().map(row))
}

/// What stands before the source of events that a statement computes; an operator's columns stay empty.
pub(in crate::db) fn insert_computed() -> Sql {
    sql!("INSERT INTO job_events (id, kind, job_id, action, from_status, to_status, claim_seq, worker_id, actor, reason, detail)")
}
