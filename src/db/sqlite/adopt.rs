//! Adoption on SQLite: a table is altered by copying it, keys and checks are not enforced on what is copied, and times are text.

use super::Sqlite;
use super::fix::{converted, is_readable_time};
use crate::catalog::{Catalog, Column, Part, Table};
use crate::db::adopt::adoption::{Adoption, Checksum, Cost, Family, column_labels};
use crate::db::statement::Sql;
use crate::db::value::Name;
use crate::sql;
use migration::Backend;

impl Adoption for Sqlite {
    fn may_stay_unchecked(&self, part: &Part) -> bool {
        !matches!(part, Part::Column(_) | Part::Index(_))
    }

    fn leaves_rules_out(&self) -> bool {
        false
    }

    fn cost(&self, statement: &str) -> Cost {
        match statement {
            sql if sql.starts_with("INSERT INTO") => Cost::RewritesTable,
            sql if sql.contains("CREATE INDEX") || sql.contains("CREATE UNIQUE INDEX") => Cost::ReadsTable,
            _ => Cost::Instant,
        }
    }

    fn pinned_columns(&self, _: &[String]) -> Option<Sql> {
        None
    }

    fn time_zone_check(&self, zone: &str) -> Sql {
        sql!("SELECT 1 AS one WHERE {zone} GLOB '[+-][0-9][0-9]:[0-5][0-9]' AND substr({zone}, 2, 2) <= '14'", zone)
    }

    /// There is one writer.
    fn lock_tables(&self, _: Sql) -> Sql {
        Sql::default()
    }

    fn broken_keys(&self, tables: &[String]) -> Option<Sql> {
        Some(sql!(
            "SELECT DISTINCT \"table\" || ' -> ' || parent AS broken FROM pragma_foreign_key_check WHERE \"table\" IN ({tables})",
            tables = Sql::list(tables)
        ))
    }

    fn in_another_case(&self, names: &[String]) -> Option<Sql> {
        Some(sql!(
            "SELECT 'table ' || name || ' differs from ours in case alone: rename it' AS finding FROM sqlite_master \
             WHERE type IN ('table', 'view') AND name COLLATE NOCASE IN ({names}) AND name NOT IN ({names}) \
             UNION ALL SELECT 'table ' || name || ' has the name that a copy needs: rename it' FROM sqlite_master WHERE name IN ({copies})",
            names = Sql::list(names),
            copies = Sql::list(names.iter().map(|name| format!("{name}_mended")))
        ))
    }

    fn own_family(&self, ty: &str, _: &Catalog) -> Option<Family> {
        let starts = |words: &[&str]| words.iter().any(|word| ty.starts_with(word));
        match ty {
            "date" => Some(Family::Other),
            _ if starts(&["uuid", "date(", "numeric", "decimal", "blob"]) => Some(Family::Other),
            // 64 bits under any name
            _ if starts(&["float"]) => Some(Family::Float(2)),
            _ => None,
        }
    }

    fn converts(&self, live: Family, wanted: Family) -> bool {
        use Family::{Bool, Float, Integer, Json, Text, Time};
        matches!(
            (live, wanted),
            (Integer(_), Integer(_) | Bool) | (Float(_), Float(_)) | (Json(_), Json(_) | Text) | (Time, Text) | (Bool, Integer(_))
        )
    }

    fn ignores_case(&self) -> bool {
        true
    }

    fn not_copied(&self, name: &str, table: &Table) -> Vec<String> {
        let generated = table.columns.iter().filter(|c| c.generated.is_some());
        let mut found: Vec<String> =
            generated.map(|c| format!("column {name}.{} is generated: drop it, and add it again afterwards", c.name)).collect();
        if table.options.get("table options").is_some_and(|options| options.contains("rowid")) {
            found.push(format!("table {name} is WITHOUT ROWID: copy it into an ordinary table first"));
        }
        found
    }

    /// Only for a connection that asks for it.
    fn enforces_keys(&self) -> bool {
        false
    }

    fn labels(&self, ty: &str, _: &Catalog) -> Option<Vec<String>> {
        column_labels(ty)
    }

    fn limits_length(&self) -> bool {
        false
    }

    fn conversion_rule(&self, column: &str, wanted: &Column, live: &Column) -> Option<(&'static str, String)> {
        let is_time = ["datetime", "timestamp"].iter().any(|word| live.ty.starts_with(word)) && wanted.ty == "text";
        is_time.then(|| ("is no time that SQLite can read", format!("{column} IS NOT NULL AND NOT ({})", is_readable_time(column))))
    }

    fn bytewise(&self, _: &Table, _: &Table, expression: &str) -> String {
        expression.to_string()
    }

    /// Each copy is compared with the original before that is dropped; see [`lost_rows`].
    fn checksum(&self, sum: &Checksum<'_>) -> String {
        format!("SELECT count(*) AS row_count, '' AS checksum FROM {}", Backend::Sqlite.quote(sum.table))
    }

    /// The copy moves them.
    fn shift(&self, _: &str, _: &Table, _: &[String], _: &str) -> Option<String> {
        None
    }

    fn widen(&self, _: &str, _: &Table, _: &[String]) -> Option<String> {
        None
    }

    fn delete_copied(&self, from: Name, _: Name, condition: Sql) -> Sql {
        sql!("DELETE FROM {from} AS t WHERE {condition}", from, condition)
    }

    fn has_text_times(&self) -> bool {
        true
    }
}

/// If `statement` drops a table that was copied: the query for rows that the copy lacks or has otherwise.
pub(in crate::db) fn lost_rows(statement: &str, columns: &[(&Column, &Column)], id: &str, time_zone: &str) -> Option<String> {
    let table = statement.strip_prefix("DROP TABLE \"")?.strip_suffix('"')?;
    let q = |name: &str| Backend::Sqlite.quote(name);
    let differs: Vec<String> = columns
        .iter()
        .map(|(wanted, live)| {
            let old = converted(&format!("o.{}", q(&live.name)), wanted, live, time_zone);
            // a number in a column that was declared as JSON is text now
            if wanted.ty == "text" {
                format!("CAST({old} AS text) IS NOT n.{}", q(&wanted.name))
            } else {
                format!("{old} IS NOT n.{}", q(&wanted.name))
            }
        })
        .collect();
    Some(format!(
        "SELECT (SELECT count(*) FROM {old}) - (SELECT count(*) FROM {new}) + \
         (SELECT count(*) FROM {old} o LEFT JOIN {new} n ON n.{id} IS o.{id} WHERE {}) AS lost",
        differs.join(" OR "),
        old = q(table),
        new = q(&format!("{table}_mended")),
        id = q(id)
    ))
}
