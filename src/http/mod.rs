//! `serve`: the HTTP API for remote workers and operators, and the web page. All rules about jobs are in `jobs`.

mod api;
mod app;
mod auth;
mod background;
mod config;
mod metrics;
mod page;
mod pool;
mod problem;
mod reader;
mod reports;
mod transport;

pub use api::openapi::description;
pub use auth::identity::{Anonymous, Role};
pub use config::{Config, Limits, ReplicaConfig};
pub use pool::PoolLimits;
pub use transport::server::Server;
