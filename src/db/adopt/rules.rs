//! The rules that rows must keep once a schema is adopted, as conditions in SQL.

use crate::catalog::{Catalog, Column, ForeignKey, Index, Part, Table};
use crate::db::engine;
use migration::Backend;

/// A rule that rows must keep once the schema is what is wanted, and that nothing has enforced so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// The table.
    pub table: String,
    /// What enforces it afterwards.
    pub part: Part,
    /// For people, e.g. `foreign key jobs.user_id`.
    pub object: String,
    /// What is wrong with a row that breaks it.
    pub fault: String,
    /// True for such a row, in SQL; `{t}` stands for the table's alias.
    condition: String,
    /// What to show of it; `{t}` as above.
    value: String,
}

impl Rule {
    /// The condition on rows of `alias`.
    pub fn broken_by(&self, alias: &str) -> String {
        self.condition.replace("{t}", alias)
    }

    /// What to show of a row of `alias`.
    pub fn shown(&self, alias: &str) -> String {
        self.value.replace("{t}", alias)
    }
}

/// `n` of `varchar(n)`.
fn length(ty: &str) -> Option<u32> {
    let is_text = ty.starts_with("character") || ty.starts_with("varchar") || ty.starts_with("char(");
    let inside = ty.split_once('(')?.1.split(')').next()?;
    if is_text { inside.parse().ok() } else { None }
}

fn among(backend: Backend, labels: &[String]) -> String {
    labels.iter().map(|label| backend.literal(label)).collect::<Vec<_>>().join(", ")
}

/// What `wanted` demands of the rows of a table and `live` does not yet.
pub(crate) fn rules(backend: Backend, name: &str, wanted: &Catalog, live: &Catalog) -> Vec<Rule> {
    let (Some(table), Some(now)) = (wanted.tables.get(name), live.tables.get(name)) else { return Vec::new() };
    let mut found = Vec::new();
    for column in &table.columns {
        if let Some(old) = now.columns.iter().find(|c| c.name == column.name) {
            column_rules(backend, name, column, old, wanted, live, &mut found);
        }
    }
    let tables = TableRules { backend, name, table, now };
    found.extend(tables.checks());
    found.extend(tables.unique_indexes());
    found.extend(tables.foreign_keys(live));
    found
}

/// A table as it is wanted and as it is now, for the rules that concern several columns.
struct TableRules<'a> {
    backend: Backend,
    name: &'a str,
    table: &'a Table,
    now: &'a Table,
}

