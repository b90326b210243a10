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
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How long a measured age is used, and how long a failed replica is not asked again.
const VALID: Duration = Duration::from_secs(1);
const FAILED: Duration = Duration::from_secs(5);

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
    state: Mutex<Option<State>>,
}

/// What is known of the replica since `at`: the age of its data, or `None` if it can't be used.
#[derive(Clone, Copy, Debug)]
struct State {
    at: Instant,
    age: Option<f64>,
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
            response.headers_mut().insert(header::AGE, HeaderValue::from(age.ceil().max(0.0) as u64));
        }
        response
    }
}

impl Reader {
    /// Reads from `database`, and from a replica if there is one.
    pub fn start(database: Arc<Pool>, replica: Option<&ReplicaConfig>, limits: PoolLimits) -> Result<Reader> {
        let replica = replica.map(|config| {
            let pool = Pool::start(config.url.clone(), Access::Read, limits)?;
            Ok::<_, Error>(Arc::new(Replica { pool, max_age: config.max_age, state: Mutex::default() }))
        });
        Ok(Reader { database, replica: replica.transpose()? })
    }

    /// Whether there is a replica.
    pub fn has_replica(&self) -> bool {
        self.replica.is_some()
    }

    /// Maximum age of the replica's data in seconds; `None` without a replica, and if it is not used.
    pub async fn replica_age(&self) -> Option<f64> {
        self.replica.as_ref()?.age().await
    }

    /// Runs `work` on the replica, or on the database if the replica can't be used or fails.
    pub async fn run<T, F>(&self, lane: Lane, work: F) -> std::result::Result<Read<T>, PoolError>
    where
        T: Send + 'static,
        F: AsyncFnOnce(&mut Service) -> Result<T> + Clone + Send + 'static,
    {
        if let Some(replica) = &self.replica
            && let Some(age) = replica.age().await
        {
            let begun = Instant::now();
            match replica.pool.run(lane, "", work.clone()).await {
                Ok(value) => return Ok(Read { value, age: Some(age + begun.elapsed().as_secs_f64()) }),
                Err(failed) if is_of_replica(&failed) => replica.failed(&failed).await,
                Err(failed) => return Err(failed),
            }
        }
        self.database.run(lane, "", work).await.map(|value| Read { value, age: None })
    }
}

/// Whether work failed because of the server, so that another one may do it: not because of what was asked for.
fn is_of_replica(failed: &PoolError) -> bool {
    match failed {
        PoolError::Overloaded | PoolError::TimedOut => true,
        PoolError::Failed(error) => match error {
            Error::Connect { .. } | Error::ConnectionLost { .. } => true,
            // a standby cancels a query that keeps it from replaying
            error => error.sql().is_some_and(|answer| !matches!(answer.kind, SqlErrorKind::TooLarge)),
        },
    }
}

impl Replica {
    /// Maximum age of the data, measured within the last second; `None` if the replica can't be used.
    async fn age(&self) -> Option<f64> {
        let mut state = self.state.lock().await;
        if let Some(known) = *state
            && known.at.elapsed() < if known.age.is_some() { VALID } else { FAILED }
        {
            return known.age.map(|age| age + known.at.elapsed().as_secs_f64());
        }
        let measured =
            self.pool.run(Lane::Read, "", async |s| s.session().data_age().await.doing("asking a replica for the age of its data"));
        let age = match measured.await {
            Ok(DataAge::Current) => Ok(0.0),
            Ok(DataAge::AtMost(age)) if age <= self.max_age.as_secs_f64() => Ok(age),
            Ok(DataAge::AtMost(age)) => Err(format!("its data is up to {age:.0} s old")),
            Ok(DataAge::Unknown(why)) => Err(format!("the age of its data is unknown: {why}")),
            Err(failed) => Err(described(&failed)),
        };
        if let Err(why) = &age
            && state.is_none_or(|known| known.age.is_some())
        {
            tracing::warn!("the read replica is not used: {why}");
        }
        let age = age.ok();
        *state = Some(State { at: Instant::now(), age });
        age
    }

    async fn failed(&self, failed: &PoolError) {
        tracing::warn!("the read replica failed and is not used: {}", described(failed));
        *self.state.lock().await = Some(State { at: Instant::now(), age: None });
    }
}

fn described(failed: &PoolError) -> String {
    match failed {
        PoolError::Overloaded => "too many requests wait for it".into(),
        PoolError::TimedOut => "it did not answer in time".into(),
        PoolError::Failed(error) => {
            let cause = error.sql().map(|answer| format!(": {answer}")).unwrap_or_default();
            format!("{error}{cause}")
        }
    }
}
