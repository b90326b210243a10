//! What happens to rows while they are read: they are summed up, checked, or sent on to a writer.

use super::changes::Changes;
use super::checksum::{Hasher, Sums};
use super::fits::Check;
use crate::db::Session;
use crate::db::transfer::{Batch, Consumer, Part, TableShape};
use crate::error::{Error, Result};
use futures_util::future::BoxFuture;
use tokio::sync::mpsc::Sender;

/// What is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyEvent {
    /// Rows of a table were read or written.
    Rows {
        /// What was done with them: `checked`, `written` or `compared`.
        doing: &'static str,
        /// The table.
        table: String,
        /// Rows so far, of all tables.
        done: u64,
        /// Rows of all tables.
        total: u64,
        /// Bytes so far.
        bytes: u64,
    },
    /// Rows are committed.
    Committed {
        /// Rows that this run has written and committed.
        rows: u64,
    },
    /// A step begins that has no count, e.g. an index.
    Step {
        /// What it does.
        name: String,
    },
}

/// Receiver of progress events. It must not panic and should return quickly.
pub trait CopyObserver: Send + Sync {
    /// Called for each event.
    fn notice(&self, event: &CopyEvent);
}

/// Counts rows for an observer.
pub(super) struct Counter<'a> {
    pub observer: &'a dyn CopyObserver,
    pub doing: &'static str,
    pub done: u64,
    pub bytes: u64,
    pub total: u64,
}

impl<'a> Counter<'a> {
    pub(super) fn new(observer: &'a dyn CopyObserver, doing: &'static str, total: u64) -> Counter<'a> {
        Counter { observer, doing, done: 0, bytes: 0, total }
    }

    pub(super) fn add(&mut self, table: &TableShape, batch: &Batch) {
        self.done += batch.rows() as u64;
        self.bytes += batch.size() as u64;
        let (table, total) = (table.name.clone(), self.total.max(self.done));
        self.observer.notice(&CopyEvent::Rows { doing: self.doing, table, done: self.done, total, bytes: self.bytes });
    }
}

/// Sums up rows, and checks them where a check is given.
struct Reading<'a, 'b, 'c> {
    table: &'a TableShape,
    sums: Sums,
    hasher: Hasher,
    changes: &'a Changes,
    check: Option<&'a mut Check<'b>>,
    counter: &'a mut Counter<'c>,
}

impl Consumer for Reading<'_, '_, '_> {
    fn take(&mut self, batch: Batch) -> BoxFuture<'_, Result<Batch>> {
        let mut batch = self.changes.rows(self.table, batch);
        self.counter.add(self.table, &batch);
        match &mut self.check {
            Some(check) => check.rows(&batch),
            None => self.sums.add(&mut self.hasher, self.table, &batch),
        }
        batch.clear();
        Box::pin(async { Ok(batch) })
    }
}

/// The sums of a part of a table.
pub(super) async fn sums(
    session: &mut Session,
    table: &TableShape,
    part: &Part,
    changes: &Changes,
    counter: &mut Counter<'_>,
) -> Result<Sums> {
    let mut reading = Reading { table, sums: Sums::new(), hasher: Hasher::default(), changes, check: None, counter };
    session.read_rows(table, part, &mut reading).await?;
    Ok(reading.sums)
}

/// Checks all rows of a table. Returns their bytes.
pub(super) async fn check_rows(
    session: &mut Session,
    table: &TableShape,
    changes: &Changes,
    check: &mut Check<'_>,
    counter: &mut Counter<'_>,
) -> Result<u64> {
    let before = counter.bytes;
    let mut reading = Reading { table, sums: Sums::new(), hasher: Hasher::default(), changes, check: Some(check), counter };
    session.read_rows(table, &Part::Whole, &mut reading).await?;
    Ok(counter.bytes - before)
}

/// What a reader sends to a writer.
pub(super) enum Message {
    /// Rows of the table at this place of the work.
    Rows(usize, Batch),
    /// The end of a table, and the sums of all its rows that were read.
    End(usize, Sums),
}

/// Sends rows on. The channel holds few batches, so a reader waits for its writer.
struct Sending<'a> {
    at: usize,
    table: &'a TableShape,
    sums: Sums,
    hasher: Hasher,
    changes: &'a Changes,
    sender: &'a Sender<Message>,
}

impl Consumer for Sending<'_> {
    fn take(&mut self, batch: Batch) -> BoxFuture<'_, Result<Batch>> {
        Box::pin(async move {
            let batch = self.changes.rows(self.table, batch);
            self.sums.add(&mut self.hasher, self.table, &batch);
            self.sender.send(Message::Rows(self.at, batch)).await.map_err(|_| stopped())?;
            Ok(Batch::new(self.table.columns.len()))
        })
    }
}

/// The writer has stopped; its own error says why.
fn stopped() -> Error {
    Error::internal("sending rows", "the writer has stopped")
}

/// The reader of a copy.
pub(super) struct Reader {
    pub source: Session,
    pub work: Vec<(TableShape, Part)>,
    pub changes: Changes,
}

impl Reader {
    /// Reads the tables of `work` one after the other, in the session's snapshot. Returns the session.
    pub(super) async fn send_all(mut self, sender: Sender<Message>) -> (Session, Result<()>) {
        let sent = send_all(&mut self.source, &self.work, &self.changes, sender).await;
        (self.source, sent)
    }
}

async fn send_all(session: &mut Session, work: &[(TableShape, Part)], changes: &Changes, sender: Sender<Message>) -> Result<()> {
    for (at, (table, part)) in work.iter().enumerate() {
        let mut sending = Sending { at, table, sums: Sums::new(), hasher: Hasher::default(), changes, sender: &sender };
        session.read_rows(table, part, &mut sending).await?;
        let sums = sending.sums;
        sender.send(Message::End(at, sums)).await.map_err(|_| stopped())?;
    }
    Ok(())
}
