//! Reads that may be a little old: lists, statistics, the page. They go to the read replica while its data is young enough, and to
//! the database otherwise.

use crate::db::{Access, DataAge};
use crate::error::{Doing, Error, Result, SqlErrorKind};
use crate::http::config::ReplicaConfig;
use crate::http::pool::{Lane, Pool, PoolError, PoolLimits};
use crate::jobs::Service;
use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Delay between two checks of the replica, and after a check that failed.
const CHECK: Duration = Duration::from_secs(1);
const CHECK_AGAIN: Duration = Duration::from_secs(5);
/// Maximum time of a check.
const CHECK_TIME: Duration = Duration::from_secs(2);
/// A check that succeeded holds this long.
const VALID: Duration = Duration::from_secs(5);
/// Maximum age of the data for charts, which read an interval for the last time 90 s after its end.
pub const CHARTS: Duration = Duration::from_secs(60);

/// Where lists, statistics and the page read.
#[derive(Clone, Debug)]
pub struct Reader {
    database: Arc<Pool>,
    replica: Option<Arc<Replica>>,
}

#[derive(Debug)]
struct Replica {
    pool: Pool,
    max_age: Duration,
    /// When the first migration of the database was applied, once it is known: a replica has the same time.
    first_applied_at: Mutex<Option<String>>,
    state: Mutex<State>,
}

/// What the last check of the replica found.
#[derive(Clone, Debug)]
struct State {
    at: Instant,
    /// Maximum age of its data in seconds, or why it can't be used.
    age: std::result::Result<f64, String>,
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Read<T> {
    /// The result.
    pub value: T,
    /// Maximum age of the data in seconds; `None` if the database itself was read.
    pub age: Option<f64>,
}

impl<T> Read<T> {
    /// The same of another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Read<U> {
        Read { value: change(self.value), age: self.age }
    }
}

/// A JSON answer with the age of its data in the header `Age`, in whole seconds, if it is from a replica.
impl<T: Serialize> IntoResponse for Read<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.value).into_response();
        if let Some(age) = self.age {
            response.headers_mut().insert(header::AGE, HeaderValue::from(age.ceil() as u64));
        }
        response
    }
}

impl Reader {
    /// Reads from `database`, and from a replica if there is one.
    pub fn start(database: Arc<Pool>, replica: Option<&ReplicaConfig>, limits: PoolLimits) -> Result<Reader> {
        let replica = replica.map(|config| {
            let state = Mutex::new(State { at: Instant::now(), age: Err("it has not been checked yet".into()) });
            let pool = Pool::start(config.url.clone(), Access::Read, limits)?;
            Ok::<_, Error>(Arc::new(Replica { pool, max_age: config.max_age, first_applied_at: Mutex::default(), state }))
        });
        Ok(Reader { database, replica: replica.transpose()? })
    }

    /// Whether there is a replica.
    pub fn has_replica(&self) -> bool {
        self.replica.is_some()
    }

    /// Maximum age of the replica's data in seconds; `None` without a replica, and if it is not used.
    pub fn replica_age(&self) -> Option<f64> {
        self.replica.as_ref()?.usable()
    }

    /// Checks the replica until the task is aborted.
    pub async fn keep_checking(&self) {
        let Some(replica) = &self.replica else { return };
        loop {
            let age = replica.check(&self.database).await;
            let delay = if age.is_ok() { CHECK } else { CHECK_AGAIN };
            replica.set(age);
            tokio::time::sleep(delay).await;
        }
    }

    /// Runs `work` on the replica, or on the database if the replica can't be used.
    pub async fn run<T, F>(&self, lane: Lane, work: F) -> std::result::Result<Read<T>, PoolError>
    where
        T: Send + 'static,
        F: AsyncFnOnce(&mut Service) -> Result<T> + Clone + Send + 'static,
    {
        self.run_if_younger(Duration::MAX, lane, work).await
    }

