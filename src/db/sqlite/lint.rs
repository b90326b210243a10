//! What statements do to tables and to those who use them, on SQLite: there is one writer at a time anyway.

use super::Sqlite;
use crate::db::lint::{Breach, Lint, Rule, Words};

impl Lint for Sqlite {
    fn of_action(&self, action: Words<'_>) -> Option<Breach> {
        let reason = "writes all rows again; other writers wait until the migration ends";
        action.begins(&["DROP"]).then(|| Breach::new(Rule::TableRewrite, reason))
    }

    fn of_index(&self, _: Option<&'static str>, _: bool) -> Option<Breach> {
        None
    }

    fn of_other(&self, _: Words<'_>) -> Option<Breach> {
        None
    }

    fn renames_without_to(&self) -> bool {
        false
    }

    fn others_than_columns(&self) -> &'static [&'static str] {
        &["CONSTRAINT"]
    }

    fn unknown_rules(&self) -> &'static [Rule] {
        &[Rule::IndexNotConcurrent, Rule::BlockingLock]
    }
}
