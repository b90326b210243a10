//! Arguments of `serve`.

use super::worker::LimitArgs;
use super::{RetryArgs, duration};
use clap::{Args, ValueEnum};
use ipnet::IpNet;
use morag_db::http::Role;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

/// What a client without an API key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RoleName {
    /// Read
    Viewer,
    /// Create and process jobs
    User,
    /// Also requeue and cancel jobs
    Admin,
}

impl RoleName {
    pub fn role(self) -> Role {
        match self {
            RoleName::Viewer => Role::Viewer,
            RoleName::User => Role::User,
            RoleName::Admin => Role::Admin,
        }
    }
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let local = text.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    let parsed = local.as_deref().unwrap_or(text).parse();
    parsed.map_err(|_| "expected an address and a port: 127.0.0.1:8000, [::1]:8000, or 0.0.0.0:8000 for all networks".into())
}

fn network(text: &str) -> Result<IpNet, String> {
    let parsed = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    parsed.map_err(|_| "expected a network, e.g. 10.1.0.0/16 or fd00::/8, or one address".into())
}

/// `serve`
#[derive(Args, Debug)]
#[command(
    after_long_help = "Create API keys with `morag-db api-keys create`. The role of the\nkey's user decides what a client may do. If the server listens only on\nloopback, clients on this machine need no key.\n\nSIGTERM stops the server: it hands out no more jobs, finishes running requests\nand exits with 0. A second SIGTERM stops it immediately. SIGHUP reloads the\nTLS certificate. docs/serve.md describes the endpoints, limits and reverse\nproxies.\n\nExamples:\n    morag-db serve\n    morag-db serve --listen 0.0.0.0:8000 --source-root /data/in \\\n        --tls-cert cert.pem --tls-key key.pem\n    morag-db serve --listen 10.0.0.5:8000 \\\n        --anonymous-from 10.0.0.0/24 --anonymous-role viewer"
)]
pub struct ServeArgs {
    /// Address and port to listen on; port 0 chooses a free one
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = address, default_value = "127.0.0.1:8000")]
    pub listen: SocketAddr,
    /// Network whose clients need no API key; may be repeated
    #[arg(long, value_name = "CIDR", value_parser = network)]
    pub anonymous_from: Vec<IpNet>,
    /// Role of clients without an API key [default: user]
    #[arg(long, value_name = "ROLE", value_enum, ignore_case = true)]
    pub anonymous_role: Option<RoleName>,
    /// Require an API key from every client, local ones included; use it behind a reverse proxy
    #[arg(long, conflicts_with = "anonymous_from")]
    pub require_keys: bool,
    /// Network of proxies whose X-Forwarded-For header is trusted; may be repeated
    #[arg(long, value_name = "CIDR", value_parser = network)]
    pub trusted_proxy: Vec<IpNet>,
    /// Folder from which source files may be downloaded; may be repeated
    #[arg(long, value_name = "DIR")]
    pub source_root: Vec<PathBuf>,
    /// TLS certificate chain, a PEM file
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// TLS private key, a PEM file
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Maximum size of a request body, in MiB
    #[arg(long, value_name = "MIB", default_value = "32", value_parser = clap::value_parser!(u32).range(1..=512))]
    pub max_body: u32,
    /// Maximum number of requests per second for each API key or address; 0 means no limit
    #[arg(long, value_name = "N", default_value = "1000")]
    pub rate_limit: u32,
    /// Maximum number of client connections
    #[arg(long, value_name = "N", default_value = "4096")]
    pub max_connections: NonZeroU32,
    /// Maximum duration of a long poll
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "60s")]
    pub max_wait: Duration,
    /// Timeout of a request for a free database connection, and then for the answer of the database
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "10s")]
    pub request_timeout: Duration,
    /// Maximum time for running requests to finish after SIGTERM
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "30s")]
    pub grace: Duration,
    /// Interval of the sweeper, which expires and retries jobs; only one instance runs it at a time
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "15s")]
    pub sweep_interval: Duration,
    /// Do not run the sweeper; run `morag-db jobs expire --retry` regularly instead
    #[arg(long)]
    pub no_sweep: bool,
    /// Archive jobs that ended longer ago than this, up to 1,000 with each sweep, e.g. 30d; at least 1d [default: archive none]
    #[arg(long, value_name = "DURATION", value_parser = duration, conflicts_with = "no_sweep")]
    pub archive_after: Option<Duration>,
    #[command(flatten)]
    pub retry: RetryArgs,
    /// Maximum age of what is read from the replica of --read-url; if its data is older, the database is read
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "60s")]
    pub read_max_age: Duration,
    /// Wait up to this long for a database that refuses connections or is starting
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "0s")]
    pub wait: Duration,
    #[command(flatten)]
    pub limits: LimitArgs,
}
