//! The system identifier and the timeline of a server. A promotion increments the timeline: of two servers of a cluster that both
//! accept writes, the one with the lower timeline was replaced by the other
//! (<https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-TIMELINES>).

use crate::database_url::{DatabaseUrl, Endpoint, Family, ServerUrl};
use crate::db::access::Access;
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::error::SqlError;
use futures_util::future::join_all;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The timeline that a server writes to. `pg_control_checkpoint()` returns the old one until the first checkpoint after a promotion.
macro_rules! timeline {
    () => {
        "CASE WHEN pg_catalog.pg_is_in_recovery() THEN NULL ELSE ('x' || substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8))::bit(32)::bigint END"
    };
}

pub(super) const TIMELINE: &str = concat!("SELECT ", timeline!(), " AS timeline");

const ROLE: &str = concat!(
    "SELECT ",
    timeline!(),
    " AS timeline, (SELECT system_identifier FROM pg_catalog.pg_control_system())::text AS cluster, pg_catalog.pg_postmaster_start_time()::text AS started"
);

/// Timeout of asking each of the other servers.
const ASK: Duration = Duration::from_secs(1);

/// The highest timeline of each cluster that this process has connected to or compared.
static SEEN: Mutex<BTreeMap<String, i64>> = Mutex::new(BTreeMap::new());

/// Identity and role of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::db) struct Role {
    /// `None` on a standby.
    pub(in crate::db) timeline: Option<i64>,
    /// The system identifier, which standbys share with their primary.
    cluster: String,
    /// Time of its start, which tells whether two names mean the same server.
    started: String,
}

impl Session {
    async fn role(&mut self) -> Result<Option<Role>, SqlError> {
        let rows = self.fetch(&Sql::constant(ROLE)).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        Ok(Some(Role { timeline: row.get("timeline")?, cluster: row.get("cluster")?, started: row.get("started")? }))
    }

    /// Why this server, one of several, must not be written to: another one has replaced it, or also accepts writes. `None` if it
    /// may be written to.
    pub(in crate::db) async fn replaced_by(&mut self, server: &ServerUrl, this: &Endpoint, limit: Duration) -> Option<String> {
        // a missing privilege, or a service without these functions: nothing can be compared
        let own = self.role().await.inspect_err(|answer| tracing::debug!(%answer, "could not read the timeline")).ok().flatten()?;
        let timeline = own.timeline?;
        let others: Vec<_> = others(server, this, limit).await.into_iter().filter_map(|(name, role)| Some((name, role?))).collect();
        let seen = {
            let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
            let highest = seen.entry(own.cluster.clone()).or_insert(timeline);
            let of_others = others.iter().filter(|(_, role)| role.cluster == own.cluster).filter_map(|(_, role)| role.timeline).max();
            *highest = timeline.max(*highest).max(of_others.unwrap_or(0));
            *highest
        };
        complaint(&own, timeline, &others).or_else(|| {
            (timeline < seen).then(|| {
                format!("this server was replaced after a failover (its timeline is {timeline}, another server had {seen}); stop it and rebuild it as a standby")
            })
        })
    }
}

/// The servers of a URL with several, as `health` reports them.
#[derive(Debug)]
pub(crate) struct Servers {
    /// Role of each server, as text.
    pub(crate) all: String,
    /// Why this session's server must not be written to.
    pub(crate) refused: Option<String>,
    /// Whether a server does not answer, or several accept writes.
    pub(crate) is_doubtful: bool,
}

impl Session {
    /// The servers of this session's URL; `None` if there is only one or the engine has no timelines.
    pub(crate) async fn servers(&mut self, limit: Duration) -> Result<Option<Servers>, SqlError> {
        let DatabaseUrl::Server(server) = self.url() else { return Ok(None) };
        let (this, server) = (server.endpoint().clone(), ServerUrl { endpoints: self.endpoints.clone(), ..(**server).clone() });
        if server.family != Family::Postgres || server.endpoints.len() < 2 {
            return Ok(None);
        }
        let Some(own) = self.role().await? else { return Ok(None) };
        let others = others(&server, &this, limit).await;
        let described = |(name, role): (&str, Option<&Role>)| match role {
            None => format!("{name} does not answer"),
            Some(Role { timeline: None, .. }) => format!("{name} is a standby"),
            Some(role) if role.cluster != own.cluster => format!("{name} accepts writes and belongs to another cluster"),
            Some(Role { timeline: Some(timeline), .. }) => format!("{name} accepts writes (timeline {timeline})"),
        };
        let listed = std::iter::once((this.to_string(), Some(own.clone()))).chain(others.iter().cloned());
        let all: Vec<String> = listed.map(|(name, role)| described((&name, role.as_ref()))).collect();
        let answering: Vec<_> = others.iter().filter_map(|(name, role)| Some((name.clone(), role.clone()?))).collect();
        let roles = std::iter::once(&own).chain(answering.iter().map(|(_, role)| role));
        let primaries: BTreeSet<_> =
            roles.filter(|role| role.timeline.is_some() && role.cluster == own.cluster).map(|role| &role.started).collect();
        Ok(Some(Servers {
            all: all.join("; "),
            refused: own.timeline.and_then(|timeline| complaint(&own, timeline, &answering)),
            is_doubtful: others.len() > answering.len() || primaries.len() > 1,
        }))
    }
}

/// The other servers, with the roles of those that answer.
async fn others(server: &ServerUrl, this: &Endpoint, limit: Duration) -> Vec<(String, Option<Role>)> {
    let ask = async |endpoint: &Endpoint| {
        let url = DatabaseUrl::Server(Box::new(server.at(endpoint)));
        let mut session = Session::open(&url, Access::Read, limit.min(ASK)).await.ok()?;
        let role = tokio::time::timeout(ASK, session.role()).await;
        session.close().await;
        role.ok()?.ok()?
    };
    let named = async |endpoint: &Endpoint| (endpoint.to_string(), ask(endpoint).await);
    join_all(server.endpoints.iter().filter(|endpoint| *endpoint != this).map(named)).await
}

fn complaint(own: &Role, timeline: i64, others: &[(String, Role)]) -> Option<String> {
    let rivals = others.iter().filter(|(_, role)| role.cluster == own.cluster && role.started != own.started);
    rivals.filter_map(|(name, role)| role.timeline.map(|theirs| (name, theirs))).find_map(|(name, theirs)| {
        if theirs > timeline {
            Some(format!("this server was replaced by {name} after a failover (its timeline is {timeline}, that of {name} is {theirs}); stop it and rebuild it as a standby"))
        } else if theirs == timeline {
            Some(format!("{name} also accepts writes, with the same timeline {timeline} (split brain); stop the wrong one"))
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(timeline: Option<i64>, cluster: &str, started: &str) -> Role {
        Role { timeline, cluster: cluster.into(), started: started.into() }
    }

    #[test]
    fn the_server_with_the_lower_timeline_was_replaced() {
        let of = |other: Role| complaint(&role(Some(2), "c", "t1"), 2, &[("b:5432".into(), other)]);
        assert!(of(role(Some(3), "c", "t2")).unwrap().contains("replaced by b:5432"));
        assert!(of(role(Some(2), "c", "t2")).unwrap().contains("b:5432 also accepts writes"));
        assert_eq!(of(role(Some(1), "c", "t2")), None, "that one was replaced by this");
        assert_eq!(of(role(None, "c", "t2")), None, "a standby");
        assert_eq!(of(role(Some(3), "d", "t2")), None, "another cluster");
        assert_eq!(of(role(Some(2), "c", "t1")), None, "this server by another name");
    }
}
