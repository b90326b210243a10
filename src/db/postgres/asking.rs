//! Asks the servers of a URL which role they have.

use super::timeline::Role;
use crate::database_url::{DatabaseUrl, Endpoint, ServerUrl};
use crate::db::access::Access;
use crate::db::session::Session;
use crate::error::Error;
use futures_util::future::join_all;
use std::time::{Duration, Instant};

/// Timeout of asking another server.
const ASK: Duration = Duration::from_secs(1);
/// Pause before a server that has no free connection is asked again.
const PAUSE: Duration = Duration::from_millis(100);
/// SQLSTATE `too_many_connections`.
const TOO_MANY_CONNECTIONS: &str = "53300";

/// The roles of all servers that answer.
pub(super) async fn roles(server: &ServerUrl) -> Vec<Role> {
    join_all(server.endpoints.iter().map(|endpoint| ask(server, endpoint))).await.into_iter().flatten().collect()
}

pub(super) async fn others(server: &ServerUrl, this: &Endpoint) -> Vec<(String, Option<Role>)> {
    let named = async |endpoint: &Endpoint| (endpoint.to_string(), ask(server, endpoint).await);
    join_all(server.endpoints.iter().filter(|endpoint| *endpoint != this).map(named)).await
}

async fn ask(server: &ServerUrl, endpoint: &Endpoint) -> Option<Role> {
    let url = DatabaseUrl::Server(Box::new(server.at(endpoint)));
    let end = Instant::now() + ASK;
    let mut session = loop {
        let failure = match Session::open(&url, Access::Read, ASK).await {
            Ok(session) => break session,
            Err(failure) => failure,
        };
        let is_full = failure.sql().is_some_and(|answer| &*answer.code == TOO_MANY_CONNECTIONS);
        if !is_full || Instant::now() + PAUSE > end {
            not_compared(endpoint, &failure, is_full);
            return None;
        }
        tokio::time::sleep(PAUSE).await;
    };
    let role = tokio::time::timeout(ASK, session.role()).await;
    session.close().await;
    role.ok()?.inspect_err(|answer| tracing::info!(server = %endpoint, %answer, "is not compared with the other servers")).ok()?
}

/// A server with too many connections is not down: it may be the new primary.
fn not_compared(endpoint: &Endpoint, failure: &Error, is_full: bool) {
    let cause = failure.sql().map(ToString::to_string);
    if is_full {
        tracing::warn!(server = %endpoint, cause, "accepts no more connections: it is not compared with the other servers");
    } else {
        tracing::debug!(server = %endpoint, cause, "is not compared with the other servers");
    }
}
