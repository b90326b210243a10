//! How a difference is mended on SQLite, which alters almost nothing in place: the table is made anew beside the old one
//! and the rows are copied (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").

use super::{Mend, Phase, Schemas};
use crate::catalog::{Column, Difference, Part, Table};
use migration::{Backend, Object, Step};

fn q(name: &str) -> String {
    Backend::Sqlite.quote(name)
}

pub(super) fn mend(schemas: Schemas<'_>, d: &Difference) -> Vec<Mend> {
    let t = q(&d.owner);
    match (&d.part, &d.renamed_from) {
        (Part::Table, Some(live)) => vec![Mend::new(Phase::Renames, format!("ALTER TABLE {} RENAME TO {t}", q(live)))],
        (Part::Table, None) => schemas.table_steps(&d.owner),
        (Part::Column(name), Some(live)) => {
            vec![Mend::new(Phase::Renames, format!("ALTER TABLE {t} RENAME COLUMN {} TO {}", q(live), q(name)))]
        }
        (Part::Column(name), None) if d.expected.is_none() && !blocks(schemas, &d.owner, name) => {
            vec![Mend::new(Phase::DropColumns, format!("ALTER TABLE {t} DROP COLUMN {}", q(name)))]
        }
        (Part::Index(name), renamed) => {
            let create = schemas.steps(Phase::Indexes, |object| matches!(object, Object::Index { name: n, .. } if n == name));
            let is_automatic = name.starts_with("sqlite_autoindex_");
            // a unique constraint is part of the table
            if is_automatic || (create.is_empty() && d.expected.is_some()) {
                return rebuild(schemas, &d.owner);
            }
            replace("INDEX", renamed.as_ref().unwrap_or(name), d, create)
        }
        (Part::Trigger(name), renamed) => {
            let create = schemas.steps(Phase::Triggers, |object| matches!(object, Object::Trigger { name: n, .. } if n == name));
            replace("TRIGGER", renamed.as_ref().unwrap_or(name), d, create)
        }
        _ => rebuild(schemas, &d.owner),
    }
}

fn blocks(schemas: Schemas<'_>, table: &str, column: &str) -> bool {
    schemas.columns(table, column).1.is_some_and(Column::blocks_others)
}

/// IF EXISTS, and behind everything else: the table may have been made anew before, with all that stands on it.
fn replace(kind: &str, live: &str, d: &Difference, create: Vec<Mend>) -> Vec<Mend> {
    let drop = |name: &str| format!("DROP {kind} IF EXISTS {}", q(name));
    let Some(create) = create.into_iter().next() else { return vec![Mend::new(Phase::Indexes, drop(live))] };
    let (Part::Index(name) | Part::Trigger(name)) = &d.part else { return Vec::new() };
    let mut statements = vec![drop(name)];
    if live != name {
        statements.push(drop(live));
    }
    statements.extend(create.statements);
    vec![Mend { statements, ..create }]
}

fn rebuild(schemas: Schemas<'_>, table: &str) -> Vec<Mend> {
    let (Some(wanted), Some(live)) = (schemas.wanted(table), schemas.live(table)) else { return Vec::new() };
    let new = format!("{table}_mended");
    let of_table = |step: &&Step| {
        let object = step.probe.as_ref().filter(|p| p.present).map(|p| &p.object);
        match object {
            Some(Object::Table { name }) => name == table,
            Some(Object::Column { table: t, .. }) => t == table,
            _ => false,
        }
    };
    let mut statements: Vec<String> = schemas.steps.iter().filter(of_table).map(|step| step.sql.replacen(&q(table), &q(&new), 1)).collect();
    let mut copied: Vec<&str> = shared(wanted, live);
    for extra in live.columns.iter().filter(|c| c.generated.is_none() && !wanted.columns.iter().any(|w| w.name == c.name)) {
        statements.push(format!("ALTER TABLE {} ADD COLUMN {} {}{}", q(&new), q(&extra.name), extra.ty, default(extra)));
        copied.push(&extra.name);
    }
    let columns = copied.iter().map(|c| q(c)).collect::<Vec<_>>().join(", ");
    statements.push(format!("INSERT INTO {} ({columns}) SELECT {columns} FROM {}", q(&new), q(table)));
    statements.push(format!("DROP TABLE {}", q(table)));
    statements.push(format!("ALTER TABLE {} RENAME TO {}", q(&new), q(table)));
    // what stood on it went with it: ours as the migrations make it, that of others as it was
    let ours = |object: &Object| match object {
        Object::Index { table: t, .. } | Object::Trigger { table: t, .. } => t == table,
        _ => false,
    };
    statements.extend(schemas.steps(Phase::Indexes, ours).into_iter().flat_map(|m| m.statements));
    let is_other = |name: &String| !wanted.indexes.contains_key(name) && !wanted.triggers.contains_key(name);
    statements.extend(live.sources.iter().filter(|(name, _)| is_other(name)).map(|(_, sql)| sql.clone()));
    vec![Mend { phase: Phase::Columns, place: 0, statements }]
}

fn shared<'a>(wanted: &'a Table, live: &Table) -> Vec<&'a str> {
    let is_stored = |name: &str| live.columns.iter().any(|c| c.name == name && c.generated.is_none());
    wanted.columns.iter().map(|c| c.name.as_str()).filter(|name| is_stored(name)).collect()
}

/// A default that a column may be added with; an expression may not.
fn default(column: &Column) -> String {
    match column.default.as_deref() {
        Some(text) if text.starts_with('\'') || text.parse::<f64>().is_ok() => format!(" DEFAULT {text}"),
        _ => String::new(),
    }
}
