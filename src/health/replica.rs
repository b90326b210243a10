//! The check of a read replica.

use super::{Check, Status, check};
use crate::database_url::DatabaseUrl;
use crate::db::{ReadFrom, Session};
use crate::error::Error;
use crate::moment;
use crate::read_replica;
use std::time::{Duration, Instant};

/// Age of a replica's data from which it is a warning.
const REPLICA_BEHIND: Duration = Duration::from_secs(60);

/// Checks the read replica at `url` of the database that `session` is connected to, for at most `limit`.
pub async fn check_replica(session: &mut Session, url: &DatabaseUrl, limit: Duration) -> Check {
    let start = Instant::now();
    let (status, detail) = match read_replica::check(session, url, limit).await {
        Ok(ReadFrom { is_replica: Some(false), server, .. }) => (Status::Warn, format!("{server} is not a replica")),
        Ok(ReadFrom { server, age_seconds: Some(age), .. }) => {
            let status = if age >= REPLICA_BEHIND.as_secs_f64() { Status::Warn } else { Status::Pass };
            (status, format!("{server} is at most {} behind", moment::age(age)))
        }
        Ok(ReadFrom { server, unknown, .. }) => {
            (Status::Warn, format!("how far {server} is behind is unknown: {}", unknown.unwrap_or_default()))
        }
        Err(error @ (Error::Refused { .. } | Error::Configuration { .. })) => (Status::Fail, error.to_string()),
        Err(error) => (Status::Warn, error.with_cause()),
    };
    check("read_replica", status, detail, start.elapsed())
}
