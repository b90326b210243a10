//! Prometheus metrics of this process and of the database; job counts stop at a cap.

use crate::http::pool::{Lane, Pool};
use crate::http::problem::ApiError;
use crate::http::reader::Reader;
use crate::jobs::{Kind, StatsReport, Status, Verdict};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

/// Labels of a request.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Request {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Judged {
    verdict: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Standing {
    kind: String,
    status: String,
}

impl Judged {
    fn of(verdict: Verdict) -> Judged {
        let verdict = match verdict {
            Verdict::Accepted => "accepted",
            Verdict::Repeated => "repeated",
            Verdict::Stale => "stale",
            Verdict::NotFound => "not_found",
        };
        Judged { verdict }
    }
}

type Histograms = Family<Route, Histogram, fn() -> Histogram>;

/// Metrics of this process.
#[derive(Debug)]
pub struct Metrics {
    requests: Family<Request, Counter>,
    seconds: Histograms,
    results: Family<Judged, Counter>,
    /// Created jobs.
    pub created: Counter,
    /// Claimed jobs.
    pub claimed: Counter,
    /// Claimed jobs that were released because the claim did not reach the worker.
    pub released: Counter,
    /// Jobs expired by sweeps.
    pub expired: Counter,
    /// Jobs retried by sweeps.
    pub retried: Counter,
    /// Jobs moved into the history by sweeps.
    pub archived: Counter,
    /// Client connections refused above the limit.
    pub refused: Counter,
    /// Open client connections.
    pub connections: Gauge,
    jobs: tokio::sync::Mutex<Option<(Instant, StatsReport)>>,
}

/// How long job counts of the database are cached.
const VALID: Duration = Duration::from_secs(5);

fn histogram() -> Histogram {
    // 1 ms to 65 s: a long poll may wait for a minute
    Histogram::new(exponential_buckets(0.001, 2.0, 17))
}

impl Default for Metrics {
    fn default() -> Self {
        let results: Family<Judged, Counter> = Family::default();
        for verdict in [Verdict::Accepted, Verdict::Repeated, Verdict::Stale, Verdict::NotFound] {
            // start at 0, so that the first result shows as an increase
            results.get_or_create(&Judged::of(verdict)).inc_by(0);
        }
        Metrics {
            requests: Family::default(),
            seconds: Family::new_with_constructor(histogram as fn() -> Histogram),
            results,
            created: Counter::default(),
            claimed: Counter::default(),
            released: Counter::default(),
            expired: Counter::default(),
            retried: Counter::default(),
            archived: Counter::default(),
            refused: Counter::default(),
            connections: Gauge::default(),
            jobs: tokio::sync::Mutex::default(),
        }
    }
}

impl Metrics {
    /// Records an answered request. `route` is the route pattern, never the client's path.
    pub fn request(&self, method: &str, route: &str, status: u16, took: Duration) {
        let request = Request { method: method.into(), route: route.into(), status };
        self.requests.get_or_create(&request).inc();
        self.seconds.get_or_create(&Route { route: route.into() }).observe(took.as_secs_f64());
    }

    /// Records a submitted result.
    pub fn result(&self, verdict: Verdict) {
        self.results.get_or_create(&Judged::of(verdict)).inc();
    }

    /// Job counts, at most a few seconds old.
    pub async fn jobs(&self, pool: &Pool) -> Result<StatsReport, ApiError> {
        let mut kept = self.jobs.lock().await;
        if let Some((_, report)) = kept.as_ref().filter(|(at, _)| at.elapsed() < VALID) {
            return Ok(report.clone());
        }
        let report = pool.run(Lane::Read, "", async |s| s.stats(&Kind::ALL, None).await).await?;
        *kept = Some((Instant::now(), report.clone()));
        Ok(report)
    }

