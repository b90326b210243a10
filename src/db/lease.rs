//! A leased row with an epoch: what excludes across the nodes of a cluster, where `GET_LOCK` is local to a node and
//! only a committed row is seen by all. Renewed conditionally before each step; taken over only if the epoch has not
//! moved for a whole time-to-live, measured while commits of the taker's own went through (a long DDL statement stops
//! the holder's commits and the taker's alike, so time alone proves nothing).

use super::holder_value;
use super::retry::delays;
use super::row::Row;
use super::session::Session;
use super::statement::Sql;
use crate::error::{Doing, Error, Result, SqlErrorKind};
use crate::sql;
use std::time::{Duration, Instant};

const NAME: &str = "migrate";
const TTL: Duration = Duration::from_secs(3);
const POLL: Duration = Duration::from_millis(200);
/// A commit that took longer was stopped by somebody else's statement.
const PROMPT: Duration = Duration::from_millis(500);

/// The right to migrate, as long as its epoch is ours.
#[derive(Debug)]
pub struct Lease {
    token: String,
    epoch: i64,
}

impl Lease {
    pub(super) async fn acquire(session: &mut Session, limit: Duration) -> Result<Lease> {
        let token = uuid::Uuid::now_v7().to_string();
        let start = Instant::now();
        let mut seen: Option<(String, i64, Instant)> = None;
        loop {
            if insert(session, &token).await? {
                if seen.is_some() {
                    remove(session, &probe_name(&token), &token).await?;
                }
                return Ok(Lease { token, epoch: 1 });
            }
            let Some((holder, holder_token, epoch)) = read(session).await? else { continue };
            let probe = Instant::now();
            commit_probe(session, &token).await?;
            let unmoved = matches!(&seen, Some((t, e, _)) if *t == holder_token && *e == epoch);
            if !unmoved || probe.elapsed() > PROMPT {
                seen = Some((holder_token.clone(), epoch, Instant::now()));
            }
            if let Some((_, _, since)) = &seen
                && since.elapsed() >= TTL
                && take_over(session, &token, &holder_token, epoch).await?
            {
                remove(session, &probe_name(&token), &token).await?;
                tracing::warn!(%holder, "took over a migration lease that was not renewed for {TTL:?}");
                return Ok(Lease { token, epoch: epoch + 1 });
            }
            if start.elapsed() >= limit {
                remove(session, &probe_name(&token), &token).await?;
                return Err(Error::Locked { holder, waited: limit });
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Moves the epoch on, if it is still ours.
    pub(super) async fn renew(&mut self, session: &mut Session) -> Result<()> {
        let sql = sql!(
            "UPDATE morag_leases SET epoch = epoch + 1, renewed_at = UTC_TIMESTAMP(6) WHERE name = {name} AND token = {token} AND epoch = {epoch}",
            name = NAME,
            token = &self.token,
            epoch = self.epoch
        );
        if retried(session, &sql).await? == 1 {
            self.epoch += 1;
            return Ok(());
        }
        let holder = read(session).await?.map_or_else(|| "nobody (it was broken by hand)".into(), |(holder, _, _)| holder);
        Err(Error::Locked { holder: format!("{holder}, who took it over"), waited: TTL })
    }

    pub(super) async fn release(self, session: &mut Session) -> Result<()> {
        remove(session, NAME, &self.token).await
    }
}

fn probe_name(token: &str) -> String {
    format!("probe-{token}")
}

/// Any commit on a cluster may end in a certification conflict, and is then run again.
async fn retried(session: &mut Session, sql: &Sql) -> Result<u64> {
    let mut pauses = delays(Duration::from_millis(10), Duration::from_millis(300), 30);
    loop {
        match session.execute(sql).await {
            Err(answer) if matches!(answer.kind, SqlErrorKind::Retry | SqlErrorKind::Unavailable) => match pauses.next() {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(answer).doing("keeping the migration lease"),
            },
            result => return result.doing("keeping the migration lease"),
        }
    }
}

fn insert_row(name: &str, token: &str) -> Sql {
    sql!(
        "INSERT INTO morag_leases (name, holder, token, epoch, ttl_ms, renewed_at) VALUES ({name}, {holder}, {token}, 1, {ttl_ms}, UTC_TIMESTAMP(6))",
        name,
        holder = holder_value(),
        token,
        ttl_ms = TTL.as_millis() as i64
    )
}

async fn insert(session: &mut Session, token: &str) -> Result<bool> {
    match session.execute(&insert_row(NAME, token)).await {
        Ok(_) => Ok(true),
        // a cluster that regroups answers 1047 for a while
        Err(answer) if matches!(answer.kind, SqlErrorKind::Exists | SqlErrorKind::Retry | SqlErrorKind::Unavailable) => Ok(false),
        Err(answer) => Err(Error::from_sql("taking the migration lease", answer)),
    }
}

/// The holder, its token and the epoch.
async fn read(session: &mut Session) -> Result<Option<(String, String, i64)>> {
    let sql = sql!("SELECT holder, token, epoch FROM morag_leases WHERE name = {name}", name = NAME);
    let doing = "reading the migration lease";
    let lease = |row: &Row| Ok((row.get("holder")?, row.get("token")?, row.get("epoch")?));
    let rows = session.fetch(&sql).await.doing(doing)?;
    rows.first().map(lease).transpose().doing(doing)
}

/// A row of the taker's own, so that it never collides with the holder's.
async fn commit_probe(session: &mut Session, token: &str) -> Result<()> {
    let insert = insert_row(&probe_name(token), token);
    let sql = sql!("{insert} ON DUPLICATE KEY UPDATE epoch = epoch + 1, renewed_at = UTC_TIMESTAMP(6)", insert);
    retried(session, &sql).await.map(drop)
}

async fn take_over(session: &mut Session, token: &str, old: &str, epoch: i64) -> Result<bool> {
    let sql = sql!(
        "UPDATE morag_leases SET holder = {holder}, token = {token}, epoch = epoch + 1, renewed_at = UTC_TIMESTAMP(6) \
         WHERE name = {name} AND token = {old} AND epoch = {epoch}",
        holder = holder_value(),
        token,
        name = NAME,
        old,
        epoch
    );
    Ok(retried(session, &sql).await? == 1)
}

async fn remove(session: &mut Session, name: &str, token: &str) -> Result<()> {
    let sql = sql!("DELETE FROM morag_leases WHERE name = {name} AND token = {token}", name, token);
    retried(session, &sql).await.map(drop)
}
