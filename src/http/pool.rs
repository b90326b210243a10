//! The connections that requests share: so many at most, each request for a bounded time, and a queue that is refused when it
//! is long. What was begun for a client that has gone away is brought to its end, so that no connection is left in the
//! middle of a transaction. One thread of its own has all of them; what a request does there is handed over as a closure.

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

/// How it is bounded.
#[derive(Clone, Debug)]
pub struct PoolLimits {
    /// Connections that are kept open.
    pub size: usize,
    /// Connections beyond them under load.
    pub overflow: usize,
    /// So long a request may wait for a connection, and again for the database's answer.
    pub time: Duration,
}

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Only looks.
    Read,
    /// A short transaction that writes; one after the other where the engine has one writer.
    Write,
    /// Many short transactions, with time between them.
    Bulk,
}

/// Why there is no answer of the database.
#[derive(Debug)]
pub enum Unserved {
    /// Too many wait already, or no connection was free in time.
    Overloaded,
    /// The database didn't answer in time; what became of the transaction is not known.
    TimedOut,
    /// It answered with this, or can't be reached.
    Failed(Error),
}

type Work = Box<dyn FnOnce(Rc<Sessions>) -> LocalBoxFuture<'static, ()> + Send>;

/// Hands work to the thread that has the connections.
#[derive(Clone, Debug)]
pub struct Pool {
    queue: mpsc::UnboundedSender<Work>,
    admitted: Arc<Semaphore>,
    busy: Arc<AtomicUsize>,
}

/// As many may wait for each connection.
const QUEUE_PER_CONNECTION: usize = 64;
/// A connection that was idle for longer is asked whether it is alive.
const FRESH: Duration = Duration::from_secs(1);
/// A connection is replaced after so long: servers and balancers let old ones grow, or drop them.
const LIFETIME: Duration = Duration::from_secs(1800);
/// One beyond `size` is closed when it was idle for so long.
const IDLE: Duration = Duration::from_secs(60);
/// After a failure nobody tries to connect for so long.
const PAUSE: Duration = Duration::from_millis(300);
const CONNECT: Duration = Duration::from_secs(5);
/// A bulk action may take so long in all.
const BULK: Duration = Duration::from_secs(600);

impl Pool {
    /// Starts the thread. Nothing is connected yet.
    pub fn start(url: DatabaseUrl, limits: PoolLimits) -> Result<Pool> {
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

    /// How many connections are at work.
    pub fn busy(&self) -> usize {
        self.busy.load(Ordering::Relaxed)
    }

    /// Does `work` as `actor` on one of the connections. It goes on when the caller no longer waits for it.
    pub async fn run<T, F>(&self, lane: Lane, actor: &str, work: F) -> std::result::Result<T, Unserved>
    where
        T: Send + 'static,
        F: AsyncFnOnce(&mut Service) -> Result<T> + Send + 'static,
    {
        self.deliver(lane, actor, work, |_| ()).await
    }

    /// The same; `unheard` is told what came of it if the caller no longer waits for that.
    pub async fn deliver<T, F, U>(&self, lane: Lane, actor: &str, work: F, unheard: U) -> std::result::Result<T, Unserved>
    where
        T: Send + 'static,
        F: AsyncFnOnce(&mut Service) -> Result<T> + Send + 'static,
        U: FnOnce(std::result::Result<T, Unserved>) + Send + 'static,
    {
        let Ok(permit) = self.admitted.clone().try_acquire_owned() else { return Err(Unserved::Overloaded) };
        let (answer, answered) = oneshot::channel();
        let actor = actor.to_string();
        let task: Work = Box::new(move |sessions| {
            Box::pin(async move {
                let _permit = permit;
                let result = sessions.with(lane, &actor, work).await;
                if let Err(result) = answer.send(result) {
                    unheard(result);
                }
            })
        });
        if self.queue.send(task).is_err() {
            return Err(Unserved::Overloaded);
        }
        answered.await.unwrap_or(Err(Unserved::Overloaded))
    }
}

struct Idle {
    service: Service,
    made_at: Instant,
    since: Instant,
}

/// Whether a connection is of no more use after an error: it is gone, or its server takes no writes any more.
fn ends_connection(error: &Error) -> bool {
    let is_final = |kind| matches!(kind, SqlErrorKind::ReadOnly | SqlErrorKind::TooLarge);
    matches!(error, Error::ConnectionLost { .. } | Error::Connect { .. }) || error.sql().is_some_and(|answer| is_final(answer.kind))
}

struct Sessions {
    url: DatabaseUrl,
    limits: PoolLimits,
    turns: Semaphore,
    writers: Semaphore,
    idle: RefCell<Vec<Idle>>,
    failed_at: Cell<Option<Instant>>,
    busy: Arc<AtomicUsize>,
}

/// Counts down whatever ends the work.
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
    ) -> std::result::Result<T, Unserved> {
        let waiting = async {
            let writer = if lane == Lane::Write { self.writers.acquire().await.ok() } else { None };
            (writer, self.turns.acquire().await.ok())
        };
        let Ok(_turn) = tokio::time::timeout(self.limits.time, waiting).await else { return Err(Unserved::Overloaded) };
        self.busy.fetch_add(1, Ordering::Relaxed);
        let _busy = Busy(self.busy.clone());
        let (mut service, made_at) = self.take().await.map_err(Unserved::Failed)?;
        service.act_as(actor);
        let limit = if lane == Lane::Bulk { BULK } else { self.limits.time };
        // one that is broken off is dropped with its connection: the server rolls back what is not committed
        let result = tokio::time::timeout(limit, work(&mut service)).await.map_err(|_| Unserved::TimedOut)?;
        let answer = result.as_ref().err().and_then(Error::sql).map(|answer| answer.kind);
        if answer == Some(SqlErrorKind::ReadOnly) {
            // the others are to the same server, which has become a standby
            self.idle.borrow_mut().clear();
        }
        if !result.as_ref().err().is_some_and(ends_connection) {
            self.idle.borrow_mut().push(Idle { service, made_at, since: Instant::now() });
        }
        result.map_err(Unserved::Failed)
    }

    /// One that is alive, or a new one.
    async fn take(&self) -> Result<(Service, Instant)> {
        let patience = CONNECT.min(self.limits.time);
        loop {
            let idle = self.idle.borrow_mut().pop();
            let Some(mut idle) = idle else { break };
            if idle.made_at.elapsed() > LIFETIME {
                tokio::task::spawn_local(idle.service.close());
                continue;
            }
            if idle.since.elapsed() < FRESH || matches!(tokio::time::timeout(patience, idle.service.ping()).await, Ok(Ok(()))) {
                return Ok((idle.service, idle.made_at));
            }
            // the others are as old, or older
            self.idle.borrow_mut().clear();
        }
        if self.failed_at.get().is_some_and(|at| at.elapsed() < PAUSE) {
            let message = "the last attempt to connect failed a moment ago".into();
            let source = crate::error::SqlError { kind: crate::error::SqlErrorKind::Unreachable, code: "".into(), message };
            return Err(Error::Connect { target: self.url.to_string(), source });
        }
        let connected = async { Service::new(Session::connect(&self.url, Access::Write, patience).await?, String::new()).await };
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
