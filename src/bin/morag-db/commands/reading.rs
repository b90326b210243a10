//! Reading from a replica.

use crate::args::{Global, JobsCommand, LateCommand};
use morag_db::database_url::DatabaseUrl;
use morag_db::db::{Access, ReadFrom, Session};
use morag_db::error::{Error, Result};
use morag_db::lifecycle::connect;
use morag_db::read_replica;
use morag_db::settings::Settings;
use std::time::Duration;

/// Maximum time for comparing the replica with the database.
const COMPARE: Duration = Duration::from_secs(1);

/// Connects for reading what may be a little old: to the read replica, or to the database if there is none or it doesn't answer.
/// The returned options say where the answers come from.
///
/// # Errors
/// The replica is that of another database.
pub async fn connect_to_read(global: &Global, settings: &Settings) -> Result<(Session, Global)> {
    if let Some(replica) = &settings.replica {
        match connect_to_replica(settings, replica).await {
            Ok((session, read_from)) => return Ok((session, Global { read_from: Some(read_from), ..global.clone() })),
            Err(error @ (Error::Refused { .. } | Error::Configuration { .. })) => return Err(error),
            Err(error) => {
                tracing::warn!("the read replica can't be used, reading from {} instead: {}", settings.url, error.with_cause());
            }
        }
    }
    Ok((connect(&settings.url, Access::Read, Duration::ZERO).await?, global.clone()))
}

async fn connect_to_replica(settings: &Settings, replica: &DatabaseUrl) -> Result<(Session, ReadFrom)> {
    let (mut session, read_from) = read_replica::connect(replica, read_replica::CONNECT).await?;
    let compared = async {
        let mut primary = Session::connect(&settings.url, Access::Read, COMPARE).await?;
        let compared = read_replica::compare(&mut primary, &mut session).await;
        primary.close().await;
        compared
    };
    match tokio::time::timeout(COMPARE, compared).await {
        Ok(Err(error @ Error::Refused { .. })) => Err(error),
        Ok(Ok(())) => Ok((session, read_from)),
        // the replica is there for when the database isn't
        Ok(Err(error)) => {
            tracing::warn!("this may be the replica of another database, which could not be compared: {}", error.with_cause());
            Ok((session, read_from))
        }
        Err(_) => {
            tracing::warn!("{} does not answer: this may be the replica of another database", settings.url);
            Ok((session, read_from))
        }
    }
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
