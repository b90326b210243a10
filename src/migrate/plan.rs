//! Computes what to do from the known migrations and the history. No database access.

use super::history::History;
use super::known::{Known, Stream};
use super::records::RunState;
use crate::db::Sql;
use crate::error::{Error, Result};
use migration::{Backend, Step};
use serde::Serialize;
use std::cmp::Ordering;

/// State of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Applied, with the expected checksum.
    Applied,
    /// Not applied yet.
    Pending,
    /// Running, or interrupted by a kill; the next `migrate up` continues it.
    Running,
    /// Failed and left changes behind; needs `migrate repair`.
    Failed,
    /// Edited after it was applied.
    Modified,
    /// Applied, but unknown to this binary: the database is newer, or a site file is missing.
    Unknown,
    /// Pending, although a later migration of the same stream is applied.
    OutOfOrder,
    /// Recorded by another tool, without a checksum.
    Foreign,
}

/// One line of `migrate status`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The migration.
    pub version: String,
    /// What it does.
    pub description: String,
    /// Source of the migration; `None` if it is unknown to this binary.
    pub stream: Option<Stream>,
    /// State of the migration.
    pub state: State,
    /// Time of application, RFC 3339 in UTC.
    pub applied_at: Option<String>,
    /// Duration in milliseconds.
    pub execution_ms: Option<i64>,
    /// Details of a failed or unfinished run.
    pub note: Option<String>,
}

/// Comparison of the history with the known migrations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// All migrations (applied, pending or unknown), in order.
    pub entries: Vec<Entry>,
}

impl Assessment {
    /// Returns the versions in `state`.
    pub fn in_state(&self, state: State) -> Vec<&str> {
        self.entries.iter().filter(|e| e.state == state).map(|e| e.version.as_str()).collect()
    }

    /// Returns the number of migrations to apply.
    pub fn pending(&self) -> usize {
        self.entries.iter().filter(|e| matches!(e.state, State::Pending | State::OutOfOrder | State::Running)).count()
    }

    /// Returns the newest applied built-in version; `None` if there is none.
    pub fn built_in_version(&self) -> Option<&str> {
        let applied =
            |e: &&Entry| e.stream == Some(Stream::BuiltIn) && matches!(e.state, State::Applied | State::Modified | State::Foreign);
        self.entries.iter().rfind(applied).map(|e| e.version.as_str())
    }
}

fn by_number(a: &str, b: &str) -> Ordering {
    match (a.parse::<u64>(), b.parse::<u64>()) {
        (Ok(x), Ok(y)) => x.cmp(&y).then_with(|| a.cmp(b)),
        _ => a.cmp(b),
    }
}

/// Compares the history with the known migrations.
pub fn assess(known: &[Known], history: &History) -> Assessment {
    let newest = |stream: Stream| {
        known
            .iter()
            .filter(|k| k.stream == stream && history.find(&k.version).is_some())
            .map(|k| k.version.as_str())
            .max_by(|a, b| by_number(a, b))
    };
    let newest = [newest(Stream::BuiltIn), newest(Stream::Site)];
    let mut entries: Vec<Entry> = known
        .iter()
        .map(|k| {
            let applied = history.find(&k.version);
            let run = history.run(&k.version);
            let is_late = newest[k.stream as usize].is_some_and(|n| by_number(&k.version, n) == Ordering::Less);
            let state = match (applied, run) {
                (_, Some(run)) if run.state == RunState::Failed => State::Failed,
                (_, Some(_)) => State::Running,
                (Some(a), None) => match &a.checksum {
                    None => State::Foreign,
                    Some(sum) if *sum == k.checksum => State::Applied,
                    Some(_) => State::Modified,
                },
                (None, None) if is_late => State::OutOfOrder,
                (None, None) => State::Pending,
            };
            let note = run.map(|r| {
                let step = r.step_name.as_deref().unwrap_or("?");
                let error = r.error.as_ref().map(|e| format!(": {e}")).unwrap_or_default();
                format!("{} at step {} of {} ({step}) by {}{error}", r.direction, (r.done + 1).min(r.steps), r.steps, r.holder)
            });
            Entry {
                version: k.version.clone(),
                description: k.description.clone(),
                stream: Some(k.stream),
                state,
                applied_at: applied.and_then(|a| a.applied_at.clone()),
                execution_ms: applied.and_then(|a| a.execution_ms),
                note,
            }
        })
        .collect();
    entries.extend(history.applied.iter().filter(|a| !known.iter().any(|k| k.version == a.version)).map(|a| Entry {
        version: a.version.clone(),
        description: a.description.clone().unwrap_or_default(),
        stream: None,
        state: State::Unknown,
        applied_at: a.applied_at.clone(),
        execution_ms: a.execution_ms,
        note: None,
    }));
    entries.sort_by(|a, b| by_number(&a.version, &b.version));
    Assessment { entries }
}

/// Target of a migration run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// The newest version.
    #[default]
    Newest,
    /// Up to and including this version; or down to it, which stays applied.
    Version(String),
    /// This number of migrations.
    Steps(usize),
}

/// Whether two texts mean the same version: `3` and `003` do.
pub(super) fn same_version(a: &str, b: &str) -> bool {
    by_number(a, b) == Ordering::Equal || matches!((a.parse::<u64>(), b.parse::<u64>()), (Ok(x), Ok(y)) if x == y)
}

