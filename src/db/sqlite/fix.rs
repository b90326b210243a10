//! How a difference is fixed on SQLite, which alters almost nothing in place: the table is made anew beside the old one
//! and the rows are copied (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").

use super::Sqlite;
use crate::catalog::{Column, Difference, ForeignKey, Part, Table};
use crate::db::fix::repair::{Fix, Ordered, Phase, Repair, Schemas};
use migration::{Backend, Object};

impl Repair for Sqlite {
    fn fixes(&self, schemas: Schemas<'_>, difference: &Difference) -> Vec<Fix> {
        fixes(schemas, difference)
    }

    /// It goes with the table that is copied.
    fn drop_foreign_key(&self, _: &str, _: &str) -> Vec<Fix> {
        Vec::new()
    }

    fn add_foreign_key(&self, _: &str, _: &str, _: &ForeignKey) -> Vec<Fix> {
        Vec::new()
    }

    fn creates_tables_in(&self) -> Phase {
        Phase::Tables
    }

    fn joins_up_to(&self) -> Option<Phase> {
        None
    }

    fn script(&self, fixes: Ordered) -> Vec<String> {
        let mut all = vec!["PRAGMA foreign_keys = OFF".into(), "PRAGMA legacy_alter_table = ON".into(), "BEGIN IMMEDIATE".into()];
        all.extend(fixes.statements());
        all.extend(["COMMIT".into(), "PRAGMA legacy_alter_table = OFF".into(), "PRAGMA foreign_keys = ON".into()]);
        all
    }
}

fn q(name: &str) -> String {
    Backend::Sqlite.quote(name)
}