impl TableRules<'_> {
    fn has(&self, column: &String) -> bool {
        self.now.columns.iter().any(|c| c.name == *column)
    }

    /// A column of the row that is checked.
    fn column(&self, name: &str) -> String {
        format!("{{t}}.{}", self.backend.quote(name))
    }

    /// What to show of a row: the value of its column, if there is one.
    fn shown(&self, column: Option<&String>) -> String {
        column.map_or("NULL".into(), |c| engine(self.backend).as_text(&self.column(c)))
    }

    fn rule(&self, part: Part, object: String, fault: String, condition: String, value: String) -> Rule {
        Rule { table: self.name.to_string(), part, object, fault, condition, value }
    }

    fn checks(&self) -> Vec<Rule> {
        let TableRules { backend, name, table, now } = *self;
        let rule = |(check_name, check): (&String, &String)| {
            let expression = check.strip_prefix("CHECK ").unwrap_or(check);
            let expression = engine(backend).bytewise(table, now, expression);
            let column = table.columns.iter().map(|c| &c.name).find(|c| has_word(&expression, c));
            let object = format!("check {name}.{check_name}");
            self.rule(Part::Check(check_name.clone()), object, "breaks the check".into(), format!("NOT ({expression})"), self.shown(column))
        };
        table.checks.iter().filter(|(_, check)| !now.checks.values().any(|c| c == *check)).map(rule).collect()
    }

    fn unique_indexes(&self) -> Vec<Rule> {
        let TableRules { backend, name, table, now } = *self;
        let Some((_, id)) = now.primary_key.first() else { return Vec::new() };
        let rule = |(index_name, index): (&String, &Index)| {
            let same: Vec<String> =
                index.columns.iter().map(|c| same(backend, table, c, &format!("o.{}", backend.quote(c)), &self.column(c))).collect();
            let condition = format!(
                "EXISTS (SELECT 1 FROM {} o WHERE {} AND o.{id} < {})",
                backend.quote(name),
                same.join(" AND "),
                self.column(id),
                id = backend.quote(id)
            );
            let object = format!("index {name}.{index_name}");
            let fault = "is a duplicate under a unique key".into();
            self.rule(Part::Index(index_name.clone()), object, fault, condition, self.shown(index.columns.first()))
        };
        let is_new = |i: &Index| i.unique && !now.indexes.values().any(|n| n.unique && n.columns == i.columns);
        table.indexes.iter().filter(|(_, i)| is_new(i) && i.columns.iter().all(|c| self.has(c))).map(rule).collect()
    }

    fn foreign_keys(&self, live: &Catalog) -> Vec<Rule> {
        let TableRules { backend, name, table, now } = *self;
        let is_enforced = |key: &ForeignKey| {
            engine(backend).enforces_keys()
                && now.foreign_keys.values().any(|k| k.columns == key.columns && k.table == key.table && k.referenced == key.referenced)
        };
        let applies =
            |key: &ForeignKey| !is_enforced(key) && key.columns.iter().all(|c| self.has(c)) && live.tables.contains_key(&key.table);
        let rule = |(key_name, key): (&String, &ForeignKey)| {
            let set = key.columns.iter().map(|c| format!("{} IS NOT NULL", self.column(c))).collect::<Vec<_>>().join(" AND ");
            let pairs = key.columns.iter().zip(&key.referenced);
            let same: Vec<String> =
                pairs.map(|(c, r)| same(backend, table, c, &format!("r.{}", backend.quote(r)), &self.column(c))).collect();
            let condition = format!("{set} AND NOT EXISTS (SELECT 1 FROM {} r WHERE {})", backend.quote(&key.table), same.join(" AND "));
            let object = format!("foreign key {name}.{key_name}");
            let fault = format!("refers to no row of {}", key.table);
            self.rule(Part::ForeignKey(key_name.clone()), object, fault, condition, self.shown(key.columns.first()))
        };
        table.foreign_keys.iter().filter(|(_, key)| applies(key)).map(rule).collect()
    }
}

/// Equal under the collation that `column` of `wanted` will have; the plain comparison first, which an index serves.
fn same(backend: Backend, wanted: &Table, column: &str, a: &str, b: &str) -> String {
    let is_exact = wanted.columns.iter().any(|c| c.name == column && c.collation.as_deref() == Some("utf8mb4_bin"));
    let plain = format!("{a} = {b}");
    if is_exact { format!("{plain} AND {} = {}", engine(backend).as_bytes(a), engine(backend).as_bytes(b)) } else { plain }
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == word)
}

fn column_rules(backend: Backend, table: &str, wanted: &Column, live: &Column, all: &Catalog, now: &Catalog, found: &mut Vec<Rule>) {
    let column = format!("{{t}}.{}", backend.quote(&wanted.name));
    let text = engine(backend).as_text(&column);
    let mut add = |fault: String, condition: String| {
        found.push(Rule {
            table: table.to_string(),
            part: Part::Column(wanted.name.clone()),
            object: format!("column {table}.{}", wanted.name),
            fault,
            condition,
            value: text.clone(),
        });
    };
    if live.nullable && !wanted.nullable {
        add("is NULL".into(), format!("{column} IS NULL"));
    }
    let is_wide = |ty: &str| ty.contains("text");
    if engine(backend).limits_length()
        && let Some(n) = length(&wanted.ty)
        && (length(&live.ty).is_some_and(|m| m > n) || is_wide(&live.ty))
    {
        add(format!("is longer than {n} characters"), format!("char_length({text}) > {n}"));
    }
    let (labels, old_labels) = (engine(backend).labels(&wanted.ty, all), engine(backend).labels(&live.ty, now));
    if let Some(labels) = labels
        && old_labels.is_none_or(|old| old.iter().any(|label| !labels.contains(label)))
    {
        let bytes = engine(backend).as_bytes(&column);
        add("is no known label".into(), format!("{column} IS NOT NULL AND {bytes} NOT IN ({})", among(backend, &labels)));
    }
    if let Some((fault, condition)) = engine(backend).conversion_rule(&column, wanted, live) {
        add(fault.into(), condition);
    }
}
