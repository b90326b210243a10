//! The server: accepts client connections, with limits and timeouts, until it is told to stop; then running requests are
//! finished.

use super::connection_slots::ConnectionSlots;
use super::handle::{handle, router};
use super::tls::Certificates;
use crate::db::Access;
use crate::error::{Error, Result};
use crate::http::app::App;
use crate::http::background;
use crate::http::background::sweeper;
use crate::http::config::Config;
use crate::lifecycle::{connect, known_to_readers};
use crate::migrate;
use crate::read_replica;
use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_io_timeout::TimeoutStream;
use tokio_util::task::TaskTracker;

/// Timeout for receiving the head of a request, also for idle connections.
const HEAD: Duration = Duration::from_secs(30);
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Timeout for a client that does not read its answer.
const WRITE: Duration = Duration::from_secs(60);
const HEADERS: usize = 64;
const HEAD_BYTES: usize = 64 << 10;
/// Open files besides client connections: database connections, downloads, logs.
const OTHER_FILES: u64 = 256;
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nRetry-After: 1\r\nContent-Length: 33\r\nConnection: close\r\n\r\n{\"detail\":\"too many connections\"}";

/// A listening server.
#[derive(Debug)]
pub struct Server {
    app: App,
    router: Router,
    listener: TcpListener,
    certificates: Option<Arc<Certificates>>,
}

impl Server {
    /// Checks that the database has the schema version that this binary needs, waiting for it up to `wait`, and listens.
    pub async fn bind(config: Config, site_folder: &Path, wait: Duration) -> Result<Server> {
        let certificates = config.tls.clone().map(Certificates::load).transpose()?.map(Arc::new);
        let mut session = connect(&config.url, Access::Read, wait).await?;
        let known = known_to_readers(&session, site_folder)?;
        let (history, assessment) = migrate::status(&mut session, &known).await?;
        let newest = migration::MIGRATIONS.last().map(|m| m.version).unwrap_or_default();
        let version = assessment.built_in_version().unwrap_or("none").to_string();
        let target = session.url().to_string();
        history.refuse_running(&target)?;
        if history.reset.is_some() {
            return Err(Error::ResetUnfinished);
        }
        history.refuse_unfinished_copy()?;
        if version == "none" || *version < *newest {
            if let Some(holder) = history.overview.lock_holder {
                return Err(Error::Migrating { target, holder: Some(holder), source: None });
            }
            let reason = format!("the database's schema is at version {version}, and this binary serves version {newest}");
            return Err(Error::refused(reason, "bring it there with: morag-db init"));
        }
        if let Some(replica) = &config.replica {
            match read_replica::check(&mut session, &replica.url, read_replica::CONNECT).await {
                Ok(read_from) => tracing::info!("{read_from}"),
                // it is compared again before it is used
                Err(error) => {
                    tracing::warn!("the read replica is not used yet: {}", error.with_cause());
                }
            }
        }
        session.close().await;
        let listening = |source| {
            Error::configuration(format!("can't listen on {}: {source}; choose another --listen, or end what listens there", config.listen))
        };
        let listener = TcpListener::bind(config.listen).await.map_err(listening)?;
        allow_files(config.limits.connections as u64 + OTHER_FILES);
        let app = App::new(config, known)?;
        Ok(Server { router: router(&app), app, listener, certificates })
    }

    /// The address on which the server listens.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listener.local_addr().ok()
    }

    /// Whether the server uses TLS.
    pub fn has_tls(&self) -> bool {
        self.certificates.is_some()
    }

    /// A function that reloads the certificate.
    pub fn reload(&self) -> impl Fn() + Send + use<> {
        let certificates = self.certificates.clone();
        move || certificates.iter().for_each(|certificates| certificates.reload())
    }

    /// Serves until `stop` completes, then finishes running requests.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let app = self.app.clone();
        let sweeping = app.config.sweep_every.map(|every| tokio::spawn(sweeper::sweep(app.clone(), every)));
        let others = [
            tokio::spawn(sweeper::keep(app.clone())),
            tokio::spawn(background::wake_waiters(app.clone())),
            tokio::spawn(background::release_lost_claims(app.clone())),
            tokio::spawn(background::refresh_pages(app.clone())),
            tokio::spawn(background::check_replica(app.clone())),
        ];
        let (stopping, stopped) = watch::channel(false);
        let connections = TaskTracker::new();
        tokio::select! {
            () = self.accept(&connections, &stopped) => {}
            () = stop => {}
        }
        tracing::info!("stopping: what runs is finished");
        app.stop();
        stopping.send_replace(true);
        connections.close();
        let ended = async {
            tokio::select! {
                // new clients get an answer that this instance is stopping, instead of a timeout
                () = self.accept(&connections, &stopped) => {}
                () = connections.wait() => {}
            }
        };
        if tokio::time::timeout(app.config.limits.grace, ended).await.is_err() {
            tracing::warn!(connections = connections.len(), "not all requests ended in time");
        }
        drop(self);
        background::release_lost_claims_at_shutdown(&app).await;
        sweeper::note_use(&app).await;
        if let Some(sweeping) = sweeping {
            // it releases its lease
            let _ = tokio::time::timeout(Duration::from_secs(5), sweeping).await;
        }
        others.iter().for_each(tokio::task::JoinHandle::abort);
    }

    async fn accept(&self, connections: &TaskTracker, stopped: &watch::Receiver<bool>) {
        let mut told = None;
        let slots = ConnectionSlots::new(self.app.config.limits.connections, self.app.config.trusted_proxies.clone());
        loop {
            let (stream, peer) = match self.listener.accept().await {
                Ok(accepted) => accepted,
                Err(error) => {
                    // too many open files, or the client has already disconnected
                    tracing::warn!(%error, "accepting a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            };
            let Some(slot) = slots.take(peer.ip()) else {
                self.app.metrics.refused.inc();
                // log at most one line per second
                if told.is_none_or(|at: Instant| at.elapsed() > Duration::from_secs(1)) {
                    told = Some(Instant::now());
                    tracing::warn!(%peer, refused = self.app.metrics.refused.get(), "too many connections");
                }
                connections.spawn(refuse(stream, self.certificates.is_none()));
                continue;
            };
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "setting TCP_NODELAY");
            }
            let (app, router, stopped) = (self.app.clone(), self.router.clone(), stopped.clone());
            let acceptor = self.certificates.as_ref().map(|c| c.acceptor());
            connections.spawn(async move {
                let _slot = slot;
                app.metrics.connections.inc();
                match acceptor {
                    None => serve(&app, router, peer, stream, stopped).await,
                    Some(acceptor) => match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                        Ok(Ok(stream)) => serve(&app, router, peer, stream, stopped).await,
                        Ok(Err(error)) => tracing::info!(target: "morag_db::access", %peer, %error, "refused: no TLS"),
                        Err(_) => tracing::info!(target: "morag_db::access", %peer, "refused: no TLS in time"),
                    },
                }
                app.metrics.connections.dec();
            });
        }
    }
}

