//! PostgreSQL's catalog, read by set-based queries on pg_catalog.

mod expression;

use super::super::Scope;
use super::super::session::Session;
use super::{OURS, PLAIN_NAMES, list};
use crate::catalog::{Catalog, Column, ForeignKey, Index, Table, squeeze};
use crate::error::SqlError;
use expression::plain;
use std::collections::BTreeMap;

/// Everything in one message: one round trip, one snapshot. The first column says what a row is.
fn catalog_sql(scope: &Scope) -> String {
    let tables = list(&scope.tables);
    let of_ours = format!("c.relnamespace = {OURS} AND c.relname IN ({tables})");
    [
        format!("SELECT 'table', c.relname, c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity FROM pg_catalog.pg_class c WHERE {of_ours} AND c.relkind IN ('r', 'p')"),
        format!(
            "SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), \
             a.attgenerated::text || a.attidentity::text, CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END \
             FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_type t ON t.oid = a.atttypid \
             LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
             WHERE {of_ours} AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum"
        ),
        // 18 lists not-null as constraints too; the columns tell that already, but for those that old rows may break
        format!(
            "SELECT 'constraint', c.relname, k.conname, k.contype, pg_get_constraintdef(k.oid), \
             CASE WHEN k.confrelid <> 0 THEN k.confrelid::regclass::text END, k.confupdtype, k.confdeltype \
             FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid \
             WHERE {of_ours} AND (k.contype <> 'n' OR NOT k.convalidated) ORDER BY k.conname"
        ),
        format!(
            "SELECT 'index', c.relname, i.relname, x.indisunique, x.indisvalid, am.amname, pg_get_indexdef(x.indexrelid), x.indimmediate \
             FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indrelid JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid \
             JOIN pg_catalog.pg_am am ON am.oid = i.relam WHERE {of_ours} AND NOT x.indisprimary ORDER BY i.relname"
        ),
        format!(
            "SELECT 'trigger', c.relname, t.tgname, pg_get_triggerdef(t.oid, true), t.tgenabled FROM pg_catalog.pg_trigger t \
             JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND {of_ours}"
        ),
        format!(
            "SELECT 'rule', c.relname, r.rulename, pg_get_ruledef(r.oid, true) FROM pg_catalog.pg_rewrite r \
             JOIN pg_catalog.pg_class c ON c.oid = r.ev_class WHERE {of_ours} AND c.relkind IN ('r', 'p')"
        ),
        format!(
            "SELECT 'enum', t.typname, e.enumlabel FROM pg_catalog.pg_enum e JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid \
             WHERE t.typnamespace = {OURS} AND t.typname IN ({}) ORDER BY t.typname, e.enumsortorder",
            list(&scope.enums)
        ),
        format!(
            "SELECT 'function', p.proname, p.prosrc, p.prorettype::regtype::text, l.lanname, concat_ws(' ', \
             CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' END, CASE WHEN p.prosecdef THEN 'SECURITY DEFINER' END, \
             CASE WHEN p.proisstrict THEN 'STRICT' END, CASE WHEN p.proleakproof THEN 'LEAKPROOF' END, array_to_string(p.proconfig, ' ')) FROM pg_catalog.pg_proc p \
             JOIN pg_catalog.pg_language l ON l.oid = p.prolang WHERE p.pronamespace = {OURS} AND p.pronargs = 0 AND p.proname IN ({})",
            list(&scope.functions)
        ),
    ]
    .join("; ")
}

pub(in crate::db) async fn introspect(session: &mut Session, scope: &Scope) -> std::result::Result<Catalog, SqlError> {
    let mut catalog = Catalog::default();
    for mut row in session.query(&format!("{PLAIN_NAMES}{}", catalog_sql(scope))).await? {
        row.resize(11, None);
        let text = |i: usize| row[i].clone().unwrap_or_default();
        match text(0).as_str() {
            "table" => {
                let mut options = BTreeMap::new();
                if text(3) != "p" {
                    options.insert("persistence".to_string(), text(3));
                }
                if text(2) == "p" {
                    options.insert("kind".to_string(), "partitioned".to_string());
                }
                if text(4) == "t" || text(5) == "t" {
                    options.insert("row security".to_string(), if text(5) == "t" { "forced" } else { "on" }.to_string());
                }
                catalog.tables.insert(text(1), Table { options, ..Table::default() });
            }
            "enum" => catalog.enums.entry(text(1)).or_default().push(text(2)),
            "function" => {
                let more = if text(5).is_empty() { String::new() } else { format!(" {}", text(5)) };
                let body = format!("RETURNS {} LANGUAGE {}{more} AS {}", text(3), text(4), squeeze(&text(2)));
                catalog.functions.insert(text(1), body);
            }
            kind => {
                let Some(table) = catalog.tables.get_mut(&text(1)) else { continue };
                match kind {
                    "column" => table.columns.push(Column {
                        name: text(2),
                        ty: text(3),
                        nullable: text(4) == "f",
                        default: row[5].clone(),
                        generated: Some(text(6)).filter(|g| !g.is_empty()),
                        collation: row[7].clone(),
                        extra: None,
                    }),
                    "constraint" => add_constraint(table, &text(3), text(2), text(4), [text(5), text(6), text(7)]),
                    "index" => {
                        // from the method on: the rest is names
                        let definition = text(6).split_once(" USING ").map(|(_, rest)| rest.to_string()).unwrap_or_default();
                        let (head, condition) = match definition.split_once(" WHERE ") {
                            Some((head, condition)) => (head.to_string(), Some(plain(condition))),
                            None => (definition, None),
                        };
                        let tail = condition.as_ref().map(|c| format!(" WHERE {c}")).unwrap_or_default();
                        let deferrable = if text(7) == "t" { "" } else { " [deferrable]" };
                        let index = Index {
                            unique: text(3) == "t",
                            columns: first_list(&head),
                            predicate: condition,
                            method: text(5),
                            valid: text(4) == "t",
                            detail: Some(format!("{head}{tail}{deferrable}")),
                            is_constraint: false,
                        };
                        table.indexes.insert(text(2), index);
                    }
                    "rule" => drop(table.rules.insert(text(2), text(3))),
                    _ => {
                        let state = if text(4) == "O" { String::new() } else { format!(" [state {}]", text(4)) };
                        table.triggers.insert(text(2), format!("{}{state}", text(3)));
                    }
                }
            }
        }
    }
    for table in catalog.tables.values_mut() {
        for name in std::mem::take(&mut table.constraint_indexes) {
            if let Some(index) = table.indexes.get_mut(&name) {
                index.is_constraint = true;
            }
        }
    }
    Ok(catalog)
}

