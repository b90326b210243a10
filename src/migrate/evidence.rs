//! Evidence of what a run created, stored with its journal on engines where DDL commits implicitly. That an object exists
//! proves nothing, because another tool may have created it; it counts as created by the run if it was absent before.

use super::known::{Known, checksum};
use super::records::Run;
use crate::db::{Name, Session, Sql};
use crate::error::{Error, Result};
use crate::sql;
use migration::{Object, SETTINGS_TABLE, Step};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Evidence of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Objects that were absent before the run reached the steps that create them.
    #[serde(default)]
    absent: Vec<Object>,
    /// Run down: identity, at its start, of each table that it drops.
    #[serde(default)]
    identities: BTreeMap<String, String>,
    /// Run down that undoes an unfinished run up: the only objects that it may drop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    only: Option<Vec<Object>>,
    /// Checksum of each step; empty if written by an older binary.
    #[serde(default)]
    steps: Vec<String>,
}

/// Returns the name of the settings row with the evidence of a run.
fn setting(version: &str) -> String {
    format!("run:{version}")
}

impl Evidence {
    /// Records, before the first step of a run up, which of the objects that it creates are absent.
    pub(super) async fn before_up(session: &mut Session, steps: &[Step]) -> Result<Evidence> {
        let mut evidence = Evidence::default();
        evidence.extend(session, steps).await?;
        Ok(evidence)
    }

    /// Adds objects that were not checked yet; the steps may have been edited since the run began.
    pub(super) async fn extend(&mut self, session: &mut Session, steps: &[Step]) -> Result<()> {
        let new = |object: &&Object| !self.absent.contains(object);
        let objects: Vec<Object> = steps.iter().filter_map(Step::creates_object).filter(new).cloned().collect();
        let present = session.existing(&objects).await?;
        self.absent.extend(objects.into_iter().filter(|object| !present.contains(object)));
        Ok(())
    }

    /// Gathers evidence before the first step of a run down. After an unfinished run up, only what that run created may be
    /// dropped.
    pub(super) async fn before_down(session: &mut Session, migration: &Known, unfinished: Option<(&Run, Evidence)>) -> Result<Evidence> {
        let only = match unfinished {
            Some((run, evidence)) if run.direction == "up" => Some(evidence.created_by(run, &migration.up)),
            _ => None,
        };
        let tables = migration.down.iter().flatten().filter_map(Step::drops_object).filter_map(|object| match object {
            Object::Table { name } => Some(name.clone()),
            _ => None,
        });
        let identities = session.table_identities(&tables.collect::<Vec<_>>()).await?;
        Ok(Evidence { identities, only, ..Evidence::default() })
    }

    /// Returns the objects that an unfinished run up created: those of the steps recorded as done, and that of the next step if
    /// it was absent before.
    pub(super) fn created_by(&self, run: &Run, up: &[Step]) -> Vec<Object> {
        let objects = up.iter().enumerate().filter_map(|(at, step)| step.creates_object().map(|object| (at, object)));
        let is_ours = |(at, object): &(usize, &Object)| *at < run.done || (*at == run.done && self.absent.contains(object));
        objects.filter(is_ours).map(|(_, object)| object.clone()).collect()
    }

    /// Whether `object` was absent before this run up; if it exists now, the run created it.
    pub(super) fn was_absent(&self, object: &Object) -> bool {
        self.absent.contains(object)
    }

    /// Whether the run down may run `step`; drops of objects that it may not drop are skipped.
    pub(super) fn permits(&self, step: &Step) -> bool {
        match (&self.only, step.drops_object()) {
            (Some(only), Some(object)) => only.contains(object),
            _ => true,
        }
    }

    /// Stores the checksums of the present steps.
    pub(super) fn note_steps(&mut self, steps: &[Step]) {
        self.steps = steps.iter().map(|step| checksum(std::slice::from_ref(step))).collect();
    }

    /// Returns an error if one of the first `done` steps was edited after it was run, because it would count as done.
    pub(super) fn refuse_edited(&self, migration: &Known, steps: &[Step], done: usize) -> Result<()> {
        let edited = |at: &usize| {
            let now = steps.get(*at).map(|step| checksum(std::slice::from_ref(step)));
            self.steps.get(*at).is_some_and(|before| now.as_ref() != Some(before))
        };
        let Some(at) = (0..done).find(edited) else { return Ok(()) };
        Err(Error::refused(
            format!(
                "step {} of migration {} was run already, and the file has another statement there now; nothing was changed",
                at + 1,
                migration.version
            ),
            "put the steps that were run back as they were and change the later ones, or undo the run: morag-db migrate repair --roll-back",
        ))
    }

    /// Whether it is the evidence of a run down that undoes an unfinished run up.
    pub(super) fn is_partial(&self) -> bool {
        self.only.is_some()
    }

    /// Whether the table that `step` drops was created after the run down began.
    pub(super) async fn is_another_table(&self, session: &mut Session, step: &Step) -> Result<bool> {
        let Some(Object::Table { name }) = step.drops_object() else { return Ok(false) };
        let now = session.table_identities(std::slice::from_ref(name)).await?;
        Ok(now.get(name).is_some_and(|identity| self.identities.get(name) != Some(identity)))
    }

    /// Updates the table identities after the migration itself has altered a table, which makes it look new.
    pub(super) async fn note_altered(&mut self, session: &mut Session) -> Result<()> {
        let names: Vec<String> = self.identities.keys().cloned().collect();
        self.identities = session.table_identities(&names).await?;
        Ok(())
    }

    /// Returns the statements that store the evidence; run them in one transaction with the run's record.
    pub(super) fn record(&self, version: &str) -> Vec<Sql> {
        let value = serde_json::to_string(self).unwrap_or_default();
        let insert = sql!(
            "INSERT INTO {table} (name, value) VALUES ({name}, {value})",
            table = Name::of(SETTINGS_TABLE),
            name = setting(version),
            value
        );
        vec![Evidence::forget(version), insert]
    }

    /// Returns the statement that deletes the evidence at the end of the run.
    pub(super) fn forget(version: &str) -> Sql {
        sql!("DELETE FROM {table} WHERE name = {name}", table = Name::of(SETTINGS_TABLE), name = setting(version))
    }
}
