//! Lists of all kinds of jobs with keyset pagination, and the details of one job. No transaction stays open between
//! pages.

use crate::db::{Name, Row, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::store::filter::columns;
use crate::jobs::{Filter, Kind, Service, Status};
use crate::{moment, sql};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct JobLine {
    /// Which table.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// In one vocabulary; `None` for a label that another client made up.
    pub status: Option<Status>,
    /// As it stands in the table.
    pub native_status: String,
    /// What kind of work.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// The worker that has it.
    pub worker_id: Option<String>,
    /// What waits for it, or what it belongs to.
    pub parent: Option<String>,
    /// RFC 3339 in UTC.
    pub created_at: Option<String>,
    /// RFC 3339 in UTC.
    pub started_at: Option<String>,
    /// RFC 3339 in UTC.
    pub ended_at: Option<String>,
    /// Seconds since it was made, by the database's clock.
    pub age_seconds: Option<f64>,
    /// Why it failed, whole.
    pub error: Option<String>,
    /// Whether it was archived.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_archived: bool,
}

/// Where a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::jobs) enum Source {
    /// In the table of its kind.
    Live,
    /// In the history; remote jobs only.
    History,
}

impl Source {
    fn table(self, kind: Kind) -> Name {
        match self {
            Source::Live => Name::of(kind.table()),
            Source::History => Name::of("job_history"),
        }
    }
}

/// Order of a list. Jobs without a creation time, which other clients may write, come last in both orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub enum Order {
    /// Newest jobs first.
    #[default]
    #[serde(rename = "newest")]
    NewestFirst,
    /// Oldest jobs first.
    #[serde(rename = "oldest")]
    OldestFirst,
}

impl Order {
    /// The name in JSON and in options.
    pub const fn as_str(self) -> &'static str {
        match self {
            Order::NewestFirst => "newest",
            Order::OldestFirst => "oldest",
        }
    }
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Page {
    /// Newest first.
    pub jobs: Vec<JobLine>,
    /// What to ask for next; `None` at the end.
    pub next: Option<String>,
}

/// The last job of a page, after which the next page begins.
struct Cursor {
    /// `None` if the job has no creation time.
    created_at: Option<DateTime<Utc>>,
    kind: Kind,
    id: String,
}

impl Cursor {
    fn parse(text: &str) -> Result<Cursor> {
        let broken = || Error::configuration(format!("'{text}' is no cursor: give the one that the page before ended with"));
        let mut parts = text.splitn(3, '~');
        let created_at = match parts.next() {
            Some("none") => None,
            time => Some(time.and_then(|t| t.parse().ok()).and_then(|t| moment::storable(t).ok()).ok_or_else(broken)?),
        };
        let kind = parts.next().and_then(|k| Kind::ALL.into_iter().find(|kind| kind.as_str() == k)).ok_or_else(broken)?;
        Ok(Cursor { created_at, kind, id: parts.next().ok_or_else(broken)?.to_string() })
    }

    fn of(line: &JobLine) -> String {
        format!("{}~{}~{}", line.created_at.as_deref().unwrap_or("none"), line.kind, line.id)
    }
}

impl JobLine {
    fn of(row: &Row) -> std::result::Result<JobLine, SqlError> {
        let kind: Kind = row.get("kind")?;
        let native_status: Option<String> = row.get("status")?;
        let native_status = native_status.unwrap_or_default();
        Ok(JobLine {
            kind,
            id: row.get("id")?,
            status: kind.status(&native_status),
            native_status,
            ty: row.get("type")?,
            worker_id: row.get("worker")?,
            parent: row.get("parent")?,
            created_at: row.get("created")?,
            started_at: row.get("started")?,
            ended_at: row.get("ended")?,
            age_seconds: row.get("age")?,
            error: row.get("error")?,
            is_archived: row.get("is_archived")?,
        })
    }
}

/// Ids of the jobs beside a job in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// The next newer job.
    pub previous: Option<String>,
    /// The next older job.
    pub next: Option<String>,
}

impl Service {
    /// The remote jobs with this fingerprint directly before and after `job`, by creation.
    pub async fn neighbours(&mut self, job: &JobLine, fingerprint: &str) -> Result<Neighbours> {
        let filter = Filter { kinds: vec![Kind::Remote], fingerprint: Some(fingerprint.into()), ..Filter::default() };
        let cursor = Cursor::of(job);
        let mut beside = [None, None];
        for (id, order) in beside.iter_mut().zip([Order::OldestFirst, Order::NewestFirst]) {
            let page = self.list(&filter, order, 1, Some(&cursor)).await?;
            *id = page.jobs.into_iter().next().map(|job| job.id);
        }
        let [previous, next] = beside;
        Ok(Neighbours { previous, next })
    }

    pub(super) fn line_columns(&self, kind: Kind, source: Source) -> Sql {
        let c = columns(kind);
        let s = &self.session;
        let maybe = |column: Option<&'static str>| Sql::constant(column.unwrap_or("NULL"));
        sql!(
            "{kind} AS kind, t.id, t.status, {ty} AS type, {worker} AS worker, {parent} AS parent, {created} AS created, {started} AS started, \
             {ended} AS ended, {age} AS age, {error} AS error, {is_archived} AS is_archived",
            kind,
            ty = maybe(c.ty),
            worker = maybe(c.worker),
            parent = Sql::constant(c.parent),
            created = s.iso_time("t.created_at"),
            started = s.iso_time(c.started),
            ended = s.iso_time(c.ended),
            age = s.age_seconds("t.created_at"),
            error = Sql::constant(c.error),
            is_archived = Sql::number(u8::from(source == Source::History))
        )
    }

