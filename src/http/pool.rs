//! The pool of database connections: limited in size, in time per request, and in queue length. Work for a client that
//! has disconnected is still completed, so that no connection is left in the middle of a transaction. All connections
//! belong to one thread, which receives the work of requests as closures.

use crate::database_url::DatabaseUrl;
use crate::db::{Access, Session, writers_at_once};
use crate::error::{Error, Result, SqlErrorKind};
use crate::jobs::Service;
use futures_util::future::LocalBoxFuture;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, mpsc, oneshot};

/// Limits of the pool.
#[derive(Clone, Debug)]
pub struct PoolLimits {
    /// Number of connections that are kept open.
    pub size: usize,
    /// Number of additional connections under load.
    pub overflow: usize,
    /// Timeout of a request for getting a connection, and again for the database's answer.
    pub time: Duration,
}

/// The class of a request's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Only reads.
    Read,
    /// A short transaction that writes; one at a time if the engine allows only one writer.
    Write,
    /// Many short transactions, with pauses between them.
    Bulk,
}

/// Why a request got no result from the database.
#[derive(Debug)]
pub enum PoolError {
    /// Too many requests are waiting, or no connection was free in time.
    Overloaded,
    /// The database did not answer in time; whether the transaction was committed is unknown.
    TimedOut,
    /// The database returned this error or can't be reached.
    Failed(Error),
}

type Work = Box<dyn FnOnce(Rc<Sessions>) -> LocalBoxFuture<'static, ()> + Send>;

/// Sends work to the thread that owns the connections.
#[derive(Clone, Debug)]
pub struct Pool {
    queue: mpsc::UnboundedSender<Work>,
    admitted: Arc<Semaphore>,
    busy: Arc<AtomicUsize>,
}

/// Maximum running and waiting requests per connection.
const QUEUE_PER_CONNECTION: usize = 64;
/// Idle time after which a connection is pinged before use.
const FRESH: Duration = Duration::from_secs(1);
/// Maximum age of a connection: on servers, old ones use more memory, and load balancers drop them.
const LIFETIME: Duration = Duration::from_secs(1800);
/// Idle time after which a connection beyond `size` is closed.
const IDLE: Duration = Duration::from_secs(60);
/// Pause after a failed attempt to connect.
const PAUSE: Duration = Duration::from_millis(300);
const CONNECT: Duration = Duration::from_secs(5);
/// Timeout of a whole bulk operation.
const BULK: Duration = Duration::from_secs(600);

impl Pool {
    /// Starts the thread; connects to nothing yet. With `Access::Read`, the work only reads.
    pub fn start(url: DatabaseUrl, access: Access, limits: PoolLimits) -> Result<Pool> {
        let most = (limits.size + limits.overflow).max(1);
        let (queue, mut works) = mpsc::unbounded_channel::<Work>();
        let busy = Arc::new(AtomicUsize::new(0));
        let starting = |source| Error::Io { doing: "starting", path: "the thread of the database's connections".into(), source };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(starting)?;
        let its_busy = busy.clone();
        let serve = move || {
            let sessions = Rc::new(Sessions {
                turns: Semaphore::new(most),
                writers: Semaphore::new(writers_at_once(&url, most)),
                idle: RefCell::default(),
                failed_at: Cell::default(),
                busy: its_busy,
                url,
                access,
                limits,
            });
            tokio::task::LocalSet::new().block_on(&runtime, async move {
                let mut tidy = tokio::time::interval(IDLE / 2);
                loop {
                    tokio::select! {
                        work = works.recv() => match work {
                            Some(work) => drop(tokio::task::spawn_local(work(sessions.clone()))),
                            None => return,
                        },
                        _ = tidy.tick() => sessions.close_idle(),
                    }
                }
            });
        };
        std::thread::Builder::new().name("database".into()).spawn(serve).map_err(starting)?;
        Ok(Pool { queue, admitted: Arc::new(Semaphore::new(most * QUEUE_PER_CONNECTION)), busy })
    }

    /// Number of connections in use.
    pub fn busy(&self) -> usize {
        self.busy.load(Ordering::Relaxed)
    }

    /// Runs `work` as `actor` on one of the connections. The work is completed even if the caller stops waiting.
    pub async fn run<T, F>(&self, lane: Lane, actor: &str, work: F) -> std::result::Result<T, PoolError>
    where
        T: Send + 'static,
        F: AsyncFnOnce(&mut Service) -> Result<T> + Send + 'static,
    {
        self.run_or_else(lane, actor, work, |_| ()).await
    }

