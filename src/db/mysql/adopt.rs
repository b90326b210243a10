//! Adoption on MySQL and MariaDB: every ALTER commits, keys pin the types of their columns, and a collation decides what is equal.

use super::MySql;
use crate::catalog::{Catalog, Column, Part, Table};
use crate::db::adopt::adoption::{Adoption, Checksum, Cost, Family, column_labels};
use crate::db::dialect::Dialect;
use crate::db::statement::Sql;
use crate::db::value::Name;
use crate::sql;
use migration::Backend;

fn q(name: &str) -> String {
    Backend::MySql.quote(name)
}

impl Adoption for MySql {
    fn may_stay_unchecked(&self, _: &Part) -> bool {
        true
    }

    fn leaves_rules_out(&self) -> bool {
        true
    }

    fn cost(&self, statement: &str) -> Cost {
        let has = |words: &[&str]| words.iter().any(|word| statement.contains(word));
        if has(&["MODIFY COLUMN", "ADD CONSTRAINT", "UPDATE ", "ENGINE ="]) {
            Cost::RewritesTable
        } else if has(&["ADD INDEX", "ADD UNIQUE INDEX"]) {
            Cost::ReadsTable
        } else {
            Cost::Instant
        }
    }

    fn pinned_columns(&self, tables: &[String]) -> Option<Sql> {
        Some(sql!(
            "SELECT referenced_table_name AS table_name, referenced_column_name AS column_name, CONCAT(table_name, '.', column_name) AS key_name \
             FROM information_schema.key_column_usage WHERE referenced_table_schema = DATABASE() AND referenced_table_name IN ({tables}) \
             AND NOT (table_schema = DATABASE() AND table_name IN ({tables}))",
            tables = Sql::list(tables)
        ))
    }

    fn time_zone_check(&self, zone: &str) -> Sql {
        sql!("SELECT 1 AS one FROM DUAL WHERE CONVERT_TZ('2026-01-01', {zone}, '+00:00') IS NOT NULL", zone)
    }

    fn lock_tables(&self, _: Sql) -> Sql {
        Sql::default()
    }

    fn broken_keys(&self, _: &[String]) -> Option<Sql> {
        None
    }

    fn in_another_case(&self, _: &[String]) -> Option<Sql> {
        None
    }

    fn own_family(&self, ty: &str, _: &Catalog) -> Option<Family> {
        match ty {
            _ if column_labels(ty).is_some() => Some(Family::Enum),
            _ if ty.contains("unsigned") => Some(Family::Other),
            _ if ty.starts_with("tinyint(1)") => Some(Family::Bool),
            _ => None,
        }
    }

    fn converts(&self, _: Family, _: Family) -> bool {
        false
    }

    fn ignores_case(&self) -> bool {
        true
    }

    fn not_copied(&self, _: &str, _: &Table) -> Vec<String> {
        Vec::new()
    }

    /// They are added again, and dumps are loaded without them.
    fn enforces_keys(&self) -> bool {
        false
    }

    fn labels(&self, ty: &str, _: &Catalog) -> Option<Vec<String>> {
        column_labels(ty)
    }

    fn limits_length(&self) -> bool {
        true
    }

    fn conversion_rule(&self, column: &str, wanted: &Column, live: &Column) -> Option<(&'static str, String)> {
        match wanted.ty.as_str() {
            ty if ty.starts_with("timestamp") && live.ty.starts_with("datetime") => {
                Some(("does not fit into a timestamp, which ends in 2038", format!("{column} NOT BETWEEN '1970-01-02' AND '2038-01-18'")))
            }
            ty if ty.starts_with("datetime") => Some(("is a zero date", format!("{column} < '0001-01-01'"))),
            // on MariaDB JSON is text with a check
            "json" if live.ty != "json" && !self.is_mariadb => {
                Some(("is no JSON", format!("{column} IS NOT NULL AND NOT JSON_VALID({column})")))
            }
            _ => None,
        }
    }

