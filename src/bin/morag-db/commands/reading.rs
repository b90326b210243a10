//! Reading from a replica.

use crate::args::{Global, JobsCommand, LateCommand};
use morag_db::db::{Access, Session};
use morag_db::error::{Error, Result};
use morag_db::lifecycle::connect;
use morag_db::read_replica;
use morag_db::settings::Settings;
use std::time::Duration;

/// Connects for reading what may be a little old: to the read replica, or to the database if there is none or it can't be reached.
/// The returned options say where the answers come from.
pub async fn connect_to_read(global: &Global, settings: &Settings) -> Result<(Session, Global)> {
    if let Some(replica) = &settings.replica {
        match read_replica::connect(replica).await {
            Ok((session, read_from)) => return Ok((session, Global { read_from: Some(read_from), ..global.clone() })),
            Err(error @ (Error::Connect { .. } | Error::ConnectionLost { .. })) => {
                let cause = error.sql().map(|answer| format!(": {answer}")).unwrap_or_default();
                tracing::warn!("reading from {}: {error}{cause}", settings.url);
            }
            Err(error) => return Err(error),
        }
    }
    Ok((connect(&settings.url, Access::Read, Duration::ZERO).await?, global.clone()))
}

/// Whether a subcommand may read from a replica: a list or statistics. What is known of one job is read from the database itself.
pub fn may_be_older(command: &JobsCommand) -> bool {
    matches!(
        command,
        JobsCommand::List { .. }
            | JobsCommand::Stats { .. }
            | JobsCommand::Workers { .. }
            | JobsCommand::Failures { recount: false, .. }
            | JobsCommand::Audit { .. }
            | JobsCommand::Late { command: LateCommand::List { .. } }
    )
}
