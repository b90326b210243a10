//! How a difference is fixed on PostgreSQL. The catalog holds what the server itself would write, so most statements
//! are made of it; tables, types and functions of the steps that made them.

use super::Postgres;
use crate::catalog::{Column, Difference, ForeignKey, Index, Part};
use crate::db::fix::repair::{Fix, Ordered, Phase, Repair, Schemas};
use migration::{Backend, Object};

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

fn q(name: &str) -> String {
    Backend::Postgres.quote(name)
}

fn list(names: &[String]) -> String {
    names.iter().map(|n| q(n)).collect::<Vec<_>>().join(", ")
}

fn definition(column: &Column) -> String {
    let collation = column.collation.as_ref().map(|c| format!(" COLLATE {c}")).unwrap_or_default();
    let default = column.default.as_ref().map(|d| format!(" DEFAULT {d}")).unwrap_or_default();
    format!("{} {}{collation}{default}{}", q(&column.name), column.ty, if column.nullable { "" } else { " NOT NULL" })
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

fn alter_column(table: &str, wanted: &Column, live: &Column, time_zone: &str) -> Vec<Fix> {
    let column = q(&wanted.name);
    let alter = |what: String| Fix::new(Phase::Columns, format!("ALTER TABLE {} ALTER COLUMN {column} {what}", q(table)));
    let mut fixes = Vec::new();
    match live.generated.as_deref() {
        Some("s") => fixes.push(alter("DROP EXPRESSION".into())),
        Some("a" | "d") => fixes.push(alter("DROP IDENTITY".into())),
        // its values are computed when it is read: nothing is lost
        Some(_) => {
            let (drop, add) = (format!("DROP COLUMN {column}"), format!("ADD COLUMN {}", definition(wanted)));
            return vec![Fix::new(Phase::Columns, format!("ALTER TABLE {} {drop}, {add}", q(table)))];
        }
        None => {}
    }
    let changes_type = wanted.ty != live.ty || wanted.collation != live.collation;
    let mut default = live.generated.is_none().then(|| live.default.clone()).flatten();
    if changes_type {
        if default.take().is_some() {
            fixes.push(alter("DROP DEFAULT".into()));
        }
        let collation = wanted.collation.clone().or_else(|| live.collation.as_ref().map(|_| "pg_catalog.\"default\"".to_string()));
        let collation = collation.map(|c| format!(" COLLATE {c}")).unwrap_or_default();
        let using = if wanted.ty == live.ty { String::new() } else { format!(" USING {}", converted(&column, wanted, live, time_zone)) };
        fixes.push(alter(format!("TYPE {}{collation}{using}", wanted.ty)));
    }
    match &wanted.default {
        Some(expression) if default.as_ref() != Some(expression) => fixes.push(alter(format!("SET DEFAULT {expression}"))),
        None if default.is_some() => fixes.push(alter("DROP DEFAULT".into())),
        _ => {}
    }
    if wanted.nullable != live.nullable {
        fixes.push(alter(if wanted.nullable { "DROP NOT NULL" } else { "SET NOT NULL" }.into()));
    }
    // in this order, whatever else the table needs: they belong together
    vec![Fix { phase: Phase::Columns, place: 0, statements: fixes.into_iter().flat_map(|m| m.statements).collect() }]
}

/// `column` of the live type as the wanted one. A time without a zone is one of `time_zone`, whatever the session's is.
pub(in crate::db) fn converted(column: &str, wanted: &Column, live: &Column, time_zone: &str) -> String {
    let is = |ty: &str, name: &str| ty.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('('));
    let without_zone = |ty: &str| ty.starts_with("timestamp") && ty.ends_with("without time zone");
    let with_zone = |ty: &str| ty.starts_with("timestamp") && ty.ends_with("with time zone");
    if without_zone(&live.ty) && with_zone(&wanted.ty) {
        // an offset as text is read in the manner of POSIX, where + is west
        let is_offset = time_zone.starts_with(['+', '-']);
        let zone = Backend::Postgres.literal(time_zone);
        return format!("{column} AT TIME ZONE {}{zone}", if is_offset { "INTERVAL " } else { "" });
    }
    if is(&live.ty, "character varying") && is(&wanted.ty, "character varying") || live.ty == wanted.ty {
        return column.to_string();
    }
    // through text: between two enums, or from json to jsonb, there is no other way that always works
    format!("{column}::text::{}", wanted.ty)
}

/// Labels are added and renamed in place; one too many, or another order, takes a new type.
fn alter_type(schemas: Schemas<'_>, name: &str) -> Vec<Fix> {
    let Some(wanted) = schemas.expected.enums.get(name) else { return Vec::new() };
    let labels = wanted.iter().map(|label| Backend::Postgres.literal(label)).collect::<Vec<_>>().join(", ");
    let create = || vec![Fix::new(Phase::Types, format!("CREATE TYPE {} AS ENUM ({labels})", q(name)))];
    let Some(live) = schemas.actual.enums.get(name) else { return create() };
    let (ty, literal) = (q(name), |label: &str| Backend::Postgres.literal(label));
    let mut now = live.clone();
    let mut sql = Vec::new();
    for (at, label) in wanted.iter().enumerate().filter(|(_, label)| !live.contains(label)) {
        if wanted.len() == live.len() && !wanted.contains(&now[at]) {
            sql.push(format!("ALTER TYPE {ty} RENAME VALUE {} TO {}", literal(&now[at]), literal(label)));
            now[at] = label.clone();
        } else if at <= now.len() {
            let place = match now.get(at) {
                Some(next) => format!(" BEFORE {}", literal(next)),
                None => String::new(),
            };
            sql.push(format!("ALTER TYPE {ty} ADD VALUE {}{place}", literal(label)));
            now.insert(at, label.clone());
        }
    }
    if now == *wanted && !(schemas.is_adoption && sql.iter().any(|sql| sql.contains(" ADD VALUE "))) {
        return sql.into_iter().map(|sql| Fix::new(Phase::Types, sql)).collect();
    }
    replace_type(schemas, name, create())
}

fn replace_type(schemas: Schemas<'_>, name: &str, create: Vec<Fix>) -> Vec<Fix> {
    let (ty, old) = (q(name), q(&format!("{name}_replaced")));
    let mut sql = vec![format!("ALTER TYPE {ty} RENAME TO {old}")];
    sql.extend(create.into_iter().flat_map(|m| m.statements));
    for (table, live) in &schemas.actual.tables {
        for column in live.columns.iter().filter(|c| c.ty == name || c.ty == ty) {
            let alter = format!("ALTER TABLE {} ALTER COLUMN {}", q(table), q(&column.name));
            sql.push(format!("{alter} DROP DEFAULT"));
            sql.push(format!("{alter} TYPE {ty} USING {}::text::{ty}", q(&column.name)));
            sql.extend(column.default.as_ref().map(|default| format!("{alter} SET DEFAULT {default}")));
        }
    }
    sql.push(format!("DROP TYPE {old}"));
    vec![Fix { phase: Phase::Renames, place: 0, statements: sql }]
}
