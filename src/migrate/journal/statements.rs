//! Statements on the row of a run in the journal.

use crate::db::{Sql, holder_value};
use crate::error::SqlError;
use crate::migrate::known::Known;
use crate::migrate::records::Run;
use crate::migrate::steps::Direction;
use crate::sql;
use migration::Step;

/// Record of a run on engines where DDL commits implicitly. On a cluster, another process may resume the run: then the statements of
/// this one change no row.
pub(super) struct Journal<'a> {
    pub migration: &'a Known,
    pub direction: Direction,
    pub steps: usize,
    /// Schema prefix of bookkeeping tables, for statements on the connection that runs the steps.
    pub schema: Sql,
    pub now: Sql,
    /// Identifies this run in the holder's name. ASCII, because a site migration may change the character set of its connection.
    token: String,
}

impl<'a> Journal<'a> {
    pub fn new(migration: &'a Known, direction: Direction, steps: usize, schema: Sql, now: Sql) -> Journal<'a> {
        let token = uuid::Uuid::new_v4().simple().to_string().split_off(20);
        Journal { migration, direction, steps, schema, now, token }
    }

    fn holder(&self) -> String {
        let name: String = holder_value().chars().take(200).collect();
        format!("{name} (run {})", self.token)
    }

    /// The condition on the row of this run, false if another process has resumed it.
    fn is_ours(&self) -> Sql {
        let holder = format!("%(run {})", self.token);
        sql!("version = {version} AND holder LIKE {holder}", version = &self.migration.version, holder)
    }

    fn begin(&self) -> Sql {
        sql!(
            "INSERT INTO morag_migration_runs (version, direction, state, step, steps, step_name, checksum, holder) \
             VALUES ({version}, {direction}, 'running', 0, {steps}, NULL, {checksum}, {holder})",
            version = &self.migration.version,
            direction = self.direction.as_str(),
            steps = self.steps as i64,
            checksum = &self.migration.checksum,
            holder = self.holder()
        )
    }

    /// Returns the statement that begins or resumes a run, and those that follow it. It updates steps and checksum, which may have been
    /// edited since the run began. It changes no row if `earlier` is no longer the state of the run.
    pub fn start(&self, earlier: Option<&Run>, is_resumed: bool) -> (Sql, Vec<Sql>) {
        match earlier {
            Some(run) if is_resumed => (self.resume(run), Vec::new()),
            Some(run) => (end_of_run(run), vec![self.begin()]),
            None => (self.begin(), Vec::new()),
        }
    }

    fn resume(&self, earlier: &Run) -> Sql {
        sql!(
            "UPDATE morag_migration_runs SET state = 'running', error = NULL, steps = {steps}, checksum = {checksum}, holder = {holder}, \
             updated_at = {now} WHERE {is_same}",
            steps = self.steps as i64,
            checksum = &self.migration.checksum,
            holder = self.holder(),
            now = &self.now,
            is_same = is_at(earlier)
        )
    }

    pub fn done(&self, done: usize, next: Option<&Step>) -> Sql {
        sql!(
            "UPDATE {schema}morag_migration_runs SET step = {done}, step_name = {next}, updated_at = {now} WHERE {is_ours}",
            schema = &self.schema,
            done = done as i64,
            next = next.map(|step| step.name.as_str()),
            now = &self.now,
            is_ours = self.is_ours()
        )
    }

    /// Changes and locks the row of this run. In a transaction on a cluster, this also makes the transaction conflict with a process that
    /// resumes the run later.
    pub fn fence(&self) -> Sql {
        sql!(
            "UPDATE {schema}morag_migration_runs SET updated_at = {now} WHERE {is_ours}",
            schema = &self.schema,
            now = &self.now,
            is_ours = self.is_ours()
        )
    }

    pub fn failed(&self, step: &Step, error: &SqlError) -> Sql {
        sql!(
            "UPDATE morag_migration_runs SET state = 'failed', step_name = {step}, error = {error}, updated_at = {now} WHERE {is_ours}",
            step = &step.name,
            error = error.to_string(),
            now = &self.now,
            is_ours = self.is_ours()
        )
    }

    pub fn end(&self) -> Sql {
        sql!("DELETE FROM morag_migration_runs WHERE {is_ours}", is_ours = self.is_ours())
    }
}

/// The condition that the row of a run is still as it was read.
fn is_at(run: &Run) -> Sql {
    sql!(
        "version = {version} AND holder = {holder} AND step = {step}",
        version = &run.version,
        holder = &run.holder,
        step = run.done as i64
    )
}

/// Returns the statement that deletes a run from the journal, if it is still as it was read.
pub(in crate::migrate) fn end_of_run(run: &Run) -> Sql {
    sql!("DELETE FROM morag_migration_runs WHERE {is_same}", is_same = is_at(run))
}
