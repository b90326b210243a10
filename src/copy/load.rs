//! Writes rows into the target while the source is read, and records how far it is with each commit.

use super::checksum::Sums;
use super::journal::Journal;
use super::pipeline::{CopyEvent, Counter, Message};
use crate::db::transfer::{Batch, Part, Producer, TableShape};
use crate::db::{RunLock, Session, Sql};
use crate::error::{Doing, Result};
use crate::sql;
use futures_util::future::BoxFuture;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::Receiver;

/// Bytes of values after which a transaction is committed.
const TRANSACTION_BYTES: usize = 64 << 20;
/// Time after which it is, so that a slow copy loses little when it is killed.
const TRANSACTION_TIME: Duration = Duration::from_secs(2);

/// A transaction that is being filled.
struct Transaction {
    began: Instant,
    /// Bytes of values so far.
    bytes: usize,
}

impl Transaction {
    fn is_full(&self) -> bool {
        self.bytes >= TRANSACTION_BYTES || self.began.elapsed() >= TRANSACTION_TIME
    }
}

/// The writer of a copy.
pub(super) struct Load<'a> {
    pub target: &'a mut Session,
    pub lock: &'a mut RunLock,
    pub journal: &'a mut Journal,
    pub counter: Counter<'a>,
    /// Most bytes per second.
    pub rate: Option<u64>,
}

/// What the reader has sent.
struct Incoming {
    receiver: Receiver<Message>,
    /// A message that belongs to what comes next.
    kept: Option<Message>,
}

impl Incoming {
    async fn next(&mut self) -> Option<Message> {
        match self.kept.take() {
            Some(message) => Some(message),
            None => self.receiver.recv().await,
        }
    }
}

/// The rows of one table, up to the end of the transaction.
struct OneTable<'a, 'b> {
    at: usize,
    table: &'a TableShape,
    incoming: &'a mut Incoming,
    journal: &'a mut Journal,
    counter: &'a mut Counter<'b>,
    rate: Option<u64>,
    started: Instant,
    transaction: &'a mut Transaction,
}

impl Producer for OneTable<'_, '_> {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Batch>>> {
        Box::pin(async move {
            if self.transaction.is_full() {
                return Ok(None);
            }
            match self.incoming.next().await {
                Some(Message::Rows(at, batch)) if at == self.at => {
                    let progress = self.journal.tables.entry(self.table.name.clone()).or_default();
                    progress.rows += batch.rows() as u64;
                    if let Some(position) = batch.last_position() {
                        progress.position = Some(position.to_string());
                    }
                    self.transaction.bytes += batch.size();
                    self.counter.add(self.table, &batch);
                    self.throttle().await;
                    Ok(Some(batch))
                }
                other => {
                    self.incoming.kept = other;
                    Ok(None)
                }
            }
        })
    }
}

impl OneTable<'_, '_> {
    async fn throttle(&self) {
        let Some(rate) = self.rate else { return };
        let due = Duration::from_secs_f64(self.counter.bytes as f64 / rate.max(1) as f64);
        tokio::time::sleep(due.saturating_sub(self.started.elapsed())).await;
    }
}

impl Load<'_> {
    /// Writes all that the reader sends. Returns the sums of what was read, by the place in `work`.
    pub(super) async fn write_all(&mut self, work: &[(TableShape, Part)], receiver: Receiver<Message>) -> Result<Vec<Sums>> {
        let mut sums = Vec::with_capacity(work.len());
        let mut incoming = Incoming { receiver, kept: None };
        let (started, mut open): (Instant, Option<Transaction>) = (Instant::now(), None);
        while let Some(message) = incoming.next().await {
            let at = match message {
                Message::End(at, read) => {
                    self.journal.tables.entry(work[at].0.name.clone()).or_default().is_complete = true;
                    sums.push(read);
                    continue;
                }
                Message::Rows(_, batch) if batch.rows() == 0 => continue,
                Message::Rows(at, _) => {
                    incoming.kept = Some(message);
                    at
                }
            };
            let table = &work[at].0;
            if open.is_none() {
                self.target.renew(self.lock).await?;
                self.target.execute(&self.target.begin_load()).await.doing(format!("writing {}", table.name))?;
            }
            let transaction = open.get_or_insert_with(|| Transaction { began: Instant::now(), bytes: 0 });
            let (journal, counter, incoming) = (&mut *self.journal, &mut self.counter, &mut incoming);
            let mut rows = OneTable { at, table, incoming, journal, counter, rate: self.rate, started, transaction };
            self.target.write_rows(table, &mut rows).await?;
            if open.as_ref().is_some_and(Transaction::is_full) {
                self.commit().await?;
                open = None;
            }
        }
        if open.is_some() {
            self.commit().await?;
        }
        Ok(sums)
    }

    async fn commit(&mut self) -> Result<()> {
        let sql = Sql::batch([self.journal.record(), sql!("COMMIT")]);
        self.target.execute(&sql).await.doing("committing rows")?;
        self.counter.observer.notice(&CopyEvent::Committed { rows: self.counter.done });
        Ok(())
    }
}