/// Raises this process's soft limit of open files up to the hard limit: shells and service managers keep the soft limit
/// low for programs that can't handle more.
fn allow_files(wanted: u64) {
    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_none_or(|current| current >= wanted) {
        return;
    }
    let current = limit.maximum.map_or(wanted, |maximum| maximum.min(wanted));
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: Some(current), ..limit }) {
        tracing::warn!(%error, "raising how many files may be open");
    }
    let files = getrlimit(Resource::Nofile).current.unwrap_or(wanted);
    if files < wanted {
        tracing::warn!(
            files,
            wanted,
            "fewer files may be open than --max-connections needs: raise LimitNOFILE or ulimit -n, or lower that"
        );
    }
}

async fn refuse(mut stream: TcpStream, is_plain: bool) {
    if is_plain && let Err(error) = tokio::time::timeout(Duration::from_secs(1), stream.write_all(FULL)).await.unwrap_or(Ok(())) {
        tracing::debug!(%error, "refusing a connection");
    }
}

async fn serve<S>(app: &App, router: Router, peer: SocketAddr, stream: S, mut stopped: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE));
    let has_asked = AtomicBool::new(false);
    let answer = service_fn(|request| {
        has_asked.store(true, Ordering::Relaxed);
        let (app, router) = (app.clone(), router.clone());
        async move { Ok::<_, std::convert::Infallible>(handle(app, router, peer, request).await) }
    });
    let mut builder = http1::Builder::new();
    let is_last = *stopped.borrow();
    builder.keep_alive(!is_last);
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD).max_headers(HEADERS).max_buf_size(HEAD_BYTES);
    let mut connection = std::pin::pin!(builder.serve_connection(TokioIo::new(Box::pin(stream)), answer));
    let result = tokio::select! {
        result = connection.as_mut() => result,
        () = async { drop(stopped.wait_for(|stopped| *stopped).await) }, if !is_last => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    match result {
        // an idle connection whose next request did not come
        Err(error) if error.is_timeout() && has_asked.load(Ordering::Relaxed) => tracing::debug!(%peer, %error, "a connection ended"),
        Err(error) if error.is_timeout() || error.is_parse() => tracing::info!(target: "morag_db::access", %peer, %error, "refused"),
        Err(error) => tracing::debug!(%peer, %error, "a connection ended"),
        Ok(()) => {}
    }
}
