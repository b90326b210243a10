//! Looking at the rows of an adoption: how many there are, which break a rule, which are moved aside.

use super::rules::Rule;
use crate::catalog::Catalog;
use crate::db::engine;
use crate::db::row::{Row, first};
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::db::value::Name;
use crate::error::{Doing, Result, SqlError};
use crate::sql;
use migration::Backend;

impl Session {
    /// Counts the rows of a table, and those that break each of `rules`, in one pass.
    pub(crate) async fn count_broken(&mut self, table: &str, rules: &[Rule]) -> Result<(u64, Vec<u64>)> {
        let doing = format!("looking at the rows of {table}");
        let broken = |(n, rule): (usize, &Rule)| {
            sql!(
                ", COALESCE(SUM(CASE WHEN {broken} THEN 1 ELSE 0 END), 0) AS rule_{n}",
                broken = Sql::script(rule.broken_by("t")),
                n = Sql::number(n as u64)
            )
        };
        let sql = sql!(
            "SELECT COUNT(*) AS row_count{broken} FROM {table} t",
            broken = Sql::join(rules.iter().enumerate().map(broken), ""),
            table = Name::of(table.to_string())
        );
        let rows = self.fetch(&sql).await.doing(&doing)?;
        let Some(row) = rows.first() else { return Ok(Default::default()) };
        let counts = (0..rules.len()).map(|n| row.get(&format!("rule_{n}"))).collect::<std::result::Result<_, _>>().doing(&doing)?;
        Ok((row.get("row_count").doing(doing)?, counts))
    }

    /// Up to `most` rows that break a rule: the primary key of each, and the value that does not fit.
    pub(crate) async fn sample_broken(&mut self, rule: &Rule, live: &Catalog, most: usize) -> Result<Vec<(String, Option<String>)>> {
        let backend = self.backend();
        let key = live.tables.get(&rule.table).and_then(|t| t.primary_key.first());
        let key = key.map_or(sql!("'?'"), |(_, column)| Sql::script(engine(backend).as_text(&format!("t.{}", backend.quote(column)))));
        let sql = sql!(
            "SELECT {key} AS row_key, {shown} AS shown FROM {table} t WHERE {broken} LIMIT {most}",
            key,
            shown = Sql::script(rule.shown("t")),
            table = Name::of(rule.table.clone()),
            broken = Sql::script(rule.broken_by("t")),
            most = Sql::number(most as u64)
        );
        let doing = format!("looking at the rows of {}", rule.table);
        let pair = |row: &Row| Ok((row.get::<Option<String>>("row_key")?.unwrap_or_default(), row.get("shown")?));
        let rows = self.fetch(&sql).await.doing(&doing)?;
        rows.iter().map(pair).collect::<std::result::Result<_, SqlError>>().doing(doing)
    }

    /// Counts the rows `t` of a table for which `condition` holds.
    pub(crate) async fn count_where(&mut self, table: &str, condition: &str) -> Result<u64> {
        let doing = format!("counting rows of {table}");
        let sql = sql!(
            "SELECT COUNT(*) AS row_count FROM {table} t WHERE {condition}",
            table = Name::of(table.to_string()),
            condition = Sql::script(condition)
        );
        Ok(first(&self.fetch(&sql).await.doing(&doing)?).doing(doing)?.unwrap_or(0))
    }

    /// The values of columns that are none of the labels given with them, up to 100 of each column that has any.
    pub(crate) async fn other_labels(&mut self, table: &str, columns: &[(String, Vec<String>)]) -> Result<Vec<(String, Vec<String>)>> {
        let doing = format!("looking at {table}");
        let backend = self.backend();
        let other = |(column, labels): &(String, Vec<String>)| {
            sql!("{column} NOT IN ({labels})", column = Name::of(column.clone()), labels = Sql::list(labels))
        };
        // one pass over the table for all of them, which as a rule finds nothing
        let checks = columns
            .iter()
            .enumerate()
            .map(|(n, one)| sql!("MAX(CASE WHEN {other} THEN 1 ELSE 0 END) AS column_{n}", other = other(one), n = Sql::number(n as u64)));
        let from = Name::of(table.to_string());
        let rows = self.fetch(&sql!("SELECT {checks} FROM {from}", checks = Sql::list(checks), from = &from)).await.doing(&doing)?;
        let mut found = Vec::new();
        let Some(row) = rows.first() else { return Ok(found) };
        for (n, one) in columns.iter().enumerate() {
            if row.get::<Option<i64>>(&format!("column_{n}")).doing(&doing)? != Some(1) {
                continue;
            }
            let sql = sql!(
                "SELECT DISTINCT {value} AS value FROM {from} WHERE {other} LIMIT 100",
                value = Sql::script(engine(backend).as_text(&backend.quote(&one.0))),
                from = &from,
                other = other(one)
            );
            let rows = self.fetch(&sql).await.doing(&doing)?;
            let values: Vec<String> = rows.iter().map(Row::only).collect::<std::result::Result<_, _>>().doing(&doing)?;
            if !values.is_empty() {
                found.push((one.0.clone(), values));
            }
        }
        Ok(found)
    }

    /// The revisions that Alembic has recorded.
    pub(crate) async fn alembic_revisions(&mut self) -> Result<Vec<String>> {
        let doing = "reading Alembic's revision";
        let rows = self.fetch(&sql!("SELECT version_num FROM alembic_version")).await.doing(doing)?;
        rows.iter().map(Row::only).collect::<std::result::Result<_, _>>().doing(doing)
    }
}

/// Which rows are moved aside: those that break one of `rules`, and whatever refers to them.
pub(crate) struct Moving<'a> {
    pub backend: Backend,
    pub wanted: &'a Catalog,
    pub live: &'a Catalog,
    pub rules: Vec<&'a Rule>,
}

impl Moving<'_> {
    /// The condition that a row `t` of `table` is moved; `None` where none is.
    pub fn condition(&self, table: &str) -> Option<String> {
        self.condition_on(table, "t", &mut Vec::new())
    }

    fn condition_on(&self, table: &str, alias: &str, path: &mut Vec<String>) -> Option<String> {
        if path.iter().any(|t| t == table) || !self.live.tables.contains_key(table) {
            return None;
        }
        path.push(table.to_string());
        let own = self.rules.iter().filter(|rule| rule.table == table).map(|rule| format!("({})", rule.broken_by(alias)));
        let mut any: Vec<String> = own.collect();
        let keys = self.wanted.tables.get(table).map(|t| t.foreign_keys.values().collect::<Vec<_>>()).unwrap_or_default();
        for key in keys.into_iter().filter(|key| key.table != table) {
            let parent = format!("p{}", path.len());
            if let Some(moved) = self.condition_on(&key.table, &parent, path) {
                let q = |name: &String| self.backend.quote(name);
                let same: Vec<String> =
                    key.columns.iter().zip(&key.referenced).map(|(c, r)| format!("{parent}.{} = {alias}.{}", q(r), q(c))).collect();
                any.push(format!("EXISTS (SELECT 1 FROM {} {parent} WHERE {} AND ({moved}))", q(&key.table), same.join(" AND ")));
            }
        }
        path.pop();
        (!any.is_empty()).then(|| any.join(" OR "))
    }
}
