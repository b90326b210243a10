//! How a difference is fixed on MySQL and MariaDB. A column is restated as a whole, since MODIFY forgets what it is not
//! told.

use super::MySql;
use crate::catalog::{Column, Difference, ForeignKey, Index, Part, Table};
use crate::db::fix::repair::{Fix, Ordered, Phase, Repair, Schemas};
use migration::Backend;

impl Repair for MySql {
    fn fixes(&self, schemas: Schemas<'_>, difference: &Difference) -> Vec<Fix> {
        fixes(self.is_mariadb, schemas, difference)
    }

    fn drop_foreign_key(&self, table: &str, name: &str) -> Vec<Fix> {
        vec![drop_key(table, name)]
    }

    fn add_foreign_key(&self, table: &str, name: &str, key: &ForeignKey) -> Vec<Fix> {
        vec![add_key(table, name, key)]
    }

    /// A new table is refused if its keys refer to columns of another collation: these are altered first.
    fn creates_tables_in(&self) -> Phase {
        Phase::Checks
    }

    fn joins_up_to(&self) -> Option<Phase> {
        Some(Phase::Indexes)
    }

    /// A key that is added must be checked against the rows; what comes before would only be hindered by keys.
    fn script(&self, fixes: Ordered) -> Vec<String> {
        let (before, rest) = fixes.around(Phase::ForeignKeys);
        let mut all = vec!["SET NAMES utf8mb4".into(), "SET SESSION foreign_key_checks = 0".into()];
        all.extend(before);
        all.push("SET SESSION foreign_key_checks = 1".into());
        all.extend(rest);
        all
    }
}

fn q(name: &str) -> String {
    Backend::MySql.quote(name)
}

fn list(names: &[String]) -> String {
    names.iter().map(|n| q(n)).collect::<Vec<_>>().join(", ")
}

/// `utf8mb4` of `utf8mb4_bin`.
fn charset(collation: &str) -> &str {
    collation.split('_').next().unwrap_or(collation)
}

fn default(is_mariadb: bool, column: &Column) -> Option<String> {
    let text = column.default.as_ref()?;
    let is_now = text.to_ascii_lowercase().starts_with("current_timestamp");
    // MariaDB quotes literals
    let is_expression = if is_mariadb {
        !(text.starts_with('\'') || text.parse::<f64>().is_ok())
    } else {
        column.extra.as_deref().is_some_and(|e| e.contains("default_generated"))
    };
    Some(match (is_now, is_expression) {
        (true, _) => text.clone(),
        (false, true) => format!("({text})"),
        (false, false) if is_mariadb => text.clone(),
        (false, false) => Backend::MySql.literal(text),
    })
}

fn definition(is_mariadb: bool, table: &Table, column: &Column) -> String {
    let mut words = vec![q(&column.name), column.ty.clone()];
    if let Some(collation) = &column.collation {
        words.push(format!("CHARACTER SET {} COLLATE {collation}", charset(collation)));
    }
    words.push(if column.nullable { "NULL" } else { "NOT NULL" }.into());
    words.extend(default(is_mariadb, column).map(|d| format!("DEFAULT {d}")));
    if let Some(at) = column.extra.as_deref().and_then(|e| e.find("on update")) {
        words.push(column.extra.as_deref().unwrap_or_default()[at..].to_string());
    }
    // MariaDB's check of a column itself bears the column's name, and is forgotten unless it is restated
    if is_mariadb && let Some(check) = table.checks.get(&column.name) {
        words.push(format!("CHECK ({check})"));
    }
    words.join(" ")
}

fn index_definition(name: &str, index: &Index) -> String {
    let part = |column: &String| {
        let end = column.find(['(', ' ']).unwrap_or(column.len());
        if column.starts_with('(') { column.clone() } else { format!("{}{}", q(&column[..end]), &column[end..]) }
    };
    let columns = index.columns.iter().map(part).collect::<Vec<_>>().join(", ");
    format!("{}INDEX {} ({columns})", if index.unique { "UNIQUE " } else { "" }, q(name))
}

fn key_definition(name: &str, key: &ForeignKey) -> String {
    let action = |event: &str, action: &str| if action == "NO ACTION" { String::new() } else { format!(" ON {event} {action}") };
    format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}){}{}",
        q(name),
        list(&key.columns),
        q(&key.table),
        list(&key.referenced),
        action("UPDATE", &key.on_update),
        action("DELETE", &key.on_delete)
    )
}

fn drop_key(table: &str, name: &str) -> Fix {
    Fix::new(Phase::DropConstraints, format!("ALTER TABLE {} DROP FOREIGN KEY {}", q(table), q(name)))
}

