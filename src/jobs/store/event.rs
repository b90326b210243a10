//! The events of jobs, written in the transaction that changes the job: if the event can't be written, the change is
//! rolled back.

pub(in crate::jobs) use crate::db::claims::NewEvent;
use crate::db::claims::insert_events;
use crate::db::{Row, Session, Sql};
use crate::error::SqlError;
use crate::jobs::{Action, Kind, Service};
use crate::sql;
use serde::Serialize;
use serde_json::Value;

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
    /// The worker.
    pub worker_id: Option<String>,
    /// Who did it.
    pub actor: String,
    /// In the course of which operation.
    pub operation_id: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What the change replaced (`error_message`, `summary`, `result_data`, `replaced_result`) and the run that it created
    /// (`new_run`); each only if there is one.
    #[schema(value_type = Option<Object>)]
    pub detail: Option<Value>,
}

impl Event {
    /// The columns of a SELECT from `job_events`.
    pub(in crate::jobs) fn columns(session: &Session) -> Sql {
        sql!(
            "{at} AS happened_at, action, from_status, to_status, claim_seq, worker_id, actor, operation_id, reason, detail",
            at = session.iso_time("at")
        )
    }

    /// Reads a row with these columns.
    pub(in crate::jobs) fn of(row: &Row) -> Result<Event, SqlError> {
        Ok(Event {
            at: row.get("happened_at")?,
            action: row.get("action")?,
            from: row.get("from_status")?,
            to: row.get("to_status")?,
            claim_seq: row.get("claim_seq")?,
            worker_id: row.get("worker_id")?,
            actor: row.get("actor")?,
            operation_id: row.get("operation_id")?,
            reason: row.get("reason")?,
            detail: row.get("detail")?,
        })
    }
}

impl Event {
    /// The error message that the row had before this event.
    pub fn previous_error(&self) -> Option<&str> {
        let detail = self.detail.as_ref()?;
        detail["error_message"].as_str().or(detail["summary"].as_str())
    }

    /// The result that the row had before this event.
    pub fn previous_result(&self) -> Option<&Value> {
        let detail = self.detail.as_ref()?;
        [&detail["result_data"], &detail["replaced_result"]].into_iter().find(|result| !result.is_null())
    }

    /// The id of the run that this requeue of an ended run created.
    pub fn new_run(&self) -> Option<&str> {
        self.detail.as_ref()?["new_run"].as_str()
    }
}

impl NewEvent {
    /// An event with only the job and the action.
    pub(in crate::jobs) fn of(job_id: &str, action: Action) -> Self {
        NewEvent { job_id: job_id.into(), action: action.as_str(), ..NewEvent::default() }
    }
}

/// An id that is smaller than those of all events of this operation: ids are ordered by time, and the clocks of two hosts may differ
/// by less than a day.
pub(in crate::jobs) fn before_events_of(operation: &str) -> String {
    let begun = uuid::Uuid::parse_str(operation).ok().filter(|id| id.get_version_num() == 7).map_or(0, |id| id.as_u128() >> 80);
    uuid::Uuid::from_u128(begun.saturating_sub(86_400_000) << 80).to_string()
}

impl Service {
    /// The statement that writes `events`.
    pub(in crate::jobs) fn insert_events(&self, kind: Kind, events: &[NewEvent]) -> Sql {
        insert_events(&self.actor, kind.as_str(), events)
    }
}
