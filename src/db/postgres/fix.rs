//! How a difference is fixed on PostgreSQL. The catalog holds what the server itself would write, so most statements
//! are made of it; tables, types and functions of the steps that made them.

use super::Postgres;
use super::types::{alter_column, alter_type, definition, list, q};
use crate::catalog::{Difference, ForeignKey, Index, Part};
use crate::db::fix::repair::{Fix, Ordered, Phase, Repair, Schemas};
use migration::Object;

impl Repair for Postgres {
    fn fixes(&self, schemas: Schemas<'_>, difference: &Difference) -> Vec<Fix> {
        fixes(schemas, difference)
    }

    fn drop_foreign_key(&self, table: &str, name: &str) -> Vec<Fix> {
        vec![drop_constraint(table, name)]
    }

    fn add_foreign_key(&self, table: &str, name: &str, key: &ForeignKey) -> Vec<Fix> {
        vec![add_key(table, name, key)]
    }

    fn creates_tables_in(&self) -> Phase {
        Phase::Tables
    }

    /// An index is a statement of its own.
    fn joins_up_to(&self) -> Option<Phase> {
        Some(Phase::Keys)
    }

    /// A label may not be used in the transaction that adds it, so types come first.
    fn script(&self, fixes: Ordered) -> Vec<String> {
        let (types, rest) = fixes.around(Phase::Renames);
        let mut all = types;
        all.push("BEGIN".into());
        all.extend(rest);
        all.push("COMMIT".into());
        all
    }
}

fn add_index(table: &str, name: &str, index: &Index) -> Fix {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let sql = match &index.detail {
        _ if index.is_constraint => format!("ALTER TABLE {} ADD CONSTRAINT {} UNIQUE ({})", q(table), q(name), list(&index.columns)),
        Some(detail) => format!("CREATE {unique}INDEX {} ON {} USING {detail}", q(name), q(table)),
        None => format!("CREATE {unique}INDEX {} ON {} ({})", q(name), q(table), index.columns.join(", ")),
    };
    Fix::new(Phase::Indexes, sql)
}

fn drop_index(table: &str, name: &str, index: &Index) -> Fix {
    let sql = if index.is_constraint {
        format!("ALTER TABLE {} DROP CONSTRAINT {}", q(table), q(name))
    } else {
        format!("DROP INDEX {}", q(name))
    };
    Fix::new(Phase::DropIndexes, sql)
}

fn drop_constraint(table: &str, name: &str) -> Fix {
    Fix::new(Phase::DropConstraints, format!("ALTER TABLE {} DROP CONSTRAINT {}", q(table), q(name)))
}

fn add_key(table: &str, name: &str, key: &ForeignKey) -> Fix {
    let action = |event: &str, action: &str| if action == "NO ACTION" { String::new() } else { format!(" ON {event} {action}") };
    let sql = format!(
        "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}){}{}",
        q(table),
        q(name),
        list(&key.columns),
        q(&key.table),
        list(&key.referenced),
        action("UPDATE", &key.on_update),
        action("DELETE", &key.on_delete)
    );
    Fix::new(Phase::ForeignKeys, sql)
}

/// What refers to `table` is in the way of replacing a key of it: dropped before, added again behind.
fn around_references(schemas: Schemas<'_>, table: &str) -> Vec<Fix> {
    let mut fixes = Vec::new();
    for (other, wanted) in &schemas.expected.tables {
        let Some(live) = schemas.live(other) else { continue };
        for (name, key) in wanted.foreign_keys.iter().filter(|(name, key)| key.table == table && live.foreign_keys.contains_key(*name)) {
            fixes.extend([drop_constraint(other, name), add_key(other, name, key)]);
        }
    }
    fixes
}

/// A difference, and the table that it is in.
struct At<'a> {
    schemas: Schemas<'a>,
    difference: &'a Difference,
    /// The table's name, quoted.
    table: String,
}