    /// The same; a replica with data of this age or older is not used.
    pub async fn run_if_younger<T, F>(&self, limit: Duration, lane: Lane, work: F) -> std::result::Result<Read<T>, PoolError>
    where
        T: Send + 'static,
        F: AsyncFnOnce(&mut Service) -> Result<T> + Clone + Send + 'static,
    {
        if let Some(replica) = self.replica.as_ref().filter(|replica| replica.usable().is_some()) {
            let (begun, max_age, on_replica) = (Instant::now(), replica.max_age.min(limit).as_secs_f64(), work.clone());
            // of this session: another one may be with another server, if the URL has several
            let read = replica.pool.run(lane, "", async move |s| {
                let age = s.session().data_age().await.doing("asking a replica for the age of its data")?;
                match age {
                    DataAge::AtMost(age) if age < max_age => Ok(Ok((age, on_replica(s).await?))),
                    other => Ok(Err(other)),
                }
            });
            match read.await {
                Ok(Ok((age, value))) => return Ok(Read { value, age: Some(age + begun.elapsed().as_secs_f64()) }),
                // the next request need not ask, and the metrics say the same as the answers
                Ok(Err(age)) => {
                    if let Err(why) = replica.judge(age) {
                        replica.set(Err(why));
                    }
                }
                Err(failed) if is_lost(&failed) => replica.set(Err(described(&failed))),
                Err(failed) if works_elsewhere(&failed) => {
                    tracing::info!("reading from the database instead of the replica: {}", described(&failed));
                }
                Err(failed) => return Err(failed),
            }
        }
        self.database.run(lane, "", work).await.map(|value| Read { value, age: None })
    }
}

/// Whether the replica can't be used for other requests either.
fn is_lost(failed: &PoolError) -> bool {
    matches!(failed, PoolError::Failed(Error::Connect { .. } | Error::ConnectionLost { .. }))
}

/// Whether the database may do what the replica refused: a standby cancels queries that keep it from replaying, and may lack a table or a
/// right for a while.
fn works_elsewhere(failed: &PoolError) -> bool {
    let kinds = [SqlErrorKind::Retry, SqlErrorKind::Unavailable, SqlErrorKind::ObjectMissing, SqlErrorKind::MissingRight];
    matches!(failed, PoolError::Failed(error) if error.sql().is_some_and(|answer| kinds.contains(&answer.kind)))
}

impl Replica {
    fn known(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Maximum age of the data; `None` if the replica can't be used.
    fn usable(&self) -> Option<f64> {
        let state = self.known();
        let since = state.at.elapsed();
        state.age.as_ref().ok().filter(|_| since < VALID).map(|age| age + since.as_secs_f64())
    }

    fn set(&self, age: std::result::Result<f64, String>) {
        let mut state = self.known();
        match (&state.age, &age) {
            (Err(before), Err(why)) if before == why => {}
            (_, Err(why)) => tracing::warn!("the read replica is not used: {why}"),
            (Err(_), Ok(_)) => tracing::info!("the read replica is used"),
            (Ok(_), Ok(_)) => {}
        }
        *state = State { at: Instant::now(), age };
    }

    async fn check(&self, database: &Pool) -> std::result::Result<f64, String> {
        let expected = self.database_began_at(database).await?;
        let asked = self.pool.run(Lane::Read, "", async |s| {
            let doing = "asking a replica for the age of its data";
            Ok((s.session().first_applied_at().await.doing(doing)?, s.session().data_age().await.doing(doing)?))
        });
        let Ok(answer) = tokio::time::timeout(CHECK_TIME, asked).await else { return Err(format!("no answer within {CHECK_TIME:?}")) };
        let (began_at, age) = answer.map_err(|failed| described(&failed))?;
        if began_at != expected {
            // or the database was created again
            *self.first_applied_at.lock().unwrap_or_else(PoisonError::into_inner) = None;
            return Err("it has the data of another database, or data from before a reset".into());
        }
        self.judge(age)
    }

    /// The age of the data in seconds, or why the replica can't be used.
    fn judge(&self, age: DataAge) -> std::result::Result<f64, String> {
        match age {
            DataAge::AtMost(age) if age < self.max_age.as_secs_f64() => Ok(age),
            DataAge::AtMost(age) => Err(format!("its data is older than --read-max-age: {}", crate::moment::age(age))),
            DataAge::Current => Err("it is not a replica".into()),
            DataAge::Unknown(why) => Err(format!("the age of its data is unknown: {why}")),
        }
    }

    /// When the first migration of the database was applied. It is asked once, so that the replica goes on without the database.
    async fn database_began_at(&self, database: &Pool) -> std::result::Result<Option<String>, String> {
        let known = || self.first_applied_at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = known().clone() {
            return Ok(Some(at));
        }
        let asked =
            database.run(Lane::Read, "", async |s| s.session().first_applied_at().await.doing("asking when the schema was created"));
        let at = asked.await.map_err(|failed| format!("it can't be compared with the database: {}", described(&failed)))?;
        *known() = at.clone();
        Ok(at)
    }
}

fn described(failed: &PoolError) -> String {
    match failed {
        PoolError::Overloaded => "too many requests wait for it".into(),
        PoolError::TimedOut => "it did not answer in time".into(),
        PoolError::Failed(error) => error.with_cause(),
    }
}