fn fixes(schemas: Schemas<'_>, d: &Difference) -> Vec<Fix> {
    let t = q(&d.owner);
    match (&d.part, &d.renamed_from) {
        (Part::Table, Some(live)) => vec![Fix::new(Phase::Renames, format!("ALTER TABLE {} RENAME TO {t}", q(live)))],
        (Part::Table, None) => schemas.table_steps(&d.owner),
        (Part::Column(name), Some(live)) => {
            vec![Fix::new(Phase::Renames, format!("ALTER TABLE {t} RENAME COLUMN {} TO {}", q(live), q(name)))]
        }
        (Part::Column(name), None) if d.expected.is_none() && !blocks(schemas, &d.owner, name) => {
            vec![Fix::new(Phase::DropColumns, format!("ALTER TABLE {t} DROP COLUMN {}", q(name)))]
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
    schemas.columns(table, column).1.is_some_and(Column::is_required_on_insert)
}

/// IF EXISTS, and behind everything else: the table may have been made anew before, with all that stands on it.
fn replace(kind: &str, live: &str, d: &Difference, create: Vec<Fix>) -> Vec<Fix> {
    let drop = |name: &str| format!("DROP {kind} IF EXISTS {}", q(name));
    let Some(create) = create.into_iter().next() else { return vec![Fix::new(Phase::Indexes, drop(live))] };
    let (Part::Index(name) | Part::Trigger(name)) = &d.part else { return Vec::new() };
    let mut statements = vec![drop(name)];
    if live != name {
        statements.push(drop(live));
    }
    statements.extend(create.statements);
    vec![Fix { statements, ..create }]
}

fn rebuild(schemas: Schemas<'_>, table: &str) -> Vec<Fix> {
    let (Some(wanted), Some(live)) = (schemas.wanted(table), schemas.live(table)) else { return Vec::new() };
    let new = format!("{table}_mended");
    let of_table = |object: &Object| match object {
        Object::Table { name } => name == table,
        Object::Column { table: t, .. } => t == table,
        _ => false,
    };
    let steps: Vec<String> = schemas.steps(Phase::Columns, of_table).into_iter().flat_map(|fix| fix.statements).collect();
    let of_steps = steps.concat();
    let extra_names: Vec<String> = live
        .columns
        .iter()
        .filter(|c| c.generated.is_none() && !of_steps.contains(&format!("{} ", q(&c.name))))
        .map(|c| c.name.clone())
        .collect();
    let mut statements: Vec<String> = steps.iter().map(|sql| sql.replacen(&q(table), &q(&new), 1)).collect();
    if let Some(create) = statements.first_mut().filter(|_| schemas.is_adoption) {
        append_constraints(create, wanted, live, &extra_names);
    }
    let mut copied: Vec<(String, String)> = shared(wanted, live).into_iter().map(|name| (q(name), q(name))).collect();
    for (name, value) in &mut copied {
        let column = |t: &Table| t.columns.iter().find(|c| q(&c.name) == *name).cloned();
        if let (Some(wanted), Some(live)) = (column(wanted), column(live)) {
            *value = converted(value, &wanted, &live, schemas.time_zone);
        }
    }
    let extras: Vec<&Column> = live.columns.iter().filter(|c| extra_names.contains(&c.name)).collect();
    for (at, extra) in extras.iter().enumerate() {
        // what is wanted of it may be a default that it lacks
        let column = wanted.columns.iter().find(|c| c.name == extra.name).unwrap_or(extra);
        statements.push(format!(
            "ALTER TABLE {} ADD COLUMN {} {}{}{}{}{}",
            q(&new),
            q(&extra.name),
            extra.ty,
            default(column),
            extra.collation.as_ref().map(|c| format!(" COLLATE {c}")).unwrap_or_default(),
            reference(live, &extra.name),
            if at + 1 == extras.len() { checks_of(live, &extra_names) } else { String::new() }
        ));
        copied.retain(|(name, _)| *name != q(&extra.name));
        copied.push((q(&extra.name), q(&extra.name)));
    }
    // what is kept by rowid, such as a full text index, goes on finding its row
    let has_rowids = !live.options.values().any(|options| options.contains("rowid"));
    if has_rowids && !live.columns.iter().any(|c| c.name.eq_ignore_ascii_case("rowid")) {
        copied.insert(0, ("rowid".into(), "rowid".into()));
    }
    let (columns, values): (Vec<String>, Vec<String>) = copied.into_iter().unzip();
    statements.push(format!("INSERT INTO {} ({}) SELECT {} FROM {}", q(&new), columns.join(", "), values.join(", "), q(table)));
    statements.push(format!("DROP TABLE {}", q(table)));
    statements.push(format!("ALTER TABLE {} RENAME TO {}", q(&new), q(table)));
    statements.extend(indexes_and_triggers(schemas, table, wanted, live));
    vec![Fix { phase: Phase::Columns, place: 0, statements }]
}

/// What was dropped with a table that was copied: our indexes and triggers as the migrations create them, unmanaged ones as they were.
fn indexes_and_triggers(schemas: Schemas<'_>, table: &str, wanted: &Table, live: &Table) -> Vec<String> {
    let ours = |object: &Object| match object {
        Object::Index { table: t, .. } | Object::Trigger { table: t, .. } => t == table,
        _ => false,
    };
    let mut statements: Vec<String> = schemas.steps(Phase::Indexes, ours).into_iter().flat_map(|m| m.statements).collect();
    // one that is the same but for its name is there already
    let is_twin = |name: &String| live.indexes.get(name).is_some_and(|i| wanted.indexes.values().any(|w| w == i));
    let is_other = |name: &String| !wanted.indexes.contains_key(name) && !wanted.triggers.contains_key(name) && !is_twin(name);
    statements.extend(live.sources.iter().filter(|(name, _)| is_other(name)).map(|(_, sql)| sql.clone()));
    // so did unique constraints of others, which have no statement of their own
    let uniques = live.indexes.iter().filter(|(name, i)| i.unique && is_other(name) && !live.sources.contains_key(*name));
    statements.extend(uniques.map(|(_, index)| {
        // the name, and behind it a collation or a direction
        let part = |c: &String| match c.split_once(' ') {
            Some((name, rest)) => format!("{} {rest}", q(name)),
            None => q(c),
        };
        let columns = index.columns.iter().map(part).collect::<Vec<_>>().join(", ");
        let names: Vec<&str> = index.columns.iter().map(|c| c.split(' ').next().unwrap_or(c)).collect();
        format!("CREATE UNIQUE INDEX {} ON {} ({columns})", q(&format!("{table}_{}_unique", names.join("_"))), q(table))
    }));
    statements
}

fn mentions(check: &str, columns: &[String]) -> bool {
    check.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| columns.iter().any(|c| c.eq_ignore_ascii_case(word)))
}

/// Checks on columns that only the live table has, for the last of these.
fn checks_of(live: &Table, extras: &[String]) -> String {
    let of_extras = live.checks.iter().filter(|(_, check)| mentions(check, extras));
    let text = |(name, check): (&String, &String)| {
        let name = if name.starts_with('#') { String::new() } else { format!("CONSTRAINT {} ", q(name)) };
        format!(" {name}CHECK ({check})")
    };
    of_extras.map(text).collect()
}

/// Takes over the checks on our columns that only the live table has.
fn append_constraints(create: &mut String, wanted: &Table, live: &Table, extras: &[String]) {
    let is_new = |(name, text): &(&String, &String)| {
        !wanted.checks.contains_key(*name) && !wanted.checks.values().any(|c| c == *text) && !mentions(text, extras)
    };
    for (name, check) in live.checks.iter().filter(is_new) {
        let name = if name.starts_with('#') { String::new() } else { format!("CONSTRAINT {} ", q(name)) };
        if let Some(end) = create.rfind(')') {
            create.insert_str(end, &format!(", {name}CHECK ({check})"));
        }
    }
}

fn reference(live: &Table, column: &str) -> String {
    let key = live.foreign_keys.values().find(|key| key.columns.len() == 1 && key.columns[0] == column);
    key.map_or(String::new(), |key| {
        let action = |event: &str, action: &str| if action == "NO ACTION" { String::new() } else { format!(" ON {event} {action}") };
        let referenced = key.referenced.first().filter(|c| !c.is_empty()).map(|c| format!(" ({})", q(c))).unwrap_or_default();
        format!(" REFERENCES {}{referenced}{}{}", q(&key.table), action("UPDATE", &key.on_update), action("DELETE", &key.on_delete))
    })
}

/// The one text format that sorts right, of whatever SQLite itself reads as a time; what it does not read stays as it is.
pub(in crate::db) fn canonical_time(value: &str, time_zone: &str) -> String {
    let digits = |n: usize| "[0-9]".repeat(n);
    let seconds = format!("{}-{1}-{1} {1}:{1}:{1}", digits(4), digits(2));
    let rest = format!("substr({value}, instr({value}, '.') + 1)");
    let fraction = format!("substr({rest}, 1, length({rest}) - length(ltrim({rest}, '0123456789')))");
    let fraction = format!("CASE WHEN instr({value}, '.') > 0 THEN substr({fraction} || '000000', 1, 6) ELSE '000000' END");
    let has_offset = format!("({value} GLOB '*Z' OR substr({value}, 20) GLOB '*[+-]*')");
    let shift = match time_zone.strip_prefix('-') {
        _ if time_zone == "UTC" => None,
        Some(west) => Some(format!("+{west}")),
        None => Some(format!("-{}", time_zone.trim_start_matches('+'))),
    };
    let moved = match &shift {
        Some(shift) => format!(
            "CASE WHEN {has_offset} THEN strftime('%Y-%m-%d %H:%M:%S', {value}) ELSE strftime('%Y-%m-%d %H:%M:%S', {value}, '{shift}') END"
        ),
        None => format!("strftime('%Y-%m-%d %H:%M:%S', {value})"),
    };
    let is_right = if shift.is_none() { format!("{value} GLOB '{seconds}.{}'", digits(6)) } else { "0".into() };
    format!(
        "CASE WHEN {value} IS NULL OR typeof({value}) <> 'text' OR {is_right} OR strftime('%s', {value}) IS NULL THEN {value} ELSE {moved} || '.' || {fraction} END"
    )
}

/// The condition that `value` is a time which can be converted to our format: text as `YYYY-MM-DD HH:MM:SS`, with ` ` or `T`, and what
/// may follow it, of a day that exists. SQLite itself would also read `now`, and February 31st as a day in March.
pub(in crate::db) fn is_readable_time(value: &str) -> String {
    let form = format!("{value} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]*'");
    let real = format!("date(substr({value}, 1, 10)) IS substr({value}, 1, 10) AND substr({value}, 12, 2) < '24'");
    format!("typeof({value}) = 'text' AND strftime('%s', {value}) IS NOT NULL AND {form} AND {real}")
}

/// The condition that `value` is set and is not a time as `YYYY-MM-DD HH:MM:SS`, with or without six digits of a fraction.
pub(in crate::db) fn is_in_another_format(value: &str) -> String {
    let digits = |n: usize| "[0-9]".repeat(n);
    let seconds = format!("{0}-{1}-{1} {1}:{1}:{1}", digits(4), digits(2));
    let ours = format!("({value} GLOB '{seconds}.{}' OR {value} GLOB '{seconds}')", digits(6));
    format!("{value} IS NOT NULL AND NOT ({ours} AND {})", is_readable_time(value))
}

/// What is copied for a column: times in one format, where the live column is declared as a time.
pub(in crate::db) fn converted(value: &str, wanted: &Column, live: &Column, time_zone: &str) -> String {
    let is_time = ["datetime", "timestamp"].iter().any(|word| live.ty.starts_with(word)) && wanted.ty == "text";
    if is_time { canonical_time(value, time_zone) } else { value.to_string() }
}

fn shared<'a>(wanted: &'a Table, live: &Table) -> Vec<&'a str> {
    let is_stored = |name: &str| live.columns.iter().any(|c| c.name == name && c.generated.is_none());
    wanted.columns.iter().map(|c| c.name.as_str()).filter(|name| is_stored(name)).collect()
}

/// The default of a column that is added to a table that is empty yet, and NOT NULL where it has one.
fn default(column: &Column) -> String {
    let null = if column.nullable { "" } else { " NOT NULL" };
    match column.default.as_deref() {
        Some(text) if text.starts_with('\'') || text.parse::<f64>().is_ok() => format!(" DEFAULT {text}{null}"),
        Some(expression) => format!(" DEFAULT ({expression}){null}"),
        None => String::new(),
    }
}
