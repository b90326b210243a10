//! The one test binary: a fresh database a test, on each engine. Run it with ./scripts/test, which brings the servers up.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::too_many_lines, missing_docs)]

#[macro_use]
mod support;
mod catalogs;
mod cli;
mod cluster;
mod conformance;
mod copy;
mod docs;
mod failover;
mod group;
mod http;
mod jobs;
mod lint;
mod pooler;
mod read_replica;
mod replica;
