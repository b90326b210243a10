//! PostgreSQL's catalog, read by set-based queries on pg_catalog.

mod expression;

use super::super::Scope;
use super::super::session::Session;
use super::{OURS, list};
use crate::catalog::{Catalog, Column, ForeignKey, Index, Table, squeeze};
use crate::error::SqlError;
use expression::plain;
use std::collections::BTreeMap;

/// Everything in one message: one round trip, one snapshot. The first column says what a row is.
fn catalog_sql(scope: &Scope) -> String {
    let tables = list(&scope.tables);
    let of_ours = format!("c.relnamespace = {OURS} AND c.relname IN ({tables})");
    let names_of = |keys: &str, table: &str| {
        format!(
            "array_to_string(ARRAY(SELECT a.attname FROM unnest({keys}) WITH ORDINALITY u(n, i) \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = {table} AND a.attnum = u.n ORDER BY u.i), ',')"
        )
    };
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
            "SELECT 'constraint', c.relname, k.conname, k.contype, pg_get_constraintdef(k.oid), {}, \
             CASE WHEN k.confrelid <> 0 THEN k.confrelid::regclass::text END, {}, k.confupdtype, k.confdeltype, k.convalidated \
             FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid WHERE {of_ours} AND (k.contype <> 'n' OR NOT k.convalidated) ORDER BY k.conname",
            names_of("k.conkey", "k.conrelid"),
            names_of("k.confkey", "k.confrelid")
        ),
        format!(
            "SELECT 'index', c.relname, i.relname, x.indisunique, x.indisvalid, am.amname, pg_get_expr(x.indpred, x.indrelid, true), \
             array_to_string(ARRAY(SELECT pg_get_indexdef(x.indexrelid, n, true) || CASE WHEN x.indoption[n - 1] & 1 = 1 THEN ' DESC' ELSE '' END \
             FROM generate_series(1, x.indnkeyatts) n), E'\\x01'), pg_get_indexdef(x.indexrelid), x.indimmediate, \
             EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype = 'u') \
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

pub(in crate::backend) async fn introspect(session: &mut Session, scope: &Scope) -> std::result::Result<Catalog, SqlError> {
    let mut catalog = Catalog::default();
    for mut row in session.query(&catalog_sql(scope)).await? {
        row.resize(11, None);
        let text = |i: usize| row[i].clone().unwrap_or_default();
        let list = |i: usize| text(i).split(',').filter(|n| !n.is_empty()).map(String::from).collect::<Vec<_>>();
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
                    "constraint" => add_constraint(table, &text(3), text(2), text(4), list(5), list(7), [text(6), text(8), text(9)]),
                    "index" => {
                        let columns = text(7).split('\u{1}').map(String::from).collect();
                        // from the method on: the rest is names
                        let definition = match text(8).split_once(" USING ") {
                            Some((_, rest)) => match rest.split_once(" WHERE ") {
                                Some((columns, condition)) => format!("{columns} WHERE {}", plain(condition)),
                                None => rest.to_string(),
                            },
                            None => String::new(),
                        };
                        let deferrable = if text(9) == "t" { "" } else { " [deferrable]" };
                        let index = Index {
                            unique: text(3) == "t",
                            columns,
                            predicate: row[6].as_deref().map(plain),
                            method: text(5),
                            valid: text(4) == "t",
                            detail: Some(format!("{definition}{deferrable}")),
                            is_constraint: text(10) == "t",
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
    Ok(catalog)
}

fn add_constraint(
    table: &mut Table,
    kind: &str,
    name: String,
    definition: String,
    columns: Vec<String>,
    referenced: Vec<String>,
    [target, on_update, on_delete]: [String; 3],
) {
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
            table.primary_key = columns.into_iter().zip(1..).map(|(c, i)| (i, c)).collect();
            table.primary_key_name = Some(name);
        }
        "f" => {
            let (on_update, on_delete) = (action(&on_update), action(&on_delete));
            let detail = key_detail(&definition, &on_update, &on_delete);
            table.foreign_keys.insert(name, ForeignKey { columns, table: target, referenced, on_update, on_delete, detail });
        }
        // a unique constraint shows as its index
        "u" => {}
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
