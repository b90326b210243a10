//! Claims and plain results at each engine's own best: the fewest round trips and statements. What a claim or a result
//! means, and everything that is not plain, belongs to the job service.

mod mysql;
mod postgres;
mod sqlite;

use super::session::{Row, Session};
use super::{Backend, SqlError};
use std::time::Duration;

/// Who is to claim what.
pub(crate) struct ClaimParts<'a> {
    /// Content types, each once, with how long a claim of them lasts.
    pub types: &'a [(String, Duration)],
    pub worker: &'a str,
    pub max: usize,
    /// What the ids of its events begin with, all but the last eight digits, which count them.
    pub mark: &'a str,
    /// Columns of the answer: the row as it is after the claim.
    pub columns: &'a (dyn Fn(&Session, Shown<'_>) -> String + Sync),
    /// The statement that writes the events of rows of such an answer.
    pub events: &'a (dyn Fn(&Session, &[Row]) -> String + Sync),
}

/// What the columns of a claim's answer are read from.
pub(crate) enum Shown<'a> {
    /// The row `r` as it stands.
    AsItStands,
    /// The same in a RETURNING that knows no alias.
    Returned,
    /// The row `r` as it was before; the claim is told in SQL.
    Claimed { worker: &'a str, now: &'a str, end: &'a str },
}

/// A result under a token, as it can be kept.
pub(crate) struct PlainResult<'a> {
    /// As the row has it, or nothing is found.
    pub id: &'a str,
    pub claim_seq: i64,
    /// JSON, of a job that is done.
    pub result: Option<&'a str>,
    /// Of one that failed.
    pub error: Option<&'a str>,
    pub hash: &'a str,
}

impl PlainResult<'_> {
    fn to_status(&self) -> &'static str {
        if self.result.is_some() { "completed" } else { "failed" }
    }

    fn action(&self) -> &'static str {
        if self.result.is_some() { "complete" } else { "fail" }
    }

    fn detail(&self) -> String {
        format!("{{\"hash\":\"{}\"}}", self.hash)
    }
}

/// The condition that a row may be claimed, but for its type.
fn is_ready(now: &str) -> String {
    format!("r.status = 'pending' AND (r.run_after IS NULL OR r.run_after <= {now}) AND (r.timeout_at IS NULL OR r.timeout_at > {now})")
}

/// The condition that a claim still has its job and no ingestion job waits for it, but for the claim's number. IS TRUE keeps
/// planners from walking all that is processing, and all that was since the last clean-up, instead of looking ids up.
const IS_PLAIN: &str = "(r.status = 'processing') IS TRUE AND r.started_at = r.claim_started_at \
                        AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.id = r.ingestion_task_id)";

/// What a worker hands in and what it asks for, in one transaction.
pub(crate) struct Turn<'a> {
    /// Those whose token does not hold, or for which something waits, are left as they are, and nothing is said of why.
    pub results: &'a [PlainResult<'a>],
    pub claim: Option<&'a ClaimParts<'a>>,
    pub actor: &'a str,
}

/// What came of it, committed and with its events.
#[derive(Debug, Default)]
pub(crate) struct Turned {
    /// The ids of the results that stand.
    pub settled: Vec<String>,
    /// The rows that are claimed.
    pub claimed: Vec<Row>,
}

impl Turned {
    /// Of the rows of both answers: an id is alone in its row.
    fn of(rows: Vec<Row>) -> Turned {
        let (settled, claimed): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.len() == 1);
        Turned { settled: settled.into_iter().flatten().flatten().collect(), claimed }
    }
}

impl Session {
    /// Settles results and claims.
    pub(crate) async fn turn(&mut self, turn: &Turn<'_>) -> std::result::Result<Turned, SqlError> {
        match self.backend() {
            _ if turn.results.is_empty() && turn.claim.is_none() => Ok(Turned::default()),
            Backend::Sqlite => sqlite::turn(self, turn).await,
            Backend::Postgres => postgres::turn(self, turn).await,
            Backend::MySql | Backend::MariaDb => mysql::turn(self, turn).await,
        }
    }
}

/// Results as one JSON value, in the order of their ids, so that two that change the same rows don't wait for each other.
fn as_json(results: &[PlainResult<'_>]) -> String {
    let mut results: Vec<&PlainResult<'_>> = results.iter().collect();
    results.sort_by_key(|one| one.id);
    let one = |r: &&PlainResult<'_>| {
        serde_json::json!({
            "event": uuid::Uuid::now_v7().to_string(),
            "id": r.id,
            "seq": r.claim_seq,
            "status": r.to_status(),
            "action": r.action(),
            "result": r.result,
            "error": r.error,
            "detail": r.detail(),
        })
    };
    serde_json::Value::Array(results.iter().map(one).collect()).to_string()
}
