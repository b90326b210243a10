//! What a service knows of the types that an operator paused or limited. It only saves work: a claim does not read the queue of a
//! paused type, and takes no slots without a limit.

use crate::db::Row;
use crate::db::Sql;
use crate::db::claims::{LimitedType, MOST_SLOTS, SLOT, is_paused, others};
use crate::db::has_no_timeline;
use crate::error::{Doing, Result, SqlError};
use crate::jobs::Service;
use crate::{into, sql, values};
use std::time::{Duration, Instant};

/// How long a service goes on with what it knows. Until then it claims nothing of a type that was limited or resumed since.
const KNOWN_FOR: Duration = Duration::from_secs(1);

/// The limited and the paused types, as they were read.
#[derive(Clone, Debug)]
pub(in crate::jobs) struct KnownTypes {
    read_at: Instant,
    pub(in crate::jobs) limited: Vec<LimitedType>,
    pub(in crate::jobs) paused: Vec<String>,
}

impl KnownTypes {
    /// Records, for the next claim, the slot to try first (that of the claimed job, otherwise 1) and which of `types` may be at their
    /// limit.
    pub(in crate::jobs) fn learn_from(&mut self, types: &[LimitedType], claimed: &[Row]) -> std::result::Result<(), SqlError> {
        for limited in self.limited.iter_mut() {
            limited.begin_at = 1;
            limited.may_be_full |= types.iter().any(|one| one.ty == limited.ty);
        }
        for row in claimed {
            let ty: String = row.get("content_type")?;
            let Some(limited) = self.limited.iter_mut().find(|limited| limited.ty == ty) else { continue };
            limited.may_be_full = false;
            if row.has(SLOT) {
                limited.begin_at = row.get::<Option<u32>>(SLOT)?.unwrap_or(limited.begin_at);
            }
        }
        Ok(())
    }
}

impl Service {
    /// What is set for types, as it was within the last second.
    pub(in crate::jobs) async fn known_types(&mut self) -> Result<&KnownTypes> {
        let known = match self.known_types.take() {
            Some(known) if known.read_at.elapsed() < KNOWN_FOR => known,
            old => {
                let mut known = self.read_known_types().await?;
                for old in old.into_iter().flat_map(|old| old.limited) {
                    for one in known.limited.iter_mut().filter(|one| one.ty == old.ty) {
                        (one.begin_at, one.may_be_full) = (old.begin_at, old.may_be_full);
                    }
                }
                known
            }
        };
        Ok(self.known_types.insert(known))
    }

    async fn read_known_types(&mut self) -> Result<KnownTypes> {
        let doing = "reading which types of jobs are paused or limited";
        let sql = sql!(
            "SELECT y.content_type, CASE WHEN y.running_limit IS NOT NULL THEN 1 ELSE 0 END AS is_limited, \
             CASE WHEN {paused} THEN 1 ELSE 0 END AS is_paused FROM job_types y",
            paused = is_paused(self.session.now())
        );
        let rows = self.fetch_and_try_timeline(&sql).await.doing(doing)?;
        let mut known = KnownTypes { read_at: Instant::now(), limited: Vec::new(), paused: Vec::new() };
        let mut is_any_limited = false;
        for row in rows {
            is_any_limited |= row.get::<bool>("is_limited").doing(doing)?;
            if row.get("is_paused").doing(doing)? {
                known.paused.push(row.get("content_type").doing(doing)?);
            }
        }
        if is_any_limited {
            known.limited = self.limited_types().await?;
        }
        Ok(known)
    }

    /// Runs `sql`. The first call also finds out whether the server has a timeline that this role may read.
    async fn fetch_and_try_timeline(&mut self, sql: &Sql) -> std::result::Result<Vec<Row>, SqlError> {
        if let Some(first) = self.session.first_claim().filter(|_| self.has_timeline.is_none()) {
            let both = Sql::batch([sql!("SELECT {first} AS first_claim", first), sql.clone()]);
            match self.with_retries(async |s| s.session.fetch(&both).await).await {
                Err(answer) if has_no_timeline(&answer) => {
                    tracing::info!(%answer, "could not read the timeline: after a failover, a lost claim and a later one can have the same number");
                    self.has_timeline = Some(false);
                }
                rows => {
                    let mut rows = rows?;
                    self.has_timeline = Some(true);
                    rows.remove(0);
                    return Ok(rows);
                }
            }
        }
        self.with_retries(async |s| s.session.fetch(sql).await).await
    }

    /// Expression of the lowest claim number, if the server has a timeline.
    pub(in crate::jobs) fn first_claim(&self) -> Option<Sql> {
        self.session.first_claim().filter(|_| self.has_timeline == Some(true))
    }

    /// The limited types; reads the running jobs of each. Slots that are missing are added.
    async fn limited_types(&mut self) -> Result<Vec<LimitedType>> {
        let doing = "counting running jobs of limited types";
        let sql = sql!(
            "SELECT y.content_type, y.running_limit, {others} AS others, \
             COALESCE((SELECT MAX(s.slot) FROM job_slots s WHERE s.content_type = y.content_type), 0) AS slots \
             FROM job_types y WHERE y.running_limit IS NOT NULL",
            others = others()
        );
        let rows = self.with_retries(async |s| s.session.fetch(&sql).await).await.doing(doing)?;
        let mut limited = Vec::new();
        for row in rows {
            let (ty, limit): (String, u32) = (row.get("content_type").doing(doing)?, row.get("running_limit").doing(doing)?);
            self.add_slots(&ty, row.get("slots").doing(doing)?, limit.min(MOST_SLOTS)).await?;
            let others: i64 = row.get("others").doing(doing)?;
            limited.push(LimitedType { ty, limit, others: u32::try_from(others).unwrap_or(0), begin_at: 1, may_be_full: true });
        }
        Ok(limited)
    }

    /// Adds the slots that a limited type lacks, where limits are held by slots.
    async fn add_slots(&mut self, ty: &str, there: u32, limit: u32) -> Result<()> {
        if there >= limit || !self.session.limits_by_slots() {
            return Ok(());
        }
        let rows: Vec<_> = (there + 1..=limit).map(|slot| values![uuid::Uuid::now_v7(), ty, i64::from(slot)]).collect();
        let insert = Sql::insert(into!(job_slots: Id, ContentType, Slot), rows);
        match self.with_retries(async |s| s.session.execute(&insert).await).await {
            // another session has added them
            Err(answer) if answer.is_duplicate() => Ok(()),
            added => added.map(drop).doing("adding slots of a limited type"),
        }
    }
}
