//! `serve`: the HTTP API for remote workers and operators, over `jobs` and with nothing of its own that concerns jobs.

mod app;
mod background;
mod body;
mod download;
mod estimate;
mod fields;
mod handle;
mod identify;
mod identity;
mod late;
mod lost;
mod metrics;
mod openapi;
mod operate;
mod page;
mod places;
mod pool;
mod probes;
mod problem;
mod ready;
mod remote;
mod remote_models;
mod remote_results;
mod repair;
mod roots;
mod server;
mod sweeper;
mod tls;
mod waiters;

pub use app::{Config, Limits};
pub use identity::{Anonymous, Role};
pub use openapi::description;
pub use pool::PoolLimits;
pub use server::Server;