fn add_key(table: &str, name: &str, key: &ForeignKey) -> Fix {
    Fix::new(Phase::ForeignKeys, format!("ALTER TABLE {} ADD {}", q(table), key_definition(name, key)))
}

/// A difference, and the table that it is in.
struct At<'a> {
    is_mariadb: bool,
    schemas: Schemas<'a>,
    difference: &'a Difference,
    /// The table's name, quoted.
    table: String,
}

impl At<'_> {
    fn column(&self, name: &str) -> Vec<Fix> {
        let (schemas, d, t) = (self.schemas, self.difference, &self.table);
        let is_mariadb = self.is_mariadb;
        let live = schemas.live(&d.owner);
        let table = schemas.wanted(&d.owner).cloned().unwrap_or_default();
        let alter = |phase, what: String| Fix::new(phase, format!("ALTER TABLE {t} {what}"));
        match (&d.renamed_from, schemas.columns(&d.owner, name)) {
            (Some(live), _) => vec![alter(Phase::Renames, format!("RENAME COLUMN {} TO {}", q(live), q(name)))],
            (None, (Some(wanted), None)) => vec![alter(Phase::Columns, format!("ADD COLUMN {}", definition(is_mariadb, &table, wanted)))],
            (None, (Some(wanted), Some(live))) if wanted.generated.is_none() && live.generated.is_some() => {
                // its values are computed: nothing is lost
                let add = format!("ADD COLUMN {}", definition(is_mariadb, &table, wanted));
                vec![Fix {
                    phase: Phase::Columns,
                    place: 0,
                    statements: vec![format!("ALTER TABLE {t} DROP COLUMN {}", q(name)), format!("ALTER TABLE {t} {add}")],
                }]
            }
            (None, (Some(wanted), Some(_))) => {
                let mut fixes = vec![alter(Phase::Columns, format!("MODIFY COLUMN {}", definition(is_mariadb, &table, wanted)))];
                // error 1832 on MariaDB, 3780 on MySQL
                for (owner, key_name, key) in crate::db::fix::repair::keys_around(schemas, &d.owner, name) {
                    fixes.extend([drop_key(&owner, &key_name), add_key(&owner, &key_name, &key)]);
                }
                fixes
            }
            // others' INSERTs must work; what it holds is not ours to throw away
            (None, (None, Some(extra))) if extra.is_required_on_insert() => {
                let open = Column { nullable: true, ..extra.clone() };
                let owner = live.cloned().unwrap_or_default();
                vec![alter(Phase::Columns, format!("MODIFY COLUMN {}", definition(is_mariadb, &owner, &open)))]
            }
            _ => vec![alter(Phase::DropColumns, format!("DROP COLUMN {}", q(name)))],
        }
    }

    fn primary_key(&self) -> Vec<Fix> {
        let (schemas, d, t) = (self.schemas, self.difference, &self.table);
        let live = schemas.live(&d.owner);
        let table = schemas.wanted(&d.owner).cloned().unwrap_or_default();
        let alter = |phase, what: String| Fix::new(phase, format!("ALTER TABLE {t} {what}"));
        let columns: Vec<String> = table.primary_key.iter().map(|(_, c)| c.clone()).collect();
        let drop = if live.is_some_and(|l| l.primary_key.is_empty()) { "" } else { "DROP PRIMARY KEY, " };
        vec![alter(Phase::Keys, format!("{drop}ADD PRIMARY KEY ({})", list(&columns)))]
    }

    fn index(&self, name: &str) -> Vec<Fix> {
        let (schemas, d, t) = (self.schemas, self.difference, &self.table);
        let is_mariadb = self.is_mariadb;
        let live = schemas.live(&d.owner);
        let table = schemas.wanted(&d.owner).cloned().unwrap_or_default();
        let alter = |phase, what: String| Fix::new(phase, format!("ALTER TABLE {t} {what}"));
        let indexes = (table.indexes.get(name), live.and_then(|l| l.indexes.get(name)));
        match (&d.renamed_from, indexes) {
            (Some(live), _) => vec![alter(Phase::Renames, format!("RENAME INDEX {} TO {}", q(live), q(name)))],
            (None, (Some(wanted), Some(live))) if Index { detail: None, ..live.clone() } == *wanted => {
                let visible = if is_mariadb { "NOT IGNORED" } else { "VISIBLE" };
                vec![alter(Phase::Indexes, format!("ALTER INDEX {} {visible}", q(name)))]
            }
            // in one statement: a foreign key may need it
            (None, (Some(wanted), Some(_))) => {
                vec![alter(Phase::Indexes, format!("DROP INDEX {}, ADD {}", q(name), index_definition(name, wanted)))]
            }
            (None, (Some(wanted), None)) => vec![alter(Phase::Indexes, format!("ADD {}", index_definition(name, wanted)))],
            (None, (None, _)) => vec![alter(Phase::DropIndexes, format!("DROP INDEX {}", q(name)))],
        }
    }

    fn foreign_key(&self, name: &String) -> Vec<Fix> {
        let (schemas, d, t) = (self.schemas, self.difference, &self.table);
        let table = schemas.wanted(&d.owner).cloned().unwrap_or_default();
        let alter = |phase, what: String| Fix::new(phase, format!("ALTER TABLE {t} {what}"));
        let drop = d.renamed_from.as_ref().or(d.actual.as_ref().map(|_| name));
        let mut fixes: Vec<Fix> =
            drop.map(|live| alter(Phase::DropConstraints, format!("DROP FOREIGN KEY {}", q(live)))).into_iter().collect();
        fixes.extend(table.foreign_keys.get(name).map(|key| alter(Phase::ForeignKeys, format!("ADD {}", key_definition(name, key)))));
        fixes
    }

    fn check(&self, name: &String) -> Vec<Fix> {
        let (schemas, d, t) = (self.schemas, self.difference, &self.table);
        let is_mariadb = self.is_mariadb;
        let table = schemas.wanted(&d.owner).cloned().unwrap_or_default();
        let alter = |phase, what: String| Fix::new(phase, format!("ALTER TABLE {t} {what}"));
        let live_name = d.renamed_from.as_ref().unwrap_or(name);
        let of_column = |name: &str| is_mariadb && table.columns.iter().any(|c| c.name == name);
        if let Some(column) = table.columns.iter().find(|c| c.name == *name && of_column(name)) {
            let mut fixes = vec![alter(Phase::Columns, format!("MODIFY COLUMN {}", definition(is_mariadb, &table, column)))];
            if d.renamed_from.is_some() {
                fixes.push(alter(Phase::DropConstraints, format!("DROP CONSTRAINT {}", q(live_name))));
            }
            return fixes;
        }
        let only_unenforced = d.actual.as_deref().and_then(|a| a.strip_suffix(" [not enforced]")) == d.expected.as_deref();
        if only_unenforced && d.expected.is_some() {
            return vec![alter(Phase::Checks, format!("ALTER CHECK {} ENFORCED", q(name)))];
        }
        let mut fixes = Vec::new();
        if d.actual.is_some() {
            fixes.push(alter(Phase::DropConstraints, format!("DROP CONSTRAINT {}", q(live_name))));
        }
        fixes.extend(table.checks.get(name).map(|c| alter(Phase::Checks, format!("ADD CONSTRAINT {} CHECK ({c})", q(name)))));
        fixes
    }

    fn setting(&self, name: &str) -> Vec<Fix> {
        let (d, t) = (self.difference, &self.table);
        let alter = |phase, what: String| Fix::new(phase, format!("ALTER TABLE {t} {what}"));
        match (name, &d.expected) {
            ("engine", Some(engine)) => vec![alter(Phase::Columns, format!("ENGINE = {engine}"))],
            ("collation", Some(c)) => vec![alter(Phase::Columns, format!("DEFAULT CHARACTER SET {} COLLATE {c}", charset(c)))],
            _ => Vec::new(),
        }
    }
}

fn fixes(is_mariadb: bool, schemas: Schemas<'_>, d: &Difference) -> Vec<Fix> {
    let t = q(&d.owner);
    let at = At { is_mariadb, schemas, difference: d, table: t.clone() };
    match &d.part {
        Part::Table => match &d.renamed_from {
            Some(live) => vec![Fix::new(Phase::Renames, format!("RENAME TABLE {} TO {t}", q(live)))],
            None => schemas.table_steps(&d.owner),
        },
        Part::Column(name) => at.column(name),
        Part::PrimaryKey => at.primary_key(),
        Part::Index(name) => at.index(name),
        Part::ForeignKey(name) => at.foreign_key(name),
        Part::Check(name) => at.check(name),
        Part::Trigger(name) => {
            let drop = d.actual.as_ref().map(|_| Fix::new(Phase::DropConstraints, format!("DROP TRIGGER {}", q(name))));
            drop.into_iter().collect()
        }
        Part::Setting(name) => at.setting(name),
        // neither exists here
        Part::Rule(_) | Part::Type | Part::Function => Vec::new(),
    }
}
