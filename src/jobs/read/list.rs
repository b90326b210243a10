//! Lists of all kinds of jobs with keyset pagination, and the details of one job. No transaction stays open between
//! pages.

use super::position::{Cursor, Direction, Order, Position};
use crate::db::{Name, Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::store::filter::columns;
use crate::jobs::{Filter, Kind, Service, Status};
use crate::sql;
use serde::Serialize;
use std::cmp::Ordering;

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

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Page {
    /// In the order of the list.
    pub jobs: Vec<JobLine>,
    /// The position of the next page, for `after`; `None` at the end.
    pub next: Option<String>,
    /// The position of the previous page, for `before`; `None` at the beginning.
    pub previous: Option<String>,
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

impl JobLine {
    fn position(&self) -> String {
        Cursor::of(self.created_at.as_deref(), self.kind, &self.id)
    }

    /// Time, then kind (always ascending), then id; jobs without a time come last. All reversed on the way back.
    fn compare(&self, other: &JobLine, way: Direction) -> Ordering {
        let along = |ordering: Ordering| if way.order == Order::OldestFirst { ordering } else { ordering.reverse() };
        let in_order =
            along(self.created_at.cmp(&other.created_at)).then(self.kind.cmp(&other.kind)).then_with(|| along(self.id.cmp(&other.id)));
        if way.is_backward { in_order.reverse() } else { in_order }
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
        let cursor = job.position();
        let mut beside = [None, None];
        for (id, position) in beside.iter_mut().zip([Position::Before(&cursor), Position::After(&cursor)]) {
            let page = self.list_from(&[Source::Live], &filter, (Order::NewestFirst, 1), position).await?;
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

    /// A page of jobs.
    pub async fn list(&mut self, filter: &Filter, order: Order, limit: usize, position: Position<'_>) -> Result<Page> {
        self.list_of(&[Source::Live], filter, (order, limit), position).await
    }

    /// A page of live and archived jobs.
    pub async fn list_with_history(&mut self, filter: &Filter, order: Order, limit: usize, position: Position<'_>) -> Result<Page> {
        self.list_of(&[Source::Live, Source::History], filter, (order, limit), position).await
    }

    /// A page; if the jobs at this position are gone, one from which a link leads on.
    async fn list_of(
        &mut self,
        sources: &[Source],
        filter: &Filter,
        (order, limit): (Order, usize),
        position: Position<'_>,
    ) -> Result<Page> {
        let page = self.list_from(sources, filter, (order, limit), position).await?;
        match position {
            // earlier jobs are gone: the full first page
            Position::Before(_) if page.previous.is_none() => self.list_from(sources, filter, (order, limit), Position::Start).await,
            // nothing follows any more: keep the way to the previous page
            Position::After(after) if page.jobs.is_empty() => Ok(Page { previous: Some(after.into()), ..page }),
            _ => Ok(page),
        }
    }

    /// Exactly the page at this position; empty if no job is left there.
    async fn list_from(
        &mut self,
        sources: &[Source],
        filter: &Filter,
        (order, limit): (Order, usize),
        position: Position<'_>,
    ) -> Result<Page> {
        let (cursor, is_backward) = match position {
            Position::Start => (None, false),
            Position::After(text) => (Some(Cursor::parse(text)?), false),
            Position::Before(text) => (Some(Cursor::parse(text)?), true),
        };
        let way = Direction { order, is_backward };
        // jobs without a creation time come last
        let mut parts = [(true, sql!("t.created_at IS NOT NULL")), (false, sql!("t.created_at IS NULL"))];
        if is_backward {
            parts.reverse();
        }
        let part_of_cursor = cursor.as_ref().and_then(|c| parts.iter().position(|(has_time, _)| c.created_at.is_some() == *has_time));
        let mut jobs = Vec::new();
        for (number, (_, part)) in parts.into_iter().enumerate().skip(part_of_cursor.unwrap_or_default()) {
            if jobs.len() <= limit {
                let cursor = cursor.as_ref().filter(|_| part_of_cursor == Some(number));
                jobs.extend(self.page(sources, filter, (way, limit - jobs.len()), cursor, part).await?);
            }
        }
        let has_more = jobs.len() > limit;
        jobs.truncate(limit);
        if is_backward {
            jobs.reverse();
        }
        // there are jobs before the first and after the last one if the page begins or ends at a position, or if more were found
        let previous = jobs.first().filter(|_| if is_backward { has_more } else { cursor.is_some() }).map(JobLine::position);
        let next = jobs.last().filter(|_| is_backward || has_more).map(JobLine::position);
        Ok(Page { jobs, next, previous })
    }

    /// Up to `limit` + 1 jobs, in this direction.
    async fn page(
        &mut self,
        sources: &[Source],
        filter: &Filter,
        (way, limit): (Direction, usize),
        cursor: Option<&Cursor>,
        part: Sql,
    ) -> Result<Vec<JobLine>> {
        let direction = Sql::constant(if way.leads_to_newer() { "ASC" } else { "DESC" });
        let mut looks = Vec::new();
        let same_failure = self.jobs_of_fingerprint(filter).await?;
        for kind in Kind::ALL {
            let Some(mut conditions) = filter.conditions(self, kind, same_failure.as_deref())? else { continue };
            conditions.push(part.clone());
            conditions.extend(cursor.map(|c| self.behind(c, kind, way)));
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
        jobs.sort_by(|a, b| a.compare(b, way));
        jobs.truncate(limit + 1);
        Ok(jobs)
    }

    /// The condition for jobs that come after the cursor in this direction. Without row values, for which MariaDB scans the table.
    fn behind(&self, cursor: &Cursor, kind: Kind, way: Direction) -> Sql {
        let sign = Sql::constant(if way.leads_to_newer() { ">" } else { "<" });
        let is_comparable = !self.session.takes_only_uuids(columns(kind).has_uuids) || uuid::Uuid::parse_str(&cursor.id).is_ok();
        let id = &cursor.id;
        let by_kind = kind.cmp(&cursor.kind);
        let place = match by_kind {
            Ordering::Equal if !is_comparable => Ordering::Less,
            by_kind if way.is_backward => by_kind.reverse(),
            by_kind => by_kind,
        };
        let Some(time) = cursor.created_at else {
            return match place {
                Ordering::Equal => sql!("t.id {sign} {id}", sign, id),
                Ordering::Greater => sql!("1 = 1"),
                Ordering::Less => sql!("1 = 0"),
            };
        };
        match place {
            Ordering::Equal => {
                sql!("(t.created_at {sign} {time} OR (t.created_at = {time} AND t.id {sign} {id}))", sign, time, id)
            }
            Ordering::Greater => sql!("t.created_at {sign}= {time}", sign, time),
            Ordering::Less => sql!("t.created_at {sign} {time}", sign, time),
        }
    }
}