/// The parts of the first parenthesis of `text`, names without their quotes.
fn first_list(text: &str) -> Vec<String> {
    let (mut depth, mut in_name, mut in_text) = (0, false, false);
    let (mut parts, mut part) = (Vec::new(), String::new());
    for c in text.chars() {
        match c {
            '\'' if !in_name => in_text = !in_text,
            '"' if !in_text => in_name = !in_name,
            '(' if !in_name && !in_text => depth += 1,
            ')' if !in_name && !in_text => depth -= 1,
            _ => {}
        }
        match c {
            '(' if depth == 1 && part.is_empty() && parts.is_empty() && !in_name && !in_text => continue,
            ')' if depth == 0 && !in_name && !in_text => break,
            ',' if depth == 1 && !in_name && !in_text => parts.push(std::mem::take(&mut part)),
            _ if depth >= 1 => part.push(c),
            _ => {}
        }
    }
    parts.push(part);
    let unquoted = |part: &String| {
        let part = part.trim();
        match part.strip_prefix('"').and_then(|p| p.strip_suffix('"')) {
            Some(name) if !name.replace("\"\"", "").contains('"') => name.replace("\"\"", "\""),
            _ => part.to_string(),
        }
    };
    parts.iter().map(unquoted).collect()
}

fn add_constraint(table: &mut Table, kind: &str, name: String, definition: String, [target, on_update, on_delete]: [String; 3]) {
    let action = |code: &str| {
        match code {
            "c" => "CASCADE",
            "n" => "SET NULL",
            "d" => "SET DEFAULT",
            "r" => "RESTRICT",
            _ => "NO ACTION",
        }
        .to_string()
    };
    match kind {
        "p" => {
            table.primary_key = first_list(&definition).into_iter().zip(1..).map(|(c, i)| (i, c)).collect();
            table.primary_key_name = Some(name);
        }
        "f" => {
            let (on_update, on_delete) = (action(&on_update), action(&on_delete));
            let columns = first_list(&definition);
            let referenced = definition.split_once(" REFERENCES ").map(|(_, rest)| first_list(rest)).unwrap_or_default();
            let detail = key_detail(&definition, &on_update, &on_delete);
            table.foreign_keys.insert(name, ForeignKey { columns, table: target, referenced, on_update, on_delete, detail });
        }
        // it shows as its index
        "u" => drop(table.constraint_indexes.insert(name)),
        _ => drop(table.checks.insert(name, plain(&definition))),
    }
}

/// What stands behind the columns referred to, but for the actions.
fn key_detail(definition: &str, on_update: &str, on_delete: &str) -> String {
    let tail = definition.split_once(" REFERENCES ").and_then(|(_, rest)| rest.split_once(')')).map_or("", |(_, tail)| tail);
    squeeze(&tail.replacen(&format!("ON UPDATE {on_update}"), "", 1).replacen(&format!("ON DELETE {on_delete}"), "", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_out_of_definitions() {
        assert_eq!(first_list("FOREIGN KEY (a, \"b, \"\"c\") REFERENCES t(x)"), ["a", "b, \"c"]);
        assert_eq!(first_list("btree (lower((name)::text), kind DESC) INCLUDE (x)"), ["lower((name)::text)", "kind DESC"]);
        assert_eq!(first_list("btree ((a || ')'::text), b)"), ["(a || ')'::text)", "b"]);
    }

    #[test]
    fn the_detail_of_a_key_is_what_its_actions_leave() {
        let tail = |text: &str, on_delete: &str| key_detail(&format!("FOREIGN KEY (a) REFERENCES t(b){text}"), "NO ACTION", on_delete);
        assert_eq!(tail("", "NO ACTION"), "");
        assert_eq!(
            tail(" ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED NOT VALID", "CASCADE"),
            "DEFERRABLE INITIALLY DEFERRED NOT VALID"
        );
        assert_eq!(tail(" MATCH FULL ON DELETE SET NULL (a)", "SET NULL"), "MATCH FULL (a)");
    }
}
