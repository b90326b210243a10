//! Adoption on PostgreSQL: one transaction, and types that convert by themselves.

use super::Postgres;
use super::types::converted;
use crate::catalog::{Catalog, Column, Part, Table};
use crate::db::adopt::adoption::{Adoption, Checksum, Cost, Family};
use crate::db::dialect::Dialect;
use crate::db::statement::Sql;
use crate::db::value::Name;
use crate::sql;
use migration::Backend;

impl Adoption for Postgres {
    fn may_stay_unchecked(&self, _: &Part) -> bool {
        true
    }

    fn leaves_rules_out(&self) -> bool {
        true
    }

    fn cost(&self, statement: &str) -> Cost {
        let has = |words: &[&str]| words.iter().any(|word| statement.contains(word));
        if has(&[" TYPE "]) && statement.starts_with("ALTER TABLE") {
            Cost::RewritesTable
        } else if has(&["SET NOT NULL", "ADD CONSTRAINT", "CREATE INDEX", "CREATE UNIQUE INDEX", "VALIDATE"]) {
            Cost::ReadsTable
        } else {
            Cost::Instant
        }
    }

    fn pinned_columns(&self, _: &[String]) -> Option<Sql> {
        None
    }

    fn time_zone_check(&self, zone: &str) -> Sql {
        if zone.starts_with(['+', '-']) {
            sql!("SELECT 1 AS one WHERE ('2026-01-01'::timestamp AT TIME ZONE INTERVAL {zone}) IS NOT NULL", zone)
        } else {
            sql!("SELECT 1 AS one WHERE ('2026-01-01'::timestamp AT TIME ZONE {zone}) IS NOT NULL", zone)
        }
    }

    fn lock_tables(&self, tables: Sql) -> Sql {
        sql!("LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE", tables)
    }

    fn broken_keys(&self, _: &[String]) -> Option<Sql> {
        None
    }

    fn in_another_case(&self, _: &[String]) -> Option<Sql> {
        None
    }

    fn own_family(&self, ty: &str, schema: &Catalog) -> Option<Family> {
        schema.enums.contains_key(ty).then_some(Family::Enum)
    }

    fn converts(&self, live: Family, wanted: Family) -> bool {
        (live, wanted) == (Family::Text, Family::Uuid)
    }

    fn ignores_case(&self) -> bool {
        false
    }

    fn not_copied(&self, _: &str, _: &Table) -> Vec<String> {
        Vec::new()
    }

    fn enforces_keys(&self) -> bool {
        true
    }

    fn labels(&self, ty: &str, schema: &Catalog) -> Option<Vec<String>> {
        schema.enums.get(ty).cloned()
    }

    fn limits_length(&self) -> bool {
        true
    }

    fn conversion_rule(&self, column: &str, wanted: &Column, live: &Column) -> Option<(&'static str, String)> {
        let text = self.as_text(column);
        match (live.ty.as_str(), wanted.ty.as_str()) {
            // jsonb has no NUL
            ("json", "jsonb") => Some(("holds \\u0000, which jsonb can't", format!("{text} ~ '(^|[^\\\\])(\\\\\\\\)*\\\\u0000'"))),
            (live, "uuid") if live != "uuid" => {
                Some(("is no UUID", format!("{text} !~* '^[0-9a-f]{{8}}-?([0-9a-f]{{4}}-?){{3}}[0-9a-f]{{12}}$'")))
            }
            _ => None,
        }
    }

    fn bytewise(&self, _: &Table, _: &Table, expression: &str) -> String {
        expression.to_string()
    }

    fn checksum(&self, sum: &Checksum<'_>) -> String {
        let value = |(wanted, live): &(&Column, &Column)| {
            let column = Backend::Postgres.quote(&wanted.name);
            let value = if sum.is_before { converted(&column, wanted, live, sum.time_zone) } else { column };
            // labels of the old and the new type are the same as text
            let is_plain =
                ["jsonb", "timestamp", "uuid", "integer", "bigint", "boolean", "double"].iter().any(|ty| wanted.ty.starts_with(ty));
            if is_plain { value } else { format!("({value})::text") }
        };
        let values: Vec<String> = sum.columns.iter().map(value).collect();
        format!(
            "SELECT count(*) AS row_count, coalesce(bit_xor(hash_record_extended(ROW({}), 0)), 0) AS checksum FROM {}",
            values.join(", "),
            Backend::Postgres.quote(sum.table)
        )
    }

    /// The conversion of the type moves them.
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
        false
    }
}
