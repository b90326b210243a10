//! Read replicas: whether a server has the data of the database, and how old the data is.

use crate::database_url::DatabaseUrl;
use crate::db::{Access, ReadFrom, Session};
use crate::error::{Doing, Error, Result};
use std::time::Duration;

/// How long connecting to a replica may take.
pub const CONNECT: Duration = Duration::from_secs(3);

/// Connects to the read replica at `url`.
pub async fn connect(url: &DatabaseUrl) -> Result<(Session, ReadFrom)> {
    let mut session = Session::connect(url, Access::Read, CONNECT).await?;
    let read_from = session.read_from().await.doing("asking a replica for the age of its data")?;
    Ok((session, read_from))
}

/// Compares the replica at `url` with the database that `primary` is connected to. Returns the age of its data.
///
/// # Errors
/// The replica can't be reached; or its data is of another database: there the first migration was applied at another time.
pub async fn check(primary: &mut Session, url: &DatabaseUrl) -> Result<ReadFrom> {
    let (mut session, read_from) = connect(url).await?;
    let doing = "comparing a replica with the database";
    let (here, there) = (primary.first_applied_at().await.doing(doing)?, session.first_applied_at().await.doing(doing)?);
    session.close().await;
    if here == there {
        return Ok(read_from);
    }
    let applied = |at: Option<String>| at.map_or("never".to_string(), |at| format!("at {at}"));
    Err(Error::refused(
        format!(
            "{} is not a replica of {}: the first migration was applied {} there, and {} here",
            read_from.server,
            primary.url(),
            applied(there),
            applied(here)
        ),
        "correct the URL of the read replica, or leave it out",
    ))
}