    /// Like [`Pool::run`]; calls `on_abandoned` with the result if the caller has stopped waiting.
    pub async fn run_or_else<T, F, U>(&self, lane: Lane, actor: &str, work: F, on_abandoned: U) -> std::result::Result<T, PoolError>
    where
        T: Send + 'static,
        F: AsyncFnOnce(&mut Service) -> Result<T> + Send + 'static,
        U: FnOnce(std::result::Result<T, PoolError>) + Send + 'static,
    {
        let Ok(permit) = self.admitted.clone().try_acquire_owned() else { return Err(PoolError::Overloaded) };
        let (answer, answered) = oneshot::channel();
        let actor = actor.to_string();
        let task: Work = Box::new(move |sessions| {
            Box::pin(async move {
                let _permit = permit;
                let result = sessions.with(lane, &actor, work).await;
                if let Err(result) = answer.send(result) {
                    on_abandoned(result);
                }
            })
        });
        if self.queue.send(task).is_err() {
            return Err(PoolError::Overloaded);
        }
        answered.await.unwrap_or(Err(PoolError::Overloaded))
    }
}

struct Idle {
    service: Service,
    made_at: Instant,
    since: Instant,
}

/// Whether a connection is unusable after an error: it is lost, its server has become read-only, or a statement was too
/// large.
fn ends_connection(error: &Error) -> bool {
    let is_final = |kind| matches!(kind, SqlErrorKind::ReadOnly | SqlErrorKind::TooLarge);
    matches!(error, Error::ConnectionLost { .. } | Error::Connect { .. }) || error.sql().is_some_and(|answer| is_final(answer.kind))
}

struct Sessions {
    url: DatabaseUrl,
    access: Access,
    limits: PoolLimits,
    turns: Semaphore,
    writers: Semaphore,
    idle: RefCell<Vec<Idle>>,
    failed_at: Cell<Option<Instant>>,
    busy: Arc<AtomicUsize>,
}

/// Decrements the counter on drop, however the work ends.
struct Busy(Arc<AtomicUsize>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Sessions {
    async fn with<T>(
        &self,
        lane: Lane,
        actor: &str,
        work: impl AsyncFnOnce(&mut Service) -> Result<T>,
    ) -> std::result::Result<T, PoolError> {
        let waiting = async {
            let writer = if lane == Lane::Write { self.writers.acquire().await.ok() } else { None };
            (writer, self.turns.acquire().await.ok())
        };
        let Ok(_turn) = tokio::time::timeout(self.limits.time, waiting).await else { return Err(PoolError::Overloaded) };
        self.busy.fetch_add(1, Ordering::Relaxed);
        let _busy = Busy(self.busy.clone());
        let (mut service, made_at) = self.take().await.map_err(PoolError::Failed)?;
        service.act_as(actor);
        let limit = if lane == Lane::Bulk { BULK } else { self.limits.time };
        // on timeout, the connection is dropped, and the server rolls back what is not committed
        let Ok(result) = tokio::time::timeout(limit, work(&mut service)).await else {
            if self.url.has_several_servers() {
                // the server may be cut off from the others, and another one the primary now
                self.idle.borrow_mut().clear();
            }
            return Err(PoolError::TimedOut);
        };
        let answer = result.as_ref().err().and_then(Error::sql).map(|answer| answer.kind);
        if answer == Some(SqlErrorKind::ReadOnly) {
            // the idle connections are to the same server, which has become a standby
            self.idle.borrow_mut().clear();
        }
        if !result.as_ref().err().is_some_and(ends_connection) {
            self.idle.borrow_mut().push(Idle { service, made_at, since: Instant::now() });
        }
        result.map_err(PoolError::Failed)
    }

    /// Takes a live idle connection or opens a new one. Returns it with the time of its creation.
    async fn take(&self) -> Result<(Service, Instant)> {
        let patience = CONNECT.min(self.limits.time);
        loop {
            let idle = self.idle.borrow_mut().pop();
            let Some(mut idle) = idle else { break };
            if idle.made_at.elapsed() > LIFETIME || idle.service.session().is_replaced() {
                tokio::task::spawn_local(idle.service.close());
                continue;
            }
            if idle.since.elapsed() < FRESH || matches!(tokio::time::timeout(patience, idle.service.ping()).await, Ok(Ok(()))) {
                return Ok((idle.service, idle.made_at));
            }
            // the other idle connections are at least as old
            self.idle.borrow_mut().clear();
        }
        if self.failed_at.get().is_some_and(|at| at.elapsed() < PAUSE) {
            let message = "the last attempt to connect failed a moment ago".into();
            let source = crate::error::SqlError { kind: crate::error::SqlErrorKind::Unreachable, code: "".into(), message };
            return Err(Error::Connect { target: self.url.to_string(), source });
        }
        let connected = async {
            let session = Session::connect(&self.url, self.access, patience).await?;
            if self.access == Access::Read {
                Ok(Service::reading(session, String::new()))
            } else {
                Service::new(session, String::new()).await
            }
        };
        let result = connected.await;
        self.failed_at.set(result.is_err().then(Instant::now));
        result.map(|service| (service, Instant::now()))
    }

    fn close_idle(&self) {
        let mut idle = self.idle.borrow_mut();
        while idle.len() > self.limits.size && idle.first().is_some_and(|oldest| oldest.since.elapsed() > IDLE) {
            tokio::task::spawn_local(idle.remove(0).service.close());
        }
    }
}
