//! State shared by all requests. A handler takes the parts that it uses, as `State<Arc<Part>>`.

use crate::db::Access;
use crate::http::api::body::BodyLimits;
use crate::http::api::estimate::Estimates;
use crate::http::api::ready::Ready;
use crate::http::api::roots::SourceRoots;
use crate::http::auth::identity::Keys;
use crate::http::auth::limits::RateLimits;
use crate::http::background::lost::LostClaims;
use crate::http::background::waiters::Waiters;
use crate::http::config::Config;
use crate::http::metrics::Metrics;
use crate::http::page::live::Live;
use crate::http::pool::Pool;
use crate::http::reader::Reader;
use crate::http::reports::Reports;
use crate::migrate::Known;
use axum::extract::FromRef;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the server has been told to stop.
#[derive(Debug, Default)]
pub struct Shutdown(AtomicBool);

impl Shutdown {
    /// Whether the server has been told to stop.
    pub fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// State shared by all requests: its parts, each behind an `Arc`.
#[derive(Clone, Debug)]
pub struct App {
    /// The configuration.
    pub config: Arc<Config>,
    /// Connections to the database.
    pub pool: Arc<Pool>,
    /// Where lists, statistics and the page read.
    pub reader: Arc<Reader>,
    /// Cached API keys.
    pub keys: Arc<Keys>,
    /// Rate limits of clients.
    pub rates: Arc<RateLimits>,
    /// Long polls that wait for jobs.
    pub waiters: Arc<Waiters>,
    /// Claims whose answer did not reach the worker.
    pub lost: Arc<LostClaims>,
    /// Estimated run times of jobs.
    pub estimates: Arc<Estimates>,
    /// Prometheus metrics.
    pub metrics: Arc<Metrics>,
    /// Root folders of source files.
    pub roots: Arc<SourceRoots>,
    /// Cached check that the database can be read and written.
    pub ready: Arc<Ready>,
    /// Live updates of open pages.
    pub live: Arc<Live>,
    /// The cached reports on the database, for the page.
    pub reports: Arc<Reports>,
    /// Whether the server has been told to stop.
    pub shutdown: Arc<Shutdown>,
    bodies: BodyLimits,
}

/// Makes each part available to handlers.
macro_rules! parts {
    ($($field:ident: $part:ty),* $(,)?) => {
        $(impl FromRef<App> for Arc<$part> {
            fn from_ref(app: &App) -> Self {
                app.$field.clone()
            }
        })*
    };
}

parts! {
    config: Config, pool: Pool, reader: Reader, keys: Keys, rates: RateLimits, waiters: Waiters, lost: LostClaims, estimates: Estimates,
    metrics: Metrics, roots: SourceRoots, ready: Ready, live: Live, reports: Reports, shutdown: Shutdown,
}

impl FromRef<App> for BodyLimits {
    fn from_ref(app: &App) -> Self {
        app.bodies.clone()
    }
}

impl App {
    /// Creates the shared state and opens the source roots; does not connect to the database yet. `known` are the
    /// migrations that the database should have.
    ///
    /// # Errors
    /// The database is read-only for this process.
    pub fn new(config: Config, known: Vec<Known>) -> crate::error::Result<App> {
        config.url.refuse_if_read_only()?;
        let pool = Arc::new(Pool::start(config.url.clone(), Access::Write, config.limits.pool.clone())?);
        Ok(App {
            reader: Arc::new(Reader::start(pool.clone(), config.replica.as_ref(), config.limits.pool.clone())?),
            pool,
            roots: Arc::new(SourceRoots::open(&config.source_roots)?),
            rates: Arc::new(RateLimits::new(config.limits.rate)),
            bodies: BodyLimits::new(config.limits.body),
            keys: Arc::default(),
            waiters: Arc::default(),
            lost: Arc::default(),
            estimates: Arc::default(),
            metrics: Arc::default(),
            ready: Arc::default(),
            live: Arc::default(),
            reports: Arc::new(Reports::new(known)),
            shutdown: Arc::default(),
            config: Arc::new(config),
        })
    }

    /// Whether the server has been told to stop.
    pub fn is_stopping(&self) -> bool {
        self.shutdown.has_begun()
    }

    /// Stops claiming jobs, and ends long polls and live pages.
    pub fn stop(&self) {
        self.shutdown.0.store(true, Ordering::Relaxed);
        self.waiters.wake_all();
        self.live.stop();
    }
}
