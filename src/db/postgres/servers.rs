//! Compares the servers of a URL with several: which of them accept writes, and which was replaced by another one.

use super::asking::others;
use super::timeline::Role;
use super::watch::watch;
use crate::database_url::{DatabaseUrl, Endpoint, Family, ServerUrl};
use crate::db::fence::{Fence, learn};
use crate::db::session::Session;
use crate::error::SqlError;
use std::collections::BTreeSet;

/// The servers of a URL at one moment.
struct Comparison {
    /// Name of the server of this session.
    this: String,
    own: Role,
    /// Name of each other server, with its role if it answers.
    others: Vec<(String, Option<Role>)>,
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
    /// Compares this server with the others of its URL before it is written to. Returns why it must not be: another one has
    /// replaced it, or also accepts writes. Otherwise the session's statements are refused as soon as this process learns of
    /// a replacement.
    pub(in crate::db) async fn compare(&mut self, server: &ServerUrl, this: &Endpoint) -> Result<Option<String>, SqlError> {
        let Some(own) = self.role().await? else { return Ok(None) };
        let Some(timeline) = own.timeline else { return Ok(None) };
        let comparison = Comparison { this: this.to_string(), others: others(server, this).await, own };
        let url = DatabaseUrl::Server(Box::new(server.clone())).to_string();
        let fence = Fence::around(&url, &comparison.own.cluster, timeline, watch(server));
        comparison.answering().for_each(|(_, role)| learn(&url, &role.cluster, role.timeline));
        let complaint = comparison.complaint().or_else(|| fence.complaint());
        self.fence = complaint.is_none().then_some(fence);
        Ok(complaint)
    }

    /// The servers of this session's URL; `None` if there is only one or the engine has no timelines.
    pub(crate) async fn servers(&mut self) -> Result<Option<Servers>, SqlError> {
        let DatabaseUrl::Server(server) = self.url() else { return Ok(None) };
        let (this, server) = (server.endpoint().clone(), ServerUrl { endpoints: self.endpoints.clone(), ..(**server).clone() });
        if server.family != Family::Postgres || server.endpoints.len() < 2 {
            return Ok(None);
        }
        let Some(own) = self.role().await? else {
            let all = "could not be compared: this role may not read the timeline, or the server has none".into();
            return Ok(Some(Servers { all, refused: None, is_doubtful: true }));
        };
        let comparison = Comparison { this: this.to_string(), others: others(&server, &this).await, own };
        Ok(Some(Servers { all: comparison.described(), refused: comparison.complaint(), is_doubtful: comparison.is_doubtful() }))
    }
}

impl Comparison {
    fn answering(&self) -> impl Iterator<Item = (&str, &Role)> {
        self.others.iter().filter_map(|(name, role)| Some((name.as_str(), role.as_ref()?)))
    }

    /// The other servers of this cluster that are no standbys, with their timelines.
    fn rivals(&self) -> impl Iterator<Item = (&str, &Role, i64)> {
        let of_cluster = self.answering().filter(|(_, role)| role.cluster == self.own.cluster && role.started != self.own.started);
        of_cluster.filter_map(|(name, role)| Some((name, role, role.timeline?)))
    }

    fn complaint(&self) -> Option<String> {
        let timeline = self.own.timeline?;
        self.rivals().find_map(|(name, role, theirs)| {
            if theirs > timeline {
                Some(format!("this server was replaced by {name} after a failover (its timeline is {timeline}, that of {name} is {theirs}); stop it and rebuild it as a standby"))
            } else if theirs == timeline && !role.is_read_only {
                Some(format!("{name} also accepts writes, with the same timeline {timeline} (split brain); stop the wrong one"))
            } else {
                None
            }
        })
    }

    fn is_doubtful(&self) -> bool {
        let own = self.own.timeline.filter(|_| !self.own.is_read_only).map(|_| &self.own.started);
        let theirs = self.rivals().filter(|(_, role, _)| !role.is_read_only).map(|(_, role, _)| &role.started);
        let primaries: BTreeSet<_> = own.into_iter().chain(theirs).collect();
        primaries.len() > 1 || self.others.iter().any(|(_, role)| role.is_none())
    }

    fn described(&self) -> String {
        let described = |name: &str, role: Option<&Role>| match role {
            None => format!("{name} does not answer"),
            Some(Role { timeline: None, .. }) => format!("{name} is a standby"),
            Some(role) if role.cluster != self.own.cluster => format!("{name} accepts writes and belongs to another cluster"),
            Some(Role { timeline: Some(timeline), is_read_only: true, .. }) => {
                format!("{name} accepts no writes by default (timeline {timeline}, default_transaction_read_only)")
            }
            Some(Role { timeline: Some(timeline), .. }) => format!("{name} accepts writes (timeline {timeline})"),
        };
        let others = self.others.iter().map(|(name, role)| described(name, role.as_ref()));
        std::iter::once(described(&self.this, Some(&self.own))).chain(others).collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(timeline: Option<i64>, cluster: &str, started: &str) -> Role {
        Role { timeline, cluster: cluster.into(), started: started.into(), is_read_only: false }
    }

    fn with(other: Option<Role>) -> Comparison {
        Comparison { this: "a:5432".into(), own: role(Some(2), "c", "t1"), others: vec![("b:5432".into(), other)] }
    }

    #[test]
    fn the_server_with_the_lower_timeline_was_replaced() {
        let of = |other: Role| with(Some(other)).complaint();
        assert!(of(role(Some(3), "c", "t2")).unwrap().contains("replaced by b:5432"));
        assert!(of(role(Some(2), "c", "t2")).unwrap().contains("b:5432 also accepts writes"));
        assert_eq!(of(role(Some(1), "c", "t2")), None, "that one was replaced by this");
        assert_eq!(of(role(None, "c", "t2")), None, "a standby");
        assert_eq!(of(role(Some(3), "d", "t2")), None, "another cluster");
        assert_eq!(of(role(Some(2), "c", "t1")), None, "this server by another name");
        let fenced = |timeline| Role { is_read_only: true, ..role(Some(timeline), "c", "t2") };
        assert_eq!(of(fenced(2)), None, "that one was fenced");
        assert!(of(fenced(3)).unwrap().contains("replaced by b:5432"), "the new primary does not accept writes yet");
    }

    #[test]
    fn two_that_accept_writes_are_doubtful_and_so_is_one_that_does_not_answer() {
        assert!(with(None).is_doubtful());
        assert!(with(Some(role(Some(1), "c", "t2"))).is_doubtful());
        assert!(!with(Some(role(None, "c", "t2"))).is_doubtful());
        assert!(!with(Some(role(Some(2), "c", "t1"))).is_doubtful());
        assert!(!with(Some(Role { is_read_only: true, ..role(Some(1), "c", "t2") })).is_doubtful());
    }
}
