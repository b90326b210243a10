//! `serve`

use super::resolve;
use crate::args::{Format, Global, RoleName, ServeArgs};
use crate::exit::Exit;
use crate::output;
use morag_db::error::{Error, Result};
use morag_db::http::{Anonymous, Config, Limits, PoolLimits, ReplicaConfig, Server};
use morag_db::jobs::MIN_ARCHIVE_AGE;
use morag_db::settings::Settings;
use serde_json::json;
use std::num::NonZeroU32;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

fn config(settings: Settings, args: &ServeArgs) -> Config {
    let pool = PoolLimits {
        size: settings.pool_size as usize,
        overflow: settings.max_overflow as usize,
        time: args.request_timeout.max(Duration::from_millis(100)),
    };
    Config {
        url: settings.url,
        replica: settings.replica.map(|url| ReplicaConfig { url, max_age: args.read_max_age }),
        listen: args.listen,
        anonymous: Anonymous {
            networks: args.anonymous_from.clone(),
            loopback: args.listen.ip().is_loopback() && !args.require_keys,
            role: args.anonymous_role.unwrap_or(RoleName::User).role(),
        },
        trusted_proxies: args.trusted_proxy.clone(),
        source_roots: args.source_root.clone(),
        tls: args.tls_cert.clone().zip(args.tls_key.clone()),
        limits: Limits {
            pool,
            body: (args.max_body as usize) << 20,
            rate: NonZeroU32::new(args.rate_limit),
            connections: args.max_connections.get() as usize,
            wait: args.max_wait,
            grace: args.grace,
        },
        time_limits: args.limits.limits(),
        sweep_every: (!args.no_sweep).then_some(args.sweep_interval),
        retry: args.retry.scope(),
        retries_backlog: args.retry.retry_backlog,
        archive_after: args.archive_after,
    }
}

/// Refuses options without effect and too short intervals; warns if API keys would be sent unencrypted.
fn check(args: &ServeArgs) -> Result<()> {
    if args.sweep_interval < Duration::from_secs(1) {
        return Err(Error::configuration("--sweep-interval must be at least 1s; to run no sweeper, give --no-sweep"));
    }
    if args.archive_after.is_some_and(|age| age < MIN_ARCHIVE_AGE) {
        return Err(Error::configuration(
            "--archive-after must be at least 1d: until then a job's worker, a retry or an operator may need it",
        ));
    }
    let is_beyond = !args.listen.ip().is_loopback();
    if args.anonymous_role.is_some() && args.anonymous_from.is_empty() && (is_beyond || args.require_keys) {
        let reason =
            "--anonymous-role has no effect: no client without an API key is admitted; give --anonymous-from, or omit --anonymous-role";
        return Err(Error::configuration(reason));
    }
    if is_beyond && args.tls_cert.is_none() && args.trusted_proxy.is_empty() {
        tracing::warn!(listen = %args.listen, "API keys are sent unencrypted: give --tls-cert and --tls-key, or --trusted-proxy for a proxy that speaks TLS");
    }
    Ok(())
}

/// Hint after an interruption: nothing has to be repaired.
const NEXT: &str = "start the server again when it is needed; jobs of interrupted requests time out at their deadline";

pub fn run(global: &Global, args: &ServeArgs) -> Result<Exit> {
    check(args)?;
    let settings = resolve(global)?;
    let failed = |source| Error::Io { doing: "starting", path: "the runtime".into(), source };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
    let result = runtime.block_on(async {
        let listening = |source| Error::Io { doing: "listening for", path: "signals".into(), source };
        let mut terminate = signal(SignalKind::terminate()).map_err(listening)?;
        let mut urgent = signal(SignalKind::terminate()).map_err(listening)?;
        let mut interrupted = signal(SignalKind::interrupt()).map_err(listening)?;
        let mut hang_up = signal(SignalKind::hangup()).map_err(listening)?;
        let server = tokio::select! {
            bound = Server::bind(config(settings, args), &global.migrations_dir, args.wait) => bound?,
            _ = terminate.recv() => return Err(Error::Interrupted { signal: "SIGTERM", done: None, next: NEXT.into() }),
            _ = tokio::signal::ctrl_c() => return Err(Error::Interrupted { signal: "SIGINT", done: None, next: NEXT.into() }),
        };
        let scheme = if server.has_tls() { "https" } else { "http" };
        let address = server.address().map(|a| format!("{scheme}://{a}")).unwrap_or_default();
        output::write(&match output::format(global)? {
            Format::Table => format!("listening on {address}\n"),
            _ => format!("{}\n", json!({"schema_version": 1, "listening": address})),
        })?;
        let reload = server.reload();
        let stop = async {
            loop {
                tokio::select! {
                    _ = terminate.recv() => return,
                    _ = tokio::signal::ctrl_c() => return,
                    _ = hang_up.recv() => reload(),
                }
            }
        };
        // a second SIGTERM or SIGINT stops without waiting
        let again = async {
            let mut signal = "";
            for _ in 0..2 {
                signal = tokio::select! {
                    _ = urgent.recv() => "SIGTERM",
                    _ = interrupted.recv() => "SIGINT",
                };
            }
            signal
        };
        tokio::select! {
            () = server.run(stop) => Ok(Exit::Done),
            signal = again => Err(Error::Interrupted { signal, done: Some("requests that were still running were cancelled".into()), next: NEXT.into() }),
        }
    });
    runtime.shutdown_timeout(Duration::from_secs(1));
    result
}