/// Returns the migrations that `migrate up` has to apply to reach `target`, in order.
pub fn pending<'a>(known: &'a [Known], history: &History, target: &Target) -> Result<Vec<&'a Known>> {
    let all = known.iter().filter(|k| history.find(&k.version).is_none());
    Ok(match target {
        Target::Newest => all.collect(),
        Target::Steps(n) => all.take(*n).collect(),
        Target::Version(wanted) => {
            let Some(goal) = known.iter().find(|k| same_version(&k.version, wanted)) else {
                let versions = known.iter().map(|k| k.version.as_str()).collect::<Vec<_>>().join(", ");
                return Err(Error::configuration(format!("there is no migration {wanted}: known are {versions}")));
            };
            all.filter(|k| by_number(&k.version, &goal.version) != Ordering::Greater).collect()
        }
    })
}

/// Part of a script: a migration, or the bookkeeping tables before the first.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Version of the migration; empty for the bookkeeping tables.
    pub version: String,
    /// What it does.
    pub description: String,
    /// Its steps, followed by the record.
    pub steps: Vec<Step>,
}

/// Returns the SQL that brings a database with this `history` to `target`. It does not record each step in
/// `morag_migration_runs`, as `migrate up` does on MySQL and MariaDB.
pub fn script(backend: Backend, known: &[Known], history: &History, target: &Target) -> Result<Vec<Planned>> {
    let pending = pending(known, history, target)?;
    let mut script = Vec::new();
    let tables = &history.overview.tables;
    let mut bookkeeping = Vec::new();
    if migration::BOOKKEEPING_TABLES.iter().any(|table| !tables.contains_key(*table)) {
        bookkeeping.extend(migration::create_bookkeeping(backend));
    }
    if tables.get("schema_migrations").is_some_and(|columns| *columns < 2) {
        bookkeeping.extend(migration::bookkeeping_upgrade(backend));
    }
    if !bookkeeping.is_empty() && !pending.is_empty() {
        script.push(Planned { version: String::new(), description: "bookkeeping".into(), steps: bookkeeping });
    }
    for migration in pending {
        let mut steps = migration.up.clone();
        steps.push(Step::repeatable("record", super::steps::record(&Sql::default(), migration, None).render(backend)));
        script.push(Planned { version: migration.version.clone(), description: migration.description.clone(), steps });
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::super::records::{Applied, Run};
    use super::*;

    fn migration(version: &str, stream: Stream) -> Known {
        Known {
            stream,
            version: version.into(),
            description: String::new(),
            up: Vec::new(),
            down: None,
            checksum: format!("sum {version}"),
            is_transactional: true,
            path: None,
        }
    }

    fn ours() -> Vec<Known> {
        let mut all: Vec<Known> = ["001", "002", "006"].map(|v| migration(v, Stream::BuiltIn)).into();
        all.extend(["1001", "1002"].map(|v| migration(v, Stream::Site)));
        all
    }

    fn applied(versions: &[(&str, Option<&str>)]) -> History {
        let applied = |(version, sum): &(&str, Option<&str>)| Applied {
            version: version.to_string(),
            applied_at: None,
            description: None,
            checksum: sum.map(Into::into),
            execution_ms: None,
        };
        History { applied: versions.iter().map(applied).collect(), ..History::default() }
    }

    fn states(history: &History) -> Vec<(String, State)> {
        assess(&ours(), history).entries.into_iter().map(|e| (e.version, e.state)).collect()
    }

    #[test]
    fn a_new_built_in_behind_a_site_migration_is_not_out_of_order() {
        let history = applied(&[("001", Some("sum 001")), ("002", Some("sum 002")), ("1001", Some("sum 1001"))]);
        let want = [State::Applied, State::Applied, State::Pending, State::Applied, State::Pending];
        assert_eq!(states(&history).into_iter().map(|(_, s)| s).collect::<Vec<_>>(), want);
    }

    #[test]
    fn late_edited_unknown_and_foreign_ones_are_told_apart() {
        let history = applied(&[("002", Some("edited")), ("006", None), ("007", Some("x")), ("1002", Some("sum 1002"))]);
        let want = [
            ("001", State::OutOfOrder),
            ("002", State::Modified),
            ("006", State::Foreign),
            ("007", State::Unknown),
            ("1001", State::OutOfOrder),
            ("1002", State::Applied),
        ];
        assert_eq!(states(&history), want.map(|(v, s)| (v.to_string(), s)));
    }

    #[test]
    fn a_run_that_did_not_end_shows_before_anything_else() {
        let run = |state| Run {
            version: "001".into(),
            direction: "up".into(),
            state,
            done: 1,
            steps: 3,
            step_name: Some("create table x".into()),
            checksum: String::new(),
            error: None,
            holder: "me".into(),
        };
        for (state, shown) in [(RunState::Running, State::Running), (RunState::Failed, State::Failed)] {
            let history = History { runs: vec![run(state)], ..History::default() };
            assert_eq!(states(&history)[0].1, shown);
        }
    }

    #[test]
    fn targets_are_reached_and_no_more() {
        let versions = |target: Target| {
            pending(&ours(), &applied(&[("001", None)]), &target).map(|v| v.iter().map(|k| k.version.clone()).collect::<Vec<_>>())
        };
        assert_eq!(versions(Target::Steps(1)).unwrap(), ["002"]);
        assert_eq!(versions(Target::Version("6".into())).unwrap(), ["002", "006"]);
        assert_eq!(versions(Target::Newest).unwrap(), ["002", "006", "1001", "1002"]);
        assert!(versions(Target::Version("99".into())).is_err());
    }
}
