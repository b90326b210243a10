//! Which rows of the source the target has, told by hashes: values are compared, not their spelling, and the order in which an
//! engine sorts keys does not matter.

use super::changes::Changes;
use super::checksum::Hasher;
use super::fits::key_text;
use super::options::OnConflict;
use crate::db::Session;
use crate::db::transfer::{Batch, Consumer, Part, TableShape};
use crate::error::Result;
use futures_util::future::BoxFuture;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Rows of each side that are kept in memory at once, as hashes; larger tables are read several times.
const ROWS: u64 = 250_000;
/// How many keys are named of a table.
const KEYS: usize = 5;

/// How the rows of a table compare with those of the target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Matches {
    /// Rows whose primary key the target does not have.
    pub new: u64,
    /// Rows that the target has with the same values.
    pub equal: u64,
    /// Rows that the target has with other values.
    pub conflicting: u64,
    /// Primary keys of the first conflicting rows.
    pub first_conflicts: Vec<String>,
    /// Rows of either side whose primary key the same side has once more, in another spelling.
    #[serde(skip)]
    pub repeated: u64,
    /// Sum of the hashes of the conflicting rows as the target has them.
    #[serde(skip)]
    pub(super) conflicting_rows: u128,
}

/// What a plan says about rows of a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MergePlan {
    /// What becomes of conflicting rows.
    pub on_conflict: OnConflict,
    /// Tables in which a primary key is there twice, in two spellings.
    pub repeated: Vec<String>,
    /// Rows whose values of a unique index belong to another row of the target, one line for each index.
    pub collisions: Vec<String>,
    /// The environment that the target is stamped with.
    pub environment: Option<String>,
}

/// What a row of the source is to the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    New,
    Equal,
    /// The target has other values; the hash of its row.
    Conflicting(u128),
}

impl Matches {
    /// Counts a row.
    pub(super) fn count(&mut self, found: Match, key: impl FnOnce() -> String) {
        match found {
            Match::New => self.new += 1,
            Match::Equal => self.equal += 1,
            Match::Conflicting(row) => {
                self.conflicting += 1;
                self.conflicting_rows = self.conflicting_rows.wrapping_add(row);
                if self.first_conflicts.len() < KEYS {
                    self.first_conflicts.push(key());
                }
            }
        }
    }
}

/// By what rows of both sides belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The primary key.
    Key,
    /// The columns at these places, which a unique index has.
    Unique(Vec<usize>),
}

/// A share of the hashes: the n-th of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    pub number: u128,
    pub of: u128,
}

impl Share {
    /// The shares in which a table of the target with so many rows is compared.
    pub(super) fn all(rows: u64) -> impl Iterator<Item = Share> {
        let of = u128::from(rows / ROWS + 1);
        (0..of).map(move |number| Share { number, of })
    }

    fn has(self, hash: u128) -> bool {
        (hash >> 64) % self.of == self.number
    }
}

/// A row as hashes.
pub(super) struct Hashed {
    /// Of the primary key.
    pub key: u128,
    /// Of what rows belong together by; `None` if a column of it is NULL, or if it is not in the share.
    pub by: Option<u128>,
    /// Of what is compared: all values, or the primary key where rows belong together by other columns.
    pub value: u128,
}

/// Computes [`Hashed`] rows.
pub(super) struct Side<'a> {
    pub table: &'a TableShape,
    pub by: &'a By,
    pub share: Share,
    hasher: Hasher,
}

impl<'a> Side<'a> {
    pub(super) fn new(table: &'a TableShape, by: &'a By, share: Share) -> Side<'a> {
        Side { table, by, share, hasher: Hasher::default() }
    }

    pub(super) fn hash(&mut self, batch: &Batch, row: usize) -> Hashed {
        let hashes = self.hasher.row(self.table, batch.row(row));
        let (by, value) = match self.by {
            By::Key => (Some(hashes.key), hashes.row),
            By::Unique(columns) => (self.hasher.columns(columns), hashes.key),
        };
        Hashed { key: hashes.key, by: by.filter(|hash| self.share.has(*hash)), value }
    }
}

/// Rows of the target: what they belong together by, and what is compared.
pub(super) type Known = HashMap<u128, u128>;

struct Collecting<'a> {
    side: Side<'a>,
    known: Known,
    repeated: u64,
}

impl Consumer for Collecting<'_> {
    fn take(&mut self, mut batch: Batch) -> BoxFuture<'_, Result<Batch>> {
        for row in 0..batch.rows() {
            let hashed = self.side.hash(&batch, row);
            if let Some(by) = hashed.by {
                self.repeated += u64::from(self.known.insert(by, hashed.value).is_some());
            }
        }
        batch.clear();
        Box::pin(async { Ok(batch) })
    }
}

/// The rows that `target` has of a share, and how many of them were there already.
async fn collect(target: &mut Session, table: &TableShape, by: &By, share: Share) -> Result<(Known, u64)> {
    let mut collecting = Collecting { side: Side::new(table, by, share), known: Known::new(), repeated: 0 };
    target.read_rows(table, &Part::Whole, &mut collecting).await?;
    Ok((collecting.known, collecting.repeated))
}

/// The rows that `target` has of a share.
pub(super) async fn known(target: &mut Session, table: &TableShape, by: &By, share: Share) -> Result<Known> {
    collect(target, table, by, share).await.map(|(known, _)| known)
}

/// What `row` of the source is to the target.
pub(super) fn find(known: &Known, row: &Hashed) -> Option<Match> {
    let found = known.get(&row.by?);
    Some(found.map_or(Match::New, |value| if *value == row.value { Match::Equal } else { Match::Conflicting(*value) }))
}

struct Counting<'a> {
    side: Side<'a>,
    changes: &'a Changes,
    known: Known,
    /// Rows of the source so far.
    seen: HashSet<u128>,
    matches: &'a mut Matches,
}

impl Consumer for Counting<'_> {
    fn take(&mut self, batch: Batch) -> BoxFuture<'_, Result<Batch>> {
        let mut batch = self.changes.rows(self.side.table, batch);
        for row in 0..batch.rows() {
            let hashed = self.side.hash(&batch, row);
            if let Some(found) = find(&self.known, &hashed) {
                self.matches.repeated += u64::from(hashed.by.is_some_and(|by| !self.seen.insert(by)));
                self.matches.count(found, || key_text(self.side.table, &batch, row));
            }
        }
        batch.clear();
        Box::pin(async { Ok(batch) })
    }
}

/// How the rows of a table of `source` compare with those of `target`; neither has more than `rows`.
pub(super) async fn count(
    source: &mut Session,
    target: &mut Session,
    (table, by): (&TableShape, &By),
    rows: u64,
    changes: &Changes,
) -> Result<Matches> {
    let mut matches = Matches::default();
    for share in Share::all(rows) {
        let (known, repeated) = collect(target, table, by, share).await?;
        matches.repeated += repeated;
        let mut counting = Counting { side: Side::new(table, by, share), changes, known, seen: HashSet::new(), matches: &mut matches };
        source.read_rows(table, &Part::Whole, &mut counting).await?;
    }
    Ok(matches)
}