    pub async fn text(&self, pool: &Pool, reader: &Reader, waiting: usize) -> String {
        let mut registry = Registry::with_prefix("morag_db");
        registry.register("build", "What runs here", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        registry.register("http_requests", "Requests by method, route and status", self.requests.clone());
        registry.register(
            "http_request_duration_seconds",
            "Duration of requests, including the time spent waiting for jobs",
            self.seconds.clone(),
        );
        registry.register("results", "Results by verdict", self.results.clone());
        registry.register("jobs_created", "Remote jobs created by this instance", self.created.clone());
        registry.register("jobs_claimed", "Remote jobs claimed at this instance", self.claimed.clone());
        registry.register(
            "jobs_released",
            "Claimed jobs released by this instance because the claim did not reach the worker",
            self.released.clone(),
        );
        registry.register("jobs_expired", "Jobs expired by this instance", self.expired.clone());
        registry.register("jobs_retried", "Failed jobs retried by this instance", self.retried.clone());
        registry.register("jobs_archived", "Ended jobs moved into the archive by this instance", self.archived.clone());
        registry.register("http_connections_refused", "Connections beyond --max-connections", self.refused.clone());
        registry.register("http_connections", "Client connections", self.connections.clone());
        let gauge = |value: usize| {
            let gauge: Gauge = Gauge::default();
            gauge.set(value as i64);
            gauge
        };
        registry.register("long_pollers", "Workers waiting for a job", gauge(waiting));
        registry.register("database_sessions_busy", "Busy database connections", gauge(pool.busy()));
        of_replica(&mut registry, reader);
        let jobs = self.jobs(pool).await;
        registry.register("database_up", "Whether the database answered", gauge(usize::from(jobs.is_ok())));
        if let Ok(report) = jobs {
            let counts: Family<Standing, Gauge> = Family::default();
            // report 0 explicitly: a missing series could also mean that nothing was measured
            for (kind, status) in Kind::ALL.into_iter().flat_map(|kind| Status::ALL.map(|status| (kind, status))) {
                counts.get_or_create(&Standing { kind: kind.to_string(), status: status.to_string() }).set(0);
            }
            for count in &report.counts {
                let standing = Standing { kind: count.kind.to_string(), status: count.status.to_string() };
                counts.get_or_create(&standing).set(count.jobs as i64);
            }
            registry.register("jobs", "Jobs by kind and status; counting stops at 10001", counts);
            let oldest: Gauge<f64, AtomicU64> = Gauge::default();
            oldest.set(report.oldest_pending_seconds.unwrap_or(0.0));
            registry.register("oldest_pending_seconds", "Age of the oldest pending remote job; 0 where there is none", oldest);
            registry.register("jobs_overdue", "Expired jobs not yet swept", gauge(report.expired as usize));
        }
        let mut text = String::new();
        // writing to a String can't fail
        let _ = encode(&mut text, &registry);
        text
    }
}

/// Registers whether the read replica is used, and the age of its data.
fn of_replica(registry: &mut Registry, reader: &Reader) {
    if !reader.has_replica() {
        return;
    }
    let age = reader.replica_age();
    let used: Gauge = Gauge::default();
    used.set(i64::from(age.is_some()));
    registry.register("read_replica_used", "Whether lists and statistics are read from the replica", used);
    if let Some(age) = age {
        let seconds: Gauge<f64, AtomicU64> = Gauge::default();
        seconds.set(age);
        registry.register("read_replica_age_seconds", "Maximum age of the data of the replica", seconds);
    }
}

/// Content type of the text from [`Metrics::text`].
pub const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Converts OpenMetrics to the older text format: counter types are named with their suffix, info becomes gauge, and
/// there is no end marker.
pub fn classic(open: &str) -> String {
    let mut counters: Vec<(String, &str)> = Vec::new();
    for line in open.lines() {
        match line.strip_prefix("# TYPE ").and_then(|rest| rest.split_once(' ')) {
            Some((name, "counter")) => counters.push((name.to_string(), "_total")),
            Some((name, "info")) => counters.push((name.to_string(), "_info")),
            _ => {}
        }
    }
    let mut text = String::new();
    for line in open.lines().filter(|line| *line != "# EOF") {
        let mut parts = line.splitn(4, ' ');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some("#"), Some(what), Some(name), Some(rest)) => {
                let ending = counters.iter().find(|(counter, _)| counter == name).map_or("", |(_, ending)| *ending);
                let rest = if what == "TYPE" && rest == "info" { "gauge" } else { rest };
                text.push_str(&format!("# {what} {name}{ending} {rest}\n"));
            }
            _ => text.push_str(&format!("{line}\n")),
        }
    }
    text
}