    pub(super) async fn lines(&mut self, sql: &Sql) -> Result<Vec<JobLine>> {
        let rows = self.session.fetch(sql).await.doing("listing jobs")?;
        rows.iter().map(JobLine::of).collect::<std::result::Result<_, _>>().doing("listing jobs")
    }

    /// A page of jobs; `after` is the `next` of the previous page.
    pub async fn list(&mut self, filter: &Filter, order: Order, limit: usize, after: Option<&str>) -> Result<Page> {
        self.list_from(&[Source::Live], filter, (order, limit), after).await
    }

    /// A page of jobs, those of the history included.
    pub async fn list_with_history(&mut self, filter: &Filter, order: Order, limit: usize, after: Option<&str>) -> Result<Page> {
        self.list_from(&[Source::Live, Source::History], filter, (order, limit), after).await
    }

    async fn list_from(
        &mut self,
        sources: &[Source],
        filter: &Filter,
        (order, limit): (Order, usize),
        after: Option<&str>,
    ) -> Result<Page> {
        let cursor = after.map(Cursor::parse).transpose()?;
        let mut jobs = Vec::new();
        if cursor.as_ref().is_none_or(|c| c.created_at.is_some()) {
            jobs = self.page(sources, filter, (order, limit), cursor.as_ref(), sql!("t.created_at IS NOT NULL")).await?;
        }
        if jobs.len() <= limit {
            let cursor = cursor.as_ref().filter(|c| c.created_at.is_none());
            let rest = limit - jobs.len().min(limit);
            jobs.extend(self.page(sources, filter, (order, rest), cursor, sql!("t.created_at IS NULL")).await?);
        }
        let has_more = jobs.len() > limit;
        jobs.truncate(limit);
        let next = if has_more { jobs.last().map(Cursor::of) } else { None };
        Ok(Page { jobs, next })
    }

    /// Up to `limit` + 1 jobs, in order.
    async fn page(
        &mut self,
        sources: &[Source],
        filter: &Filter,
        (order, limit): (Order, usize),
        cursor: Option<&Cursor>,
        part: Sql,
    ) -> Result<Vec<JobLine>> {
        let direction = Sql::constant(match order {
            Order::NewestFirst => "DESC",
            Order::OldestFirst => "ASC",
        });
        let mut looks = Vec::new();
        let same_failure = self.jobs_of_fingerprint(filter).await?;
        for kind in Kind::ALL {
            let Some(mut conditions) = filter.conditions(self, kind, same_failure.as_deref())? else { continue };
            conditions.push(part.clone());
            conditions.extend(cursor.map(|c| self.behind(c, kind, order)));
            let conditions = Sql::all_of(conditions);
            let has_kind = |source: &&Source| kind == Kind::Remote || **source == Source::Live;
            looks.extend(sources.iter().filter(has_kind).map(|source| {
                sql!(
                    "SELECT {columns} FROM {table} t WHERE {conditions} ORDER BY t.created_at {direction}, t.id {direction} LIMIT {limit}",
                    columns = self.line_columns(kind, *source),
                    table = source.table(kind),
                    conditions = &conditions,
                    direction = &direction,
                    limit = Sql::number(limit as u64 + 1)
                )
            }));
        }
        if looks.is_empty() {
            return Ok(Vec::new());
        }
        let mut jobs = self.lines(&Sql::batch(looks)).await?;
        let along = |order: Order, a: std::cmp::Ordering| if order == Order::OldestFirst { a } else { a.reverse() };
        jobs.sort_by(|a, b| {
            let by_time = along(order, a.created_at.cmp(&b.created_at));
            by_time.then(a.kind.cmp(&b.kind)).then_with(|| along(order, a.id.cmp(&b.id)))
        });
        jobs.truncate(limit + 1);
        Ok(jobs)
    }

    /// The condition for jobs after the cursor. Order: time, then kind (always ascending), then id. Without row values,
    /// for which MariaDB scans the table.
    fn behind(&self, cursor: &Cursor, kind: Kind, order: Order) -> Sql {
        let sign = Sql::constant(match order {
            Order::NewestFirst => "<",
            Order::OldestFirst => ">",
        });
        let is_comparable = !self.session.takes_only_uuids(columns(kind).has_uuids) || uuid::Uuid::parse_str(&cursor.id).is_ok();
        let id = &cursor.id;
        let place = if is_comparable { kind.cmp(&cursor.kind) } else { std::cmp::Ordering::Less };
        let Some(time) = cursor.created_at else {
            return match place {
                std::cmp::Ordering::Equal => sql!("t.id {sign} {id}", sign, id),
                std::cmp::Ordering::Greater => sql!("1 = 1"),
                std::cmp::Ordering::Less => sql!("1 = 0"),
            };
        };
        match place {
            std::cmp::Ordering::Equal => {
                sql!("(t.created_at {sign} {time} OR (t.created_at = {time} AND t.id {sign} {id}))", sign, time, id)
            }
            std::cmp::Ordering::Greater => sql!("t.created_at {sign}= {time}", sign, time),
            std::cmp::Ordering::Less => sql!("t.created_at {sign} {time}", sign, time),
        }
    }
}
