//! What all requests share.

use crate::database_url::DatabaseUrl;
use crate::http::api::body::BodyLimits;
use crate::http::api::estimate::Estimates;
use crate::http::api::ready::Ready;
use crate::http::api::roots::SourceRoots;
use crate::http::auth::identity::{Anonymous, Identity, Keys};
use crate::http::background::lost::Lost;
use crate::http::background::waiters::Waiters;
use crate::http::metrics::Metrics;
use crate::http::page::live::Live;
use crate::http::pool::{Pool, PoolLimits};
use crate::http::problem::Problem;
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

/// How the server is to be.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the database is.
    pub url: DatabaseUrl,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Who is let in without a key.
    pub anonymous: Anonymous,
    /// Proxies whose word on a client's address counts.
    pub trusted_proxies: Vec<IpNet>,
    /// Source files are handed out from under these folders only.
    pub source_roots: Vec<PathBuf>,
    /// A certificate chain and its key, as PEM files.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Bounds.
    pub limits: Limits,
    /// How long claims last.
    pub time_limits: TimeLimits,
    /// How often what is over is ended and what failed is tried again; `None` where others do that.
    pub sweep_every: Option<Duration>,
    /// Which failures are retried.
    pub retry: RetryScope,
    /// Whether more failures than [`crate::jobs::RETRY_BACKLOG`] are retried at the first sweep.
    pub retries_backlog: bool,
}

/// What bounds requests.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections to the database.
    pub pool: PoolLimits,
    /// Bytes of a body.
    pub body: usize,
    /// Requests a second by one key or address; `None` for as many as come.
    pub rate: Option<NonZeroU32>,
    /// Connections of clients.
    pub connections: usize,
    /// A long poll is held so long at most.
    pub wait: Duration,
    /// What runs may go on for so long after the server was told to stop.
    pub grace: Duration,
}

/// So many keys that are none may come from an address at once, and so many a second.
const FAILURES: (u32, u32) = (30, 5);

/// What all requests share.
#[derive(Debug)]
pub struct App {
    /// As it was asked for.
    pub config: Config,
    /// The database.
    pub pool: Pool,
    /// What was looked up of keys.
    pub keys: Keys,
    /// Those that wait for jobs.
    pub waiters: Waiters,
    /// Claims of which nobody was told.
    pub lost: Arc<Lost>,
    /// How long jobs take.
    pub estimates: Estimates,
    /// Figures for Prometheus.
    pub metrics: Metrics,
    /// Where source files may lie.
    pub roots: SourceRoots,
    /// Whether the database can be read.
    pub ready: Ready,
    /// What pages show that are open.
    pub live: Live,
    bodies: BodyLimits,
    rates: Option<DefaultKeyedRateLimiter<String>>,
    failures: DefaultKeyedRateLimiter<IpAddr>,
    barred: dashmap::DashMap<IpAddr, std::time::Instant>,
    warned: dashmap::DashSet<IpAddr>,
    stopping: AtomicBool,
}

/// How many addresses are remembered as warned.
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
    /// Opens what there is to open; connects to nothing.
    pub fn new(config: Config) -> crate::error::Result<Arc<App>> {
        let pool = Pool::start(config.url.clone(), config.limits.pool.clone())?;
        Ok(Arc::new(App {
            roots: SourceRoots::open(&config.source_roots)?,
            rates: config.limits.rate.map(|rate| RateLimiter::keyed(quota(rate.get().saturating_mul(2), rate.get()))),
            failures: RateLimiter::keyed(quota(FAILURES.0, FAILURES.1)),
            barred: dashmap::DashMap::new(),
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

    /// Claims no more, and lets go those that wait.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.waiters.wake_all();
        self.live.stop();
    }

    /// Whether somebody is within their rate.
    pub fn is_within_rate(&self, identity: &Identity) -> Result<(), Problem> {
        let Some(rates) = &self.rates else { return Ok(()) };
        let key = identity.key_id.as_ref().unwrap_or(&identity.name);
        rates.check_key(key).map_err(|_| Problem::too_many("too many requests: come again in a second"))
    }

    /// Whether an address may show another key.
    pub fn may_fail(&self, client: IpAddr) -> bool {
        self.barred.get(&client).is_none_or(|until| *until < std::time::Instant::now())
    }

    /// An address showed a key that is none.
    pub fn failed(&self, client: IpAddr) {
        if self.failures.check_key(&client).is_err() {
            self.barred.insert(client, std::time::Instant::now() + Duration::from_secs(1));
        }
    }

    /// Logs, once for each address, that it sent an unknown key although it needs none.
    pub fn warn_of_unknown_key(&self, client: IpAddr) {
        if self.warned.len() < WARNED && self.warned.insert(client) {
            tracing::warn!(%client, "an unknown key was sent from an address that needs none: it was let in without; remove the key there, or make one with: morag-db api-keys create");
        }
    }

    /// Forgets who has been quiet.
    pub fn tidy(&self) {
        if let Some(rates) = &self.rates {
            rates.retain_recent();
        }
        self.failures.retain_recent();
        self.barred.retain(|_, until| *until > std::time::Instant::now());
    }
}