impl At<'_> {
    fn column(&self, name: &str) -> Vec<Fix> {
        let (schemas, d, t) = (self.schemas, self.difference, &self.table);
        let alter = |phase, what: String| Fix::new(phase, format!("ALTER TABLE {t} {what}"));
        match (&d.renamed_from, schemas.columns(&d.owner, name)) {
            (Some(live), _) => vec![alter(Phase::Renames, format!("RENAME COLUMN {} TO {}", q(live), q(name)))],
            (None, (Some(wanted), None)) => vec![alter(Phase::Columns, format!("ADD COLUMN {}", definition(wanted)))],
            (None, (Some(wanted), Some(live))) => {
                let mut fixes = alter_column(&d.owner, wanted, live, schemas.time_zone);
                for (owner, key_name, key) in crate::db::fix::repair::keys_around(schemas, &d.owner, name) {
                    fixes.extend([drop_constraint(&owner, &key_name), add_key(&owner, &key_name, &key)]);
                }
                fixes
            }
            // others' INSERTs must work; what it holds is not ours to throw away
            (None, (None, Some(live))) if live.is_required_on_insert() => {
                vec![alter(Phase::Columns, format!("ALTER COLUMN {} DROP NOT NULL", q(name)))]
            }
            _ => vec![alter(Phase::DropColumns, format!("DROP COLUMN {}", q(name)))],
        }
    }

    fn primary_key(&self) -> Vec<Fix> {
        let (schemas, d, t) = (self.schemas, self.difference, &self.table);
        let (wanted, live) = (schemas.wanted(&d.owner), schemas.live(&d.owner));
        let alter = |phase, what: String| Fix::new(phase, format!("ALTER TABLE {t} {what}"));
        let mut fixes = around_references(schemas, &d.owner);
        if let Some(name) = live.and_then(|l| l.primary_key_name.as_ref()) {
            fixes.push(Fix::new(Phase::DropIndexes, format!("ALTER TABLE {t} DROP CONSTRAINT {}", q(name))));
        }
        let columns: Vec<String> = wanted.map(|w| w.primary_key.iter().map(|(_, c)| c.clone()).collect()).unwrap_or_default();
        fixes.push(alter(Phase::Keys, format!("ADD PRIMARY KEY ({})", list(&columns))));
        fixes
    }

    fn index(&self, name: &str) -> Vec<Fix> {
        let (schemas, d) = (self.schemas, self.difference);
        let (wanted, live) = (schemas.wanted(&d.owner), schemas.live(&d.owner));
        let indexes = (wanted.and_then(|w| w.indexes.get(name)), live.and_then(|l| l.indexes.get(name)));
        match (&d.renamed_from, indexes) {
            (Some(live), _) => vec![Fix::new(Phase::Renames, format!("ALTER INDEX {} RENAME TO {}", q(live), q(name)))],
            (None, (Some(wanted), Some(live))) if Index { valid: true, ..live.clone() } == *wanted => {
                vec![Fix::new(Phase::Indexes, format!("REINDEX INDEX {}", q(name)))]
            }
            (None, (Some(wanted), live)) => {
                let mut fixes = if live.is_some() && wanted.unique { around_references(schemas, &d.owner) } else { Vec::new() };
                fixes.extend(live.map(|live| drop_index(&d.owner, name, live)));
                fixes.push(add_index(&d.owner, name, wanted));
                fixes
            }
            (None, (None, live)) => live.map(|live| drop_index(&d.owner, name, live)).into_iter().collect(),
        }
    }

    fn constraint(&self, name: &str) -> Vec<Fix> {
        let (schemas, d, t) = (self.schemas, self.difference, &self.table);
        let wanted = schemas.wanted(&d.owner);
        let alter = |phase, what: String| Fix::new(phase, format!("ALTER TABLE {t} {what}"));
        let is_live = d.actual.is_some();
        let rename = |live: &String| vec![alter(Phase::Renames, format!("RENAME CONSTRAINT {} TO {}", q(live), q(name)))];
        if let Some(live) = &d.renamed_from {
            return rename(live);
        }
        let actual = d.actual.as_deref().unwrap_or_default();
        let is_not_null = actual.starts_with("NOT NULL ");
        let but_for_that = actual.to_uppercase().strip_suffix(" NOT VALID").map(String::from);
        let only_unvalidated =
            is_live && but_for_that.is_some() && (is_not_null || but_for_that == d.expected.as_ref().map(|e| e.to_uppercase()));
        if only_unvalidated {
            return vec![alter(Phase::Checks, format!("VALIDATE CONSTRAINT {}", q(name)))];
        }
        let mut fixes = Vec::new();
        if is_live {
            fixes.push(drop_constraint(&d.owner, name));
        }
        if let Some(key) = wanted.and_then(|w| w.foreign_keys.get(name)) {
            fixes.push(add_key(&d.owner, name, key));
        } else if let Some(check) = wanted.and_then(|w| w.checks.get(name)) {
            fixes.push(alter(Phase::Checks, format!("ADD CONSTRAINT {} {check}", q(name))));
        }
        fixes
    }

    fn trigger(&self, name: &str) -> Vec<Fix> {
        let (d, t) = (self.difference, &self.table);
        let alter = |phase, what: String| Fix::new(phase, format!("ALTER TABLE {t} {what}"));
        let (is_wanted, is_live) = (d.expected.is_some(), d.actual.is_some());
        let (expected, actual) = (d.expected.clone().unwrap_or_default(), d.actual.clone().unwrap_or_default());
        if is_wanted && is_live && actual.starts_with(&format!("{expected} [state ")) {
            return vec![alter(Phase::Triggers, format!("ENABLE TRIGGER {}", q(name)))];
        }
        let mut fixes = Vec::new();
        if is_live {
            fixes.push(Fix::new(Phase::DropConstraints, format!("DROP TRIGGER {} ON {t}", q(name))));
        }
        if is_wanted {
            fixes.push(Fix::new(Phase::Triggers, expected));
        }
        fixes
    }

    fn setting(&self, name: &str) -> Vec<Fix> {
        let (d, t) = (self.difference, &self.table);
        let alter = |phase, what: String| Fix::new(phase, format!("ALTER TABLE {t} {what}"));
        match name {
            "persistence" => {
                let logged = if d.expected.as_deref() == Some("u") { "UNLOGGED" } else { "LOGGED" };
                vec![alter(Phase::Columns, format!("SET {logged}"))]
            }
            "row security" => vec![
                alter(Phase::Columns, "DISABLE ROW LEVEL SECURITY".into()),
                alter(Phase::Columns, "NO FORCE ROW LEVEL SECURITY".into()),
            ],
            // a partitioned table can't be turned into a plain one
            _ => Vec::new(),
        }
    }
}

fn fixes(schemas: Schemas<'_>, d: &Difference) -> Vec<Fix> {
    let t = q(&d.owner);
    let at = At { schemas, difference: d, table: t.clone() };
    match &d.part {
        Part::Table => match &d.renamed_from {
            Some(live) => vec![Fix::new(Phase::Renames, format!("ALTER TABLE {} RENAME TO {t}", q(live)))],
            None => schemas.table_steps(&d.owner),
        },
        Part::Column(name) => at.column(name),
        Part::PrimaryKey => at.primary_key(),
        Part::Index(name) => at.index(name),
        Part::ForeignKey(name) | Part::Check(name) => at.constraint(name),
        Part::Trigger(name) => at.trigger(name),
        Part::Rule(name) => vec![Fix::new(Phase::DropConstraints, format!("DROP RULE {} ON {t}", q(name)))],
        Part::Setting(name) => at.setting(name),
        Part::Type => alter_type(schemas, &d.owner),
        Part::Function => schemas.steps(Phase::Functions, |object| *object == Object::Function { name: d.owner.clone() }),
    }
}
