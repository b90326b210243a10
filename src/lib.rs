//! morag-db, the library: returns as data what the command line prints and `serve` sends.
//!
//! Modules from top to bottom; each layer imports only from layers below it:
//! - [`mod@copy`], one database to another, and backups.
//! - [`mod@lifecycle`], init and reset; [`mod@health`], a list of checks.
//! - [`mod@jobs`], the job service; [`mod@accounts`], users and API keys; [`mod@tasks`], the MGX agent's tasks;
//!   [`mod@seed`], demo data.
//! - [`mod@schema`], `verify`.
//! - [`mod@migrate`], history, plan, run, repair, baseline, site migrations.
//! - [`mod@settings`], settings from flags, environment, `.env` and defaults.
//! - [`mod@profiles`], named databases of the user's configuration file.
//! - [`mod@database`], the connection pool for entities.
//! - [`mod@db`], everything that differs between the engines.
//! - [`mod@read_replica`], replicas that may be read instead of the database.
//! - [`mod@catalog`], schema catalogs, their diff, and the expected ones.
//! - [`mod@entity`], one sea-orm entity per table.
//! - at the bottom: [`mod@database_url`], [`mod@consent`], [`mod@moment`], [`mod@error`].
//!
//! Nothing here prints; the binary does.

#![forbid(unsafe_code)]
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod accounts;
pub mod catalog;
pub mod consent;
pub mod copy;
pub mod database;
pub mod database_url;
pub mod db;

mod dotenv;
pub mod entity;
pub mod error;
pub mod health;
pub mod http;
pub mod jobs;
pub mod lifecycle;
pub mod migrate;
pub mod moment;
pub mod profiles;
pub mod read_replica;
pub mod schema;
pub mod seed;
pub mod settings;
pub mod shell;
pub mod tasks;
pub mod words;
