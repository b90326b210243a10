//! Read replicas: whether a server has the data of the database, and how old the data is.

use crate::database_url::DatabaseUrl;
use crate::db::{Access, ReadFrom, Session};
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use std::time::Duration;

/// Maximum time for connecting to a replica and asking for the age of its data.
pub const CONNECT: Duration = Duration::from_secs(3);

/// Connects to the read replica at `url`, in at most `limit`.
pub async fn connect(url: &DatabaseUrl, limit: Duration) -> Result<(Session, ReadFrom)> {
    in_time(url, limit, async {
        let mut session = Session::connect(url, Access::Read, limit).await?;
        let read_from = session.read_from().await.doing("asking a replica for the age of its data")?;
        Ok((session, read_from))
    })
    .await
}

/// Compares the replica at `url` with the database that `primary` is connected to. Returns the age of its data.
///
/// # Errors
/// The replica doesn't answer within `limit`; or its data is of another database.
pub async fn check(primary: &mut Session, url: &DatabaseUrl, limit: Duration) -> Result<ReadFrom> {
    in_time(url, limit, async {
        let (mut session, read_from) = connect(url, limit).await?;
        let compared = compare(primary, &mut session).await;
        session.close().await;
        compared.map(|()| read_from)
    })
    .await
}

/// Compares when the first migration was applied: a database and its replica have the same time, other databases another one.
///
/// # Errors
/// The times differ.
pub async fn compare(primary: &mut Session, replica: &mut Session) -> Result<()> {
    let doing = "comparing a replica with the database";
    let (here, there) = (primary.first_applied_at().await.doing(doing)?, replica.first_applied_at().await.doing(doing)?);
    match (&here, &there) {
        (Some(here), Some(there)) if here != there => Err(Error::refused(
            format!(
                "{} is not a replica of {}: its first migration was applied at {there}, and that of the database at {here}",
                replica.url(),
                primary.url()
            ),
            "correct the URL of the read replica, or leave it out",
        )),
        _ => Ok(()),
    }
}

async fn in_time<T>(url: &DatabaseUrl, limit: Duration, work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(limit, work).await.unwrap_or_else(|_| {
        let message = format!("no answer within {limit:?}").into();
        Err(Error::Connect { target: url.to_string(), source: SqlError { kind: SqlErrorKind::Unreachable, code: "".into(), message } })
    })
}
