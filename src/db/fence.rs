//! What this process knows of failovers, and the refusal of statements on a server that was replaced while its connections were
//! open: after a promotion by mistake, or when a network partition separates the old primary from the rest.

use crate::error::{SqlError, SqlErrorKind};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The highest timeline that this process has seen, by URL without its password and by system identifier: a restored copy of a cluster,
/// at another URL, has the identifier of its origin.
static HIGHEST: Mutex<BTreeMap<(String, String), Arc<AtomicI64>>> = Mutex::new(BTreeMap::new());

/// Refuses the statements of a session after its server was replaced.
#[derive(Clone, Debug)]
pub(super) struct Fence {
    timeline: i64,
    highest: Arc<AtomicI64>,
    _watch: Option<Arc<()>>,
}

fn highest_of(url: &str, cluster: &str) -> Arc<AtomicI64> {
    HIGHEST.lock().unwrap_or_else(PoisonError::into_inner).entry((url.into(), cluster.into())).or_default().clone()
}

/// Learns that a server of this URL and cluster accepts writes on this timeline; `None` of a standby.
pub(super) fn learn(url: &str, cluster: &str, timeline: Option<i64>) {
    if let Some(timeline) = timeline {
        highest_of(url, cluster).fetch_max(timeline, Ordering::Relaxed);
    }
}

impl Fence {
    /// A fence for a session on a server with this timeline. `watch` is held as long as the session is open.
    pub(super) fn around(url: &str, cluster: &str, timeline: i64, watch: Option<Arc<()>>) -> Fence {
        let highest = highest_of(url, cluster);
        highest.fetch_max(timeline, Ordering::Relaxed);
        Fence { timeline, highest, _watch: watch }
    }

    /// Why this server must not be written to, as far as this process knows.
    pub(super) fn complaint(&self) -> Option<String> {
        let highest = self.highest.load(Ordering::Relaxed);
        (self.timeline < highest).then(|| {
            let timeline = self.timeline;
            format!(
                "this server was replaced after a failover (its timeline is {timeline}, another server had {highest}); \
                 stop it and rebuild it as a standby, or restart morag-db if you keep this server"
            )
        })
    }

    /// The error of a statement on a server that was replaced. It was not run.
    pub(super) fn refusal(&self) -> Option<SqlError> {
        let complaint = self.complaint()?;
        Some(SqlError { kind: SqlErrorKind::ConnectionLost, code: "".into(), message: complaint.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_timeline_of_the_same_cluster_refuses_the_statements_of_open_sessions() {
        let fence = Fence::around("url", "fence test", 1, None);
        learn("url", "another fence test", Some(2));
        learn("another url", "fence test", Some(2));
        learn("url", "fence test", None);
        assert_eq!(fence.complaint(), None);
        learn("url", "fence test", Some(2));
        let refusal = fence.refusal().unwrap();
        assert_eq!(refusal.kind, SqlErrorKind::ConnectionLost);
        assert!(refusal.message.contains("its timeline is 1, another server had 2") && refusal.message.contains("restart morag-db"));
    }
}
