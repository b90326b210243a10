//! Statements on the row of a run in the journal.

use crate::db::{Sql, holder_value};
use crate::error::SqlError;
use crate::migrate::known::Known;
use crate::migrate::records::Run;
use crate::migrate::steps::Direction;
use crate::sql;
use migration::Step;

/// Record of a run on engines where DDL commits implicitly.
pub(super) struct Journal<'a> {
    pub migration: &'a Known,
    pub direction: Direction,
    pub steps: usize,
    /// Schema prefix of bookkeeping tables, for statements on the connection that runs the steps.
    pub schema: Sql,
    pub now: Sql,
}

impl Journal<'_> {
    pub fn begin(&self) -> Sql {
        sql!(
            "INSERT INTO morag_migration_runs (version, direction, state, step, steps, step_name, checksum, holder) \
             VALUES ({version}, {direction}, 'running', 0, {steps}, NULL, {checksum}, {holder})",
            version = &self.migration.version,
            direction = self.direction.as_str(),
            steps = self.steps as i64,
            checksum = &self.migration.checksum,
            holder = holder_value()
        )
    }

    /// Returns the statement that resumes a run; updates steps and checksum, which may have been edited since it began.
    pub fn start(&self, earlier: Option<&Run>, is_resumed: bool) -> Vec<Sql> {
        match earlier {
            Some(_) if is_resumed => vec![self.resume()],
            Some(_) => vec![self.end(), self.begin()],
            None => vec![self.begin()],
        }
    }

    pub fn resume(&self) -> Sql {
        sql!(
            "UPDATE morag_migration_runs SET state = 'running', error = NULL, steps = {steps}, checksum = {checksum}, holder = {holder}, \
             updated_at = {now} WHERE version = {version}",
            steps = self.steps as i64,
            checksum = &self.migration.checksum,
            holder = holder_value(),
            now = &self.now,
            version = &self.migration.version
        )
    }

    pub fn done(&self, done: usize, next: Option<&Step>) -> Sql {
        sql!(
            "UPDATE {schema}morag_migration_runs SET step = {done}, step_name = {next}, updated_at = {now} WHERE version = {version}",
            schema = &self.schema,
            done = done as i64,
            next = next.map(|step| step.name.as_str()),
            now = &self.now,
            version = &self.migration.version
        )
    }

    /// Changes the row of this run and locks it, unless another process has resumed the run. In a transaction on a cluster, it also makes
    /// the transaction conflict with a process that resumes the run later.
    pub fn fence(&self) -> Sql {
        sql!(
            "UPDATE {schema}morag_migration_runs SET updated_at = {now} WHERE version = {version} AND holder = {holder}",
            schema = &self.schema,
            now = &self.now,
            version = &self.migration.version,
            holder = holder_value()
        )
    }

    pub fn failed(&self, step: &Step, error: &SqlError) -> Sql {
        sql!(
            "UPDATE morag_migration_runs SET state = 'failed', step_name = {step}, error = {error}, updated_at = {now} WHERE version = {version}",
            step = &step.name,
            error = error.to_string(),
            now = &self.now,
            version = &self.migration.version
        )
    }

    pub fn end(&self) -> Sql {
        end_of_run(&self.migration.version)
    }
}

/// Returns the statement that deletes a run from the journal.
pub(in crate::migrate) fn end_of_run(version: &str) -> Sql {
    sql!("DELETE FROM morag_migration_runs WHERE version = {version}", version)
}
