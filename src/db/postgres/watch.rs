//! Asks the servers of a URL again and again while this process has a session that writes to one of them.

use super::asking::roles;
use crate::database_url::{DatabaseUrl, ServerUrl};
use crate::db::fence::learn;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

/// Interval between two rounds of questions.
const EVERY: Duration = Duration::from_secs(5);

/// The threads that ask the servers of a URL.
static WATCHES: Mutex<Vec<(ServerUrl, Weak<()>)>> = Mutex::new(Vec::new());

/// The thread that asks the servers of this URL, as long as somebody holds it. `None` if it can't be started.
pub(super) fn watch(server: &ServerUrl) -> Option<Arc<()>> {
    let mut watches = WATCHES.lock().unwrap_or_else(PoisonError::into_inner);
    watches.retain(|(_, watch)| watch.strong_count() > 0);
    if let Some(watch) = watches.iter().find(|(of, _)| of == server).and_then(|(_, watch)| watch.upgrade()) {
        return Some(watch);
    }
    let watch = Arc::new(());
    let (held, of) = (Arc::downgrade(&watch), server.clone());
    let started = std::thread::Builder::new().name("servers".into()).spawn(move || ask_until_dropped(&held, &of));
    if let Err(error) = started {
        tracing::warn!(%error, "could not start the thread that asks the other servers: a failover is noticed only when connecting");
        return None;
    }
    watches.push((server.clone(), Arc::downgrade(&watch)));
    Some(watch)
}

fn ask_until_dropped(held: &Weak<()>, server: &ServerUrl) {
    let url = DatabaseUrl::Server(Box::new(server.clone())).to_string();
    loop {
        std::thread::sleep(EVERY);
        if held.strong_count() == 0 {
            return;
        }
        match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime.block_on(roles(server)).iter().for_each(|role| learn(&url, &role.cluster, role.timeline)),
            Err(error) => tracing::warn!(%error, "could not ask the other servers"),
        }
    }
}
