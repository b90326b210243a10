//! Identities and their roles. API keys are rows of `api_keys`; they are cached for seconds, so that a revoked key is
//! soon refused and most requests need no query.

use crate::accounts::{self, KeyOwner};
use crate::http::pool::{Lane, Pool};
use crate::http::problem::ApiError;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use ipnet::IpNet;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Roles; each one includes the permissions of those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// May read.
    Viewer,
    /// May create jobs and process them.
    User,
    /// May operate: requeue, cancel, accept late results.
    Admin,
}

impl Role {
    /// The role of a label in the table, in any case since adopted applications may write lower case; an unknown label is a
    /// viewer.
    pub fn of_label(label: &str) -> Role {
        match label.to_ascii_uppercase().as_str() {
            "ADMIN" => Role::Admin,
            "USER" => Role::User,
            _ => Role::Viewer,
        }
    }
}

/// The identity of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Name, as recorded in events.
    pub name: String,
    /// Role of the client.
    pub role: Role,
    /// Id of the API key; `None` without a key.
    pub key_id: Option<String>,
}

/// Name of the cookie in which a browser keeps the key.
pub const COOKIE: &str = "morag_key";

/// Access without a key.
#[derive(Clone, Debug)]
pub struct Anonymous {
    /// Networks whose clients need no key.
    pub networks: Vec<IpNet>,
    /// Whether clients on this machine need no key, because only they can reach the port.
    pub loopback: bool,
    /// Role of clients without a key.
    pub role: Role,
}

#[derive(Clone, Debug)]
struct Known {
    owner: Option<KeyOwner>,
    checked_at: Instant,
    used_at: Instant,
    noted: bool,
}

/// The cache of API keys.
#[derive(Debug)]
pub struct Keys {
    known: Mutex<HashMap<String, Known>>,
    /// Locks, so that concurrent requests with the same key query it only once.
    turns: [tokio::sync::Mutex<()>; 16],
}

/// How long a cached key is valid.
const VALID: Duration = Duration::from_secs(15);
/// How long an unused key stays in the cache.
const REMEMBERED: Duration = Duration::from_secs(600);
/// Number of cached keys above which unknown and unused ones are removed.
const MOST: usize = 10_000;

impl Default for Keys {
    fn default() -> Self {
        Keys { known: Mutex::default(), turns: std::array::from_fn(|_| tokio::sync::Mutex::new(())) }
    }
}

impl Keys {
    pub fn recall(&self, key: &str) -> Option<Option<KeyOwner>> {
        let mut known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let entry = known.get_mut(&accounts::hash_of(key)).filter(|k| k.checked_at.elapsed() < VALID)?;
        entry.used_at = Instant::now();
        entry.noted = false;
        Some(entry.owner.clone())
    }

    fn remember(&self, hash: String, owner: Option<KeyOwner>) {
        let mut known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, k| k.owner.is_some() && k.used_at.elapsed() < REMEMBERED);
        }
        let now = Instant::now();
        let noted = owner.is_none();
        known.insert(hash, Known { owner, checked_at: now, used_at: now, noted });
    }

    /// The owner of a key; `None` if the key is unknown or revoked.
    pub async fn owner(&self, pool: &Pool, key: &str) -> Result<Option<KeyOwner>, ApiError> {
        if !is_of_our_form(key) {
            return Ok(None);
        }
        if let Some(owner) = self.recall(key) {
            return Ok(owner);
        }
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let _turn = self.turns[hasher.finish() as usize % self.turns.len()].lock().await;
        if let Some(owner) = self.recall(key) {
            return Ok(owner);
        }
        let asked = key.to_string();
        let owner = pool.run(Lane::Read, "", async move |s| accounts::owner_of(s.session(), &asked).await).await?;
        self.remember(accounts::hash_of(key), owner.clone());
        Ok(owner)
    }

    /// Refreshes all cached keys in use, so that requests need no query; removes revoked and long unused keys.
    pub async fn refresh(&self, pool: &Pool) -> Result<(), ApiError> {
        let hashes: Vec<String> = {
            let mut known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            // keep keys whose last use is not written yet
            known.retain(|_, k| k.owner.is_some() && (k.used_at.elapsed() < REMEMBERED || !k.noted));
            known.keys().cloned().collect()
        };
        for chunk in hashes.chunks(500) {
            let asked = chunk.to_vec();
            let mut owners = pool.run(Lane::Read, "", async move |s| accounts::owners_of(s.session(), &asked).await).await?;
            let mut known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            for hash in chunk {
                match (owners.remove(hash), known.get_mut(hash)) {
                    (Some(owner), Some(entry)) => {
                        entry.owner = Some(owner);
                        entry.checked_at = Instant::now();
                    }
                    (None, Some(_)) => drop(known.remove(hash)),
                    (_, None) => {}
                }
            }
        }
        Ok(())
    }

    /// Writes the last use of the keys used since the previous call.
    pub async fn note_use(&self, pool: &Pool) -> Result<(), ApiError> {
        let ids: Vec<String> = {
            let mut known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let mut ids = Vec::new();
            for entry in known.values_mut().filter(|k| !k.noted) {
                entry.noted = true;
                ids.extend(entry.owner.as_ref().map(|owner| owner.key_id.clone()));
            }
            ids
        };
        Ok(pool.run(Lane::Write, "", async move |s| accounts::keys_used(s.session(), &ids).await).await?)
    }
}

pub fn is_of_our_form(key: &str) -> bool {
    key.len() == 67 && key.starts_with("mk_") && key[3..].bytes().all(|b| b.is_ascii_hexdigit())
}

pub fn presented(headers: &HeaderMap) -> Option<String> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let (scheme, key) = value.to_str().ok()?.split_once(' ')?;
        return Some(if scheme.eq_ignore_ascii_case("bearer") { key.trim().to_string() } else { String::new() });
    }
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, key)| key.to_string())
}

