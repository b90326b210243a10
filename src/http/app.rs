//! Configuration and state shared by all requests.

use crate::database_url::DatabaseUrl;
use crate::http::api::body::BodyLimits;
use crate::http::api::estimate::Estimates;
use crate::http::api::ready::Ready;
use crate::http::api::roots::SourceRoots;
use crate::http::auth::identity::{Anonymous, Identity, Keys};
use crate::http::background::lost::LostClaims;
use crate::http::background::waiters::Waiters;
use crate::http::metrics::Metrics;
use crate::http::page::live::Live;
use crate::http::pool::{Pool, PoolLimits};
use crate::http::problem::ApiError;
use crate::jobs::{RetryScope, TimeLimits};
use axum::extract::FromRef;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Configuration of the server.
#[derive(Clone, Debug)]
pub struct Config {
    /// URL of the database.
    pub url: DatabaseUrl,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Access without a key.
    pub anonymous: Anonymous,
    /// Proxies whose `X-Forwarded-For` header is trusted.
    pub trusted_proxies: Vec<IpNet>,
    /// Folders from which source files may be downloaded.
    pub source_roots: Vec<PathBuf>,
    /// PEM files of the certificate chain and its key.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Limits of requests and connections.
    pub limits: Limits,
    /// How long claims last without a heartbeat.
    pub time_limits: TimeLimits,
    /// Interval of sweeps, which expire overdue jobs and retry failed ones; `None` to leave that to other instances.
    pub sweep_every: Option<Duration>,
    /// The failures that are retried.
    pub retry: RetryScope,
    /// Whether the first sweep retries more failures than [`crate::jobs::RETRY_BACKLOG`].
    pub retries_backlog: bool,
}

/// Limits of requests and connections.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections to the database.
    pub pool: PoolLimits,
    /// Maximum bytes of a body.
    pub body: usize,
    /// Requests per second and key or address; `None` for no limit.
    pub rate: Option<NonZeroU32>,
    /// Maximum client connections.
    pub connections: usize,
    /// Maximum duration of a long poll.
    pub wait: Duration,
    /// How long running requests may continue after the server is told to stop.
    pub grace: Duration,
}

/// Allowed invalid keys per address: burst, and rate per second.
const FAILURES: (u32, u32) = (30, 5);

/// State shared by all requests.
#[derive(Debug)]
pub struct App {
    /// The configuration.
    pub config: Config,
    /// Connections to the database.
    pub pool: Pool,
    /// Cached API keys.
    pub keys: Keys,
    /// Long polls that wait for jobs.
    pub waiters: Waiters,
    /// Claims whose answer did not reach the worker.
    pub lost: Arc<LostClaims>,
    /// Estimated run times of jobs.
    pub estimates: Estimates,
    /// Prometheus metrics.
    pub metrics: Metrics,
    /// Root folders of source files.
    pub roots: SourceRoots,
    /// Cached check that the database can be read and written.
    pub ready: Ready,
    /// Live updates of open pages.
    pub live: Live,
    bodies: BodyLimits,
    rates: Option<DefaultKeyedRateLimiter<String>>,
    failures: DefaultKeyedRateLimiter<IpAddr>,
    blocked_until: dashmap::DashMap<IpAddr, std::time::Instant>,
    warned: dashmap::DashSet<IpAddr>,
    stopping: AtomicBool,
}

/// Maximum number of remembered addresses in `warned`.
const WARNED: usize = 1000;

fn quota(burst: u32, rate: u32) -> Quota {
    let one = NonZeroU32::MIN;
    Quota::per_second(NonZeroU32::new(rate).unwrap_or(one)).allow_burst(NonZeroU32::new(burst).unwrap_or(one))
}

impl FromRef<Arc<App>> for BodyLimits {
    fn from_ref(app: &Arc<App>) -> Self {
        app.bodies.clone()
    }
}

impl App {
    /// Creates the shared state and opens the source roots; does not connect to the database yet.
    pub fn new(config: Config) -> crate::error::Result<Arc<App>> {
        let pool = Pool::start(config.url.clone(), config.limits.pool.clone())?;
        Ok(Arc::new(App {
            roots: SourceRoots::open(&config.source_roots)?,
            rates: config.limits.rate.map(|rate| RateLimiter::keyed(quota(rate.get().saturating_mul(2), rate.get()))),
            failures: RateLimiter::keyed(quota(FAILURES.0, FAILURES.1)),
            blocked_until: dashmap::DashMap::new(),
            warned: dashmap::DashSet::new(),
            keys: Keys::default(),
            waiters: Waiters::default(),
            lost: Arc::default(),
            estimates: Estimates::default(),
            metrics: Metrics::default(),
            ready: Ready::default(),
            live: Live::default(),
            bodies: BodyLimits::new(config.limits.body),
            stopping: AtomicBool::new(false),
            pool,
            config,
        }))
    }

    /// Whether the server has been told to stop.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Stops claiming and ends waiting long polls and live updates.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.waiters.wake_all();
        self.live.stop();
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
