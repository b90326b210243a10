//! The configuration of `serve`.

use crate::database_url::DatabaseUrl;
use crate::http::auth::identity::Anonymous;
use crate::http::pool::PoolLimits;
use crate::jobs::{RetryScope, TimeLimits};
use ipnet::IpNet;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

/// Configuration of the server.
#[derive(Clone, Debug)]
pub struct Config {
    /// URL of the database.
    pub url: DatabaseUrl,
    /// A read replica of the database.
    pub replica: Option<ReplicaConfig>,
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
    /// Age of ended jobs that sweeps move into the history; `None` to move none.
    pub archive_after: Option<Duration>,
}

/// A read replica, for lists, statistics and the page.
#[derive(Clone, Debug)]
pub struct ReplicaConfig {
    /// URL of the replica.
    pub url: DatabaseUrl,
    /// Maximum age of the data; with older data, the database itself is read.
    pub max_age: Duration,
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