/// Whether the Host header names this machine. Prevents DNS rebinding: a page of another site whose name resolves to
/// 127.0.0.1 sends its own name here.
pub fn is_of_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let name = if let Some(rest) = host.strip_prefix('[') { rest.split(']').next() } else { host.split(':').next() };
    let name = name.unwrap_or_default();
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The client's address: the peer, or the address forwarded by trusted proxies.
pub fn client_of(headers: &HeaderMap, peer: IpAddr, trusted: &[IpNet]) -> IpAddr {
    let mut client = peer.to_canonical();
    let lists = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = lists.flat_map(|list| list.split(',')).map(str::trim).collect();
    for hop in hops.into_iter().rev() {
        if !trusted.iter().any(|net| net.contains(&client)) {
            break;
        }
        let Ok(before) = hop.parse::<IpAddr>() else { break };
        client = before.to_canonical();
    }
    client
}

pub fn is_forwarded(headers: &HeaderMap) -> bool {
    ["forwarded", "x-forwarded-for", "x-real-ip", "via"].iter().any(|name| headers.contains_key(*name))
}

/// Refuses requests that a browser sends for a page of another site, even if the user is signed in. A GET of a page may
/// come from another site; a GET of the JSON API may not, since a poll claims jobs.
pub fn refuse_other_sites(method: &Method, path: &str, headers: &HeaderMap) -> Result<(), ApiError> {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) && !path.starts_with("/api/") {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let host = text("host").unwrap_or_default();
    let is_ours = |origin: &str| origin.split_once("://").is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host));
    let is_other = headers.get("origin").is_some_and(|v| !v.to_str().is_ok_and(is_ours))
        || text("sec-fetch-site").is_some_and(|site| matches!(site, "cross-site" | "same-site"));
    if is_other { Err(ApiError::new(StatusCode::FORBIDDEN, "a page of another site may not do this")) } else { Ok(()) }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Identity {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, ApiError> {
        Ok(parts.extensions.get::<Identity>().cloned())
    }
}

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident: $role:expr, $may:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(pub Identity);

        impl<S: Send + Sync> FromRequestParts<S> for $name {
            type Rejection = ApiError;

            async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
                match parts.extensions.get::<Identity>() {
                    Some(identity) if identity.role >= $role => Ok($name(identity.clone())),
                    Some(_) => Err(ApiError::new(StatusCode::FORBIDDEN, concat!("your role may not ", $may))),
                    None => Err(ApiError::new(StatusCode::UNAUTHORIZED, "a key is needed: send it as Authorization: Bearer mk_…")),
                }
            }
        }
    )*};
}

roles! {
    /// A client that may read.
    Reads: Role::Viewer, "read this";
    /// A client that may create jobs and process them.
    Works: Role::User, "create jobs or work on them: USER or ADMIN may";
    /// A client that may operate.
    Operates: Role::Admin, "do this: ADMIN may";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (header::HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_role_in_lower_case_is_that_role() {
        assert_eq!(["ADMIN", "admin", "User", "viewer", "king"].map(Role::of_label), {
            use Role::{Admin, User, Viewer};
            [Admin, Admin, User, Viewer, Viewer]
        });
    }

    #[test]
    fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
        let trusted: Vec<IpNet> = vec!["10.0.0.0/8".parse().unwrap()];
        let from = |peer: &str, forwarded: &str| {
            client_of(&headers(&[("x-forwarded-for", forwarded)]), peer.parse().unwrap(), &trusted).to_string()
        };
        assert_eq!(from("10.0.0.1", "192.0.2.7"), "192.0.2.7");
        assert_eq!(from("10.0.0.1", "127.0.0.1, 192.0.2.7, 10.0.0.2"), "192.0.2.7");
        assert_eq!(from("192.0.2.1", "127.0.0.1"), "192.0.2.1");
        assert_eq!(from("10.0.0.1", "unknown"), "10.0.0.1");
    }

    #[test]
    fn other_sites_are_refused() {
        let refused = |pairs: &[(&'static str, &str)]| refuse_other_sites(&Method::POST, "/jobs/1/cancel", &headers(pairs)).is_err();
        assert!(refused(&[("host", "127.0.0.1:8000"), ("origin", "https://other.example")]));
        assert!(refused(&[("host", "127.0.0.1:8000"), ("origin", "null")]));
        assert!(refused(&[("host", "a"), ("sec-fetch-site", "cross-site")]));
        assert!(!refused(&[("host", "127.0.0.1:8000"), ("origin", "http://127.0.0.1:8000")]));
        assert!(!refused(&[("host", "127.0.0.1:8000")]));
        let get =
            |path: &str| refuse_other_sites(&Method::GET, path, &headers(&[("host", "a"), ("sec-fetch-site", "cross-site")])).is_err();
        assert!(get("/api/v1/remote-jobs/poll") && !get("/jobs"));
        let machine = |host: &str| is_of_this_machine(&headers(&[("host", host)]));
        assert!(machine("localhost:8000") && machine("[::1]:8000") && machine("127.0.0.1"));
        assert!(!machine("rebound.example:8000") && !machine(""));
    }

    #[test]
    fn a_key_is_read_from_the_header_or_the_cookie() {
        assert_eq!(presented(&headers(&[("authorization", "bearer mk_1")])).as_deref(), Some("mk_1"));
        assert_eq!(presented(&headers(&[("authorization", "Basic xyz")])).as_deref(), Some(""));
        assert_eq!(presented(&headers(&[("cookie", "a=b; morag_key=mk_2")])).as_deref(), Some("mk_2"));
        assert_eq!(presented(&headers(&[])), None);
    }
}
