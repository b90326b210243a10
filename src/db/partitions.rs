//! Partitions of the tables of the archive, one for each month. The job service decides which months exist.

use super::session::Session;
use super::statement::Sql;
use crate::error::{Doing, Result, SqlError};
use migration::PARTITIONED_TABLES;
use std::collections::BTreeMap;

/// How an engine partitions a table by month.
pub(crate) trait Partitions: Sync {
    /// The query for the partitions of `table`: `month` and `name`; `None` on engines without partitions.
    fn partitions(&self, table: &str) -> Option<Sql>;
    /// Statement that adds the partition of `month` to `table`.
    fn add_partition(&self, table: &str, month: i64) -> Sql;
    /// Statement that drops the partition `name` of `table` with its rows.
    fn drop_partition(&self, table: &str, name: &str) -> Sql;
    /// Whether a month is dropped in one transaction, so that no other one can add to it meanwhile.
    fn drops_in_transaction(&self) -> bool;
}

impl Session {
    /// The partitions of `table`, by month; `None` on engines without partitions.
    pub(crate) async fn partitions(&mut self, table: &str) -> std::result::Result<Option<BTreeMap<i64, String>>, SqlError> {
        let Some(query) = self.engine().partitions(table) else { return Ok(None) };
        let rows = self.fetch(&query).await?;
        rows.iter().map(|row| Ok((row.get("month")?, row.get("name")?))).collect::<std::result::Result<_, SqlError>>().map(Some)
    }

    /// Adds the partitions of `month` to the tables that lack them. Two processes may do so at once.
    pub(crate) async fn add_partitions(&mut self, month: i64) -> std::result::Result<(), SqlError> {
        for table in PARTITIONED_TABLES {
            let has_month = |found: Option<BTreeMap<i64, String>>| found.is_none_or(|months| months.contains_key(&month));
            if has_month(self.partitions(table).await?) {
                continue;
            }
            let add = self.engine().add_partition(table, month);
            if let Err(answer) = self.execute(&add).await
                && !has_month(self.partitions(table).await?)
            {
                return Err(answer);
            }
        }
        Ok(())
    }

    /// The statements that drop the partitions of `month`; `None` on engines without partitions.
    pub(crate) async fn drop_partitions(&mut self, month: i64) -> std::result::Result<Option<Vec<Sql>>, SqlError> {
        let mut statements = Vec::new();
        for table in PARTITIONED_TABLES {
            let Some(mut found) = self.partitions(table).await? else { return Ok(None) };
            statements.extend(found.remove(&month).map(|name| self.engine().drop_partition(table, &name)));
        }
        Ok(Some(statements))
    }

    /// Whether a month is dropped in one transaction.
    pub(crate) fn drops_in_transaction(&self) -> bool {
        self.engine().drops_in_transaction()
    }

    /// Adds partitions for `months`.
    pub(crate) async fn add_partitions_of(&mut self, months: &[i64]) -> Result<()> {
        for month in months {
            self.add_partitions(*month).await.doing("adding partitions to the archive")?;
        }
        Ok(())
    }
}
