//! A leased row with an epoch: what excludes across the nodes of a cluster, where `GET_LOCK` is local to a node and
//! only a committed row is seen by all. Renewed conditionally before each step; taken over only if the epoch has not
//! moved for a whole time-to-live, measured while commits of the taker's own went through (a long DDL statement stops
//! the holder's commits and the taker's alike, so time alone proves nothing).

use super::holder_literal;
use super::session::Session;
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use migration::Backend;
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
        let sql = format!(
            "UPDATE morag_leases SET epoch = epoch + 1, renewed_at = UTC_TIMESTAMP(6) WHERE name = '{NAME}' AND token = '{}' AND epoch = {}",
            self.token, self.epoch
        );
        if again(session, &sql).await? == 1 {
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
async fn again(session: &mut Session, sql: &str) -> Result<u64> {
    let mut tries = 0;
    loop {
        match session.execute_text(sql).await {
            Err(answer) if matches!(answer.kind, SqlErrorKind::Retry | SqlErrorKind::Unavailable) && tries < 30 => {
                tries += 1;
                tokio::time::sleep(Duration::from_millis(10 * tries)).await;
            }
            result => return result.doing("keeping the migration lease"),
        }
    }
}

fn row_sql(name: &str, token: &str) -> String {
    let holder = holder_literal(Backend::MariaDb);
    format!(
        "INSERT INTO morag_leases (name, holder, token, epoch, ttl_ms, renewed_at) \
         VALUES ('{name}', {holder}, '{token}', 1, {}, UTC_TIMESTAMP(6))",
        TTL.as_millis()
    )
}

async fn insert(session: &mut Session, token: &str) -> Result<bool> {
    match session.execute_text(&row_sql(NAME, token)).await {
        Ok(_) => Ok(true),
        // a cluster that regroups answers 1047 for a while
        Err(answer) if matches!(answer.kind, SqlErrorKind::Exists | SqlErrorKind::Retry | SqlErrorKind::Unavailable) => Ok(false),
        Err(answer) => Err(Error::from_sql("taking the migration lease", answer)),
    }
}

async fn read(session: &mut Session) -> Result<Option<(String, String, i64)>> {
    let rows: std::result::Result<_, SqlError> =
        session.query(&format!("SELECT holder, token, epoch FROM morag_leases WHERE name = '{NAME}'")).await;
    Ok(rows.doing("reading the migration lease")?.pop().map(|mut row| {
        let epoch = row.pop().flatten().and_then(|e| e.parse().ok()).unwrap_or(0);
        let token = row.pop().flatten().unwrap_or_default();
        (row.pop().flatten().unwrap_or_default(), token, epoch)
    }))
}

/// A row of the taker's own, so that it never collides with the holder's.
async fn commit_probe(session: &mut Session, token: &str) -> Result<()> {
    let sql = format!("{} ON DUPLICATE KEY UPDATE epoch = epoch + 1, renewed_at = UTC_TIMESTAMP(6)", row_sql(&probe_name(token), token));
    again(session, &sql).await.map(drop)
}

async fn take_over(session: &mut Session, token: &str, old: &str, epoch: i64) -> Result<bool> {
    let holder = holder_literal(Backend::MariaDb);
    let sql = format!(
        "UPDATE morag_leases SET holder = {holder}, token = '{token}', epoch = epoch + 1, renewed_at = UTC_TIMESTAMP(6) \
         WHERE name = '{NAME}' AND token = {} AND epoch = {epoch}",
        Backend::MariaDb.literal(old)
    );
    Ok(again(session, &sql).await? == 1)
}

async fn remove(session: &mut Session, name: &str, token: &str) -> Result<()> {
    again(session, &format!("DELETE FROM morag_leases WHERE name = '{name}' AND token = '{token}'")).await.map(drop)
}
