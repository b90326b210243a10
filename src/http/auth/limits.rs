//! Rate limits: requests by key or address, and invalid keys by address.

use super::identity::Identity;
use crate::http::problem::ApiError;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// Allowed invalid keys per address: burst, and rate per second.
const FAILURES: (u32, u32) = (30, 5);
/// Maximum number of remembered addresses in `warned`.
const WARNED: usize = 1000;

/// The rate limits of all clients.
#[derive(Debug)]
pub struct RateLimits {
    rates: Option<DefaultKeyedRateLimiter<String>>,
    failures: DefaultKeyedRateLimiter<IpAddr>,
    blocked_until: dashmap::DashMap<IpAddr, std::time::Instant>,
    warned: dashmap::DashSet<IpAddr>,
}

fn quota(burst: u32, rate: u32) -> Quota {
    let one = NonZeroU32::MIN;
    Quota::per_second(NonZeroU32::new(rate).unwrap_or(one)).allow_burst(NonZeroU32::new(burst).unwrap_or(one))
}

impl RateLimits {
    /// Limits with at most `rate` requests per second and key or address; `None` for no limit.
    pub fn new(rate: Option<NonZeroU32>) -> RateLimits {
        RateLimits {
            rates: rate.map(|rate| RateLimiter::keyed(quota(rate.get().saturating_mul(2), rate.get()))),
            failures: RateLimiter::keyed(quota(FAILURES.0, FAILURES.1)),
            blocked_until: dashmap::DashMap::new(),
            warned: dashmap::DashSet::new(),
        }
    }

    /// Checks the request rate of an identity; 429 if it is exceeded.
    pub fn is_within_rate(&self, identity: &Identity) -> Result<(), ApiError> {
        let Some(rates) = &self.rates else { return Ok(()) };
        let key = identity.key_id.as_ref().unwrap_or(&identity.name);
        rates.check_key(key).map_err(|_| ApiError::too_many("too many requests: retry in a second"))
    }

    /// Whether an address may try another key now.
    pub fn may_try_key(&self, client: IpAddr) -> bool {
        self.blocked_until.get(&client).is_none_or(|until| *until < std::time::Instant::now())
    }

    /// Records that an address sent an invalid key; may block the address for a second.
    pub fn failed(&self, client: IpAddr) {
        if self.failures.check_key(&client).is_err() {
            self.blocked_until.insert(client, std::time::Instant::now() + Duration::from_secs(1));
        }
    }

    /// Logs once per address that it sent an unknown key although it needs none.
    pub fn warn_of_unknown_key(&self, client: IpAddr) {
        if self.warned.len() < WARNED && self.warned.insert(client) {
            tracing::warn!(%client, "an unknown key was sent from an address that needs none: it was let in without; remove the key there, or make one with: morag-db api-keys create");
        }
    }

    /// Removes inactive keys and addresses from the rate limiters.
    pub fn tidy(&self) {
        if let Some(rates) = &self.rates {
            rates.retain_recent();
        }
        self.failures.retain_recent();
        self.blocked_until.retain(|_, until| *until > std::time::Instant::now());
    }
}
