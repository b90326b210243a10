//! Changing the types of columns, and native types themselves.

use crate::catalog::Column;
use crate::db::fix::repair::{Fix, Phase, Schemas};
use migration::Backend;

pub(super) fn q(name: &str) -> String {
    Backend::Postgres.quote(name)
}

pub(super) fn list(names: &[String]) -> String {
    names.iter().map(|n| q(n)).collect::<Vec<_>>().join(", ")
}

pub(super) fn definition(column: &Column) -> String {
    let collation = column.collation.as_ref().map(|c| format!(" COLLATE {c}")).unwrap_or_default();
    let default = column.default.as_ref().map(|d| format!(" DEFAULT {d}")).unwrap_or_default();
    format!("{} {}{collation}{default}{}", q(&column.name), column.ty, if column.nullable { "" } else { " NOT NULL" })
}

pub(super) fn alter_column(table: &str, wanted: &Column, live: &Column, time_zone: &str) -> Vec<Fix> {
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
pub(super) fn alter_type(schemas: Schemas<'_>, name: &str) -> Vec<Fix> {
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
