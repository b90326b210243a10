//! A leased row with an epoch: what excludes across the nodes of a cluster, where `GET_LOCK` is local to a node and
//! only a committed row is seen by all. Renewed before each step, and every second by a connection of its own, because a step may
//! take long. Taken over only if the epoch has not moved for a whole time-to-live, measured while commits of the taker's own
//! went through (a long DDL statement stops the holder's commits and the taker's alike, so time alone proves nothing).

use super::access::Access;
use super::holder_value;
use super::retry::delays;
use super::row::Row;
use super::session::Session;
use super::statement::Sql;
use crate::database_url::DatabaseUrl;
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use crate::sql;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const NAME: &str = "migrate";
const TTL: Duration = Duration::from_secs(3);
const POLL: Duration = Duration::from_millis(200);
/// Interval of renewals during a step.
const RENEWAL: Duration = Duration::from_secs(1);
/// A commit that took longer was stopped by somebody else's statement.
const PROMPT: Duration = Duration::from_millis(500);

/// The right to migrate, as long as the lease has this token. Renewals end when it is dropped.
#[derive(Debug)]
pub struct Lease {
    token: String,
    stop: oneshot::Sender<()>,
    renewals: JoinHandle<()>,
}

impl Lease {
    fn held(session: &Session, token: String) -> Lease {
        let (stop, stopped) = oneshot::channel();
        let renewals = tokio::spawn(keep_renewed(session.url().clone(), token.clone(), stopped));
        Lease { token, stop, renewals }
    }

    pub(super) async fn acquire(session: &mut Session, limit: Duration) -> Result<Lease> {
        let token = uuid::Uuid::now_v7().to_string();
        let start = Instant::now();
        let mut seen: Option<(String, i64, Instant)> = None;
        loop {
            if insert(session, &token).await? {
                if seen.is_some() {
                    remove(session, &probe_name(&token), &token).await?;
                }
                return Ok(Lease::held(session, token));
            }
            let Some((holder, holder_token, epoch)) = read(session).await? else {
                if start.elapsed() >= limit.max(POLL) {
                    remove(session, &probe_name(&token), &token).await?;
                    return Err(Error::Locked { holder: "a process that has just released it".into(), waited: limit });
                }
                tokio::time::sleep(POLL).await;
                continue;
            };
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
                return Ok(Lease::held(session, token));
            }
            if start.elapsed() >= limit {
                remove(session, &probe_name(&token), &token).await?;
                return Err(Error::Locked { holder, waited: limit });
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Increments the epoch, if the lease is still ours.
    pub(super) async fn renew(&mut self, session: &mut Session) -> Result<()> {
        if retried(session, &renewal(&self.token)).await? == 1 {
            return Ok(());
        }
        let holder = read(session).await?.map(|(holder, _, _)| holder);
        tracing::warn!("this process lost the migration lease: it did not renew it for {TTL:?}, or the lease was broken by hand");
        Err(Error::Migrating { target: session.url().to_string(), holder, source: None })
    }

    pub(super) async fn release(self, session: &mut Session) -> Result<()> {
        drop(self.stop);
        // the task closes its connection; it is not waited for while it connects
        if tokio::time::timeout(RENEWAL, self.renewals).await.is_err() {
            tracing::debug!("the connection that renews the migration lease is closed later");
        }
        remove(session, NAME, &self.token).await
    }
}

fn renewal(token: &str) -> Sql {
    sql!(
        "UPDATE morag_leases SET epoch = epoch + 1, renewed_at = UTC_TIMESTAMP(6) WHERE name = {name} AND token = {token}",
        name = NAME,
        token
    )
}

/// Renews the lease until it has another token. The run itself finds out that it was taken over, before its next step.
async fn keep_renewed(url: DatabaseUrl, token: String, mut stopped: oneshot::Receiver<()>) {
    let (mut session, mut has_failed, mut missed) = (None, false, 0);
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            () = tokio::time::sleep(RENEWAL) => {}
        }
        match renew_once(&mut session, &url, &token).await {
            // behind a load balancer, this node may not have the row yet
            Ok(0) if missed >= 3 => break,
            Ok(0) => missed += 1,
            Ok(_) => (has_failed, missed) = (false, 0),
            Err(error) => {
                session = None;
                if !std::mem::replace(&mut has_failed, true) {
                    tracing::warn!("the migration lease could not be renewed, trying again: {}", error.with_cause());
                }
            }
        }
    }
    if let Some(session) = session {
        session.close().await;
    }
}

async fn renew_once(session: &mut Option<Session>, url: &DatabaseUrl, token: &str) -> Result<u64> {
    let connected = match session.take() {
        Some(connected) => connected,
        None => Session::connect(url, Access::Write, Duration::from_secs(10)).await?,
    };
    retried(session.insert(connected), &renewal(token)).await
}

fn probe_name(token: &str) -> String {
    format!("probe-{token}")
}

/// Any commit on a cluster may end in a certification conflict, and is then run again.
async fn retried(session: &mut Session, sql: &Sql) -> Result<u64> {
    let mut pauses = delays(Duration::from_millis(10), Duration::from_millis(300), 30);
    loop {
        match session.execute(sql).await {
            // the run and its renewals change the same row, which a commit that waits for another session's DDL keeps locked
            Err(answer) if matches!(answer.kind, SqlErrorKind::Retry | SqlErrorKind::Unavailable | SqlErrorKind::LockTimeout) => {
                match pauses.next() {
                    Some(pause) => tokio::time::sleep(pause).await,
                    None => return Err(answer).doing("keeping the migration lease"),
                }
            }
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

impl Session {
    /// The migration lease, if there is one; that of a dead process remains.
    pub(crate) async fn lease_holder(&mut self) -> std::result::Result<Option<LeaseHolder>, SqlError> {
        let age = self.age_seconds("renewed_at");
        let sql = sql!("SELECT holder, {age} AS age, ttl_ms FROM morag_leases WHERE name = {name}", age, name = NAME);
        let holder = |row: &Row| {
            let (age_seconds, ttl_ms): (f64, f64) = (row.get("age")?, row.get("ttl_ms")?);
            Ok(LeaseHolder { holder: row.get("holder")?, age_seconds, is_renewed: age_seconds.abs() <= ttl_ms / 1000.0 })
        };
        self.fetch(&sql).await?.first().map(holder).transpose()
    }
}

/// Holder of the migration lease.
pub(crate) struct LeaseHolder {
    pub holder: String,
    /// Time since it was renewed.
    pub age_seconds: f64,
    /// Whether it was renewed within its time-to-live. `false` too if the clocks of the nodes differ by more than that.
    pub is_renewed: bool,
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