    fn bytewise(&self, wanted: &Table, live: &Table, expression: &str) -> String {
        let is_loose = |c: &&Column| {
            let now = live.columns.iter().find(|l| l.name == c.name).and_then(|l| l.collation.as_deref());
            c.collation.as_deref() == Some("utf8mb4_bin") && now.is_some_and(|now| now != "utf8mb4_bin")
        };
        wanted.columns.iter().filter(is_loose).fold(expression.to_string(), |text, c| {
            let name = q(&c.name);
            text.replace(&name, &self.as_bytes(&name))
        })
    }

    fn checksum(&self, sum: &Checksum<'_>) -> String {
        let value = |(wanted, live): &(&Column, &Column)| {
            let column = q(&wanted.name);
            // by what it will be: a run that resumes must compute the same
            let is_long = wanted.ty.contains("text") || wanted.ty == "json";
            let text = match wanted.ty.as_str() {
                ty if ty.starts_with("datetime") || ty.starts_with("timestamp") => format!("CAST({column} AS datetime(6))"),
                "double" if sum.is_before && live.ty.starts_with("float") => widened(&column),
                // it was one, before an adoption was interrupted
                "double" if sum.is_before && sum.floats.contains(&wanted.name) => rounded(&column),
                "double" => format!("CAST({column} AS double)"),
                ty if ty.contains("char") || ty.contains("text") || ty.starts_with("enum") => format!("CONVERT({column} USING utf8mb4)"),
                _ => format!("CAST({column} AS char)"),
            };
            if is_long { format!("CONCAT(LENGTH({text}), ':', CRC32({text}))") } else { text }
        };
        let values: Vec<String> = sum.columns.iter().map(|pair| format!("IFNULL({}, '-')", value(pair))).collect();
        // a sum, not an exclusive or: with that, values that changed places between rows would cancel out in a CRC
        format!(
            "SELECT COUNT(*) AS row_count, CAST(SUM(CRC32(CONCAT_WS('|', {}))) AS char) AS checksum FROM {}",
            values.join(", "),
            q(sum.table)
        )
    }

    fn shift(&self, name: &str, table: &Table, columns: &[String], time_zone: &str) -> Option<String> {
        if time_zone == "UTC" || columns.is_empty() {
            return None;
        }
        let zone = Backend::MySql.literal(time_zone);
        let set = columns.iter().map(|c| format!("{c} = CONVERT_TZ({c}, {zone}, '+00:00')", c = q(c)));
        Some(format!("UPDATE {} SET {}", q(name), set.chain(kept_as_is(table, columns)).collect::<Vec<_>>().join(", ")))
    }

    fn widen(&self, name: &str, table: &Table, columns: &[String]) -> Option<String> {
        if columns.is_empty() {
            return None;
        }
        let set = columns.iter().map(|column| {
            let c = q(column);
            format!("{c} = {}", rounded(&c))
        });
        Some(format!("UPDATE {} SET {}", q(name), set.chain(kept_as_is(table, columns)).collect::<Vec<_>>().join(", ")))
    }

    /// It can't read the table that it deletes from.
    fn delete_copied(&self, from: Name, to: Name, _: Sql) -> Sql {
        sql!("DELETE t FROM {from} t JOIN {to} q ON q.{id} = t.{id}", from, to, id = Name::of("id"))
    }

    fn has_text_times(&self) -> bool {
        false
    }
}

/// A float as the double that a client has read of it: 0.1, not 0.10000000149011612. Servers show six digits; where these are
/// not all of it, the value itself.
fn widened(column: &str) -> String {
    format!("IF(CAST(CAST({column} AS char) AS float) = {column}, CAST({column} AS char) + 0e0, CAST({column} AS double))")
}

/// The same of a column that an ALTER has made a double already.
fn rounded(column: &str) -> String {
    let float = format!("CAST({column} AS float)");
    let is_float = format!("{float} = {column} AND CAST(CAST({float} AS char) AS float) = {float}");
    format!("IF({is_float}, CAST({float} AS char) + 0e0, {column})")
}

/// Assignments that keep columns as they are which an UPDATE would change by itself.
fn kept_as_is(table: &Table, changed: &[String]) -> Vec<String> {
    let changes = |c: &&Column| c.extra.as_deref().is_some_and(|e| e.contains("on update")) && !changed.contains(&c.name);
    table.columns.iter().filter(changes).map(|c| format!("{c} = {c}", c = q(&c.name))).collect()
}
