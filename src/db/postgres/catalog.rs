//! PostgreSQL's catalog, read by set-based queries on pg_catalog.

mod expression;

use super::super::Scope;
use super::super::row::Row;
use super::super::session::Session;
use super::super::statement::Sql;
use super::queries::{list, ours, plain_names};
use crate::catalog::{Catalog, Column, ForeignKey, Index, PARTITIONED_BY, Table, squeeze};
use crate::error::{SqlError, SqlErrorKind};
use crate::sql;
use expression::plain;
use std::collections::BTreeMap;

/// Everything in one message: one round trip, one snapshot. The first column says what a row is.
fn catalog_query(scope: &Scope) -> Sql {
    let of_ours = sql!("c.relnamespace = {ours} AND c.relname IN ({tables})", ours = ours(), tables = list(&scope.tables));
    Sql::batch([
        sql!(
            "SELECT 'table' AS what, c.relname AS table, c.relpersistence AS persistence, c.relrowsecurity AS secured, \
             c.relforcerowsecurity AS forced, pg_get_partkeydef(c.oid) AS partition_key FROM pg_catalog.pg_class c WHERE {of_ours} AND c.relkind IN ('r', 'p')",
            of_ours = &of_ours
        ),
        sql!(
            "SELECT 'column' AS what, c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null, \
             pg_get_expr(d.adbin, d.adrelid) AS default_value, a.attgenerated::text || a.attidentity::text AS generated, \
             CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation \
             FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_type t ON t.oid = a.atttypid \
             LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
             WHERE {of_ours} AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum",
            of_ours = &of_ours
        ),
        // 18 lists not-null as constraints too; the columns tell that already, but for those that old rows may break
        sql!(
            "SELECT 'constraint' AS what, c.relname AS table, k.conname AS name, k.contype AS kind, pg_get_constraintdef(k.oid) AS definition, \
             CASE WHEN k.confrelid <> 0 THEN k.confrelid::regclass::text END AS target, k.confupdtype AS on_update, k.confdeltype AS on_delete \
             FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid \
             WHERE {of_ours} AND (k.contype <> 'n' OR NOT k.convalidated) ORDER BY k.conname",
            of_ours = &of_ours
        ),
        sql!(
            "SELECT 'index' AS what, c.relname AS table, i.relname AS name, x.indisunique AS is_unique, x.indisvalid AS valid, am.amname AS method, \
             pg_get_indexdef(x.indexrelid) AS definition, x.indimmediate AS immediate \
             FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indrelid JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid \
             JOIN pg_catalog.pg_am am ON am.oid = i.relam WHERE {of_ours} AND NOT x.indisprimary ORDER BY i.relname",
            of_ours = &of_ours
        ),
        sql!(
            "SELECT 'trigger' AS what, c.relname AS table, t.tgname AS name, pg_get_triggerdef(t.oid, true) AS definition, t.tgenabled AS state \
             FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND {of_ours}",
            of_ours = &of_ours
        ),
        sql!(
            "SELECT 'rule' AS what, c.relname AS table, r.rulename AS name, pg_get_ruledef(r.oid, true) AS definition FROM pg_catalog.pg_rewrite r \
             JOIN pg_catalog.pg_class c ON c.oid = r.ev_class WHERE {of_ours} AND c.relkind IN ('r', 'p')",
            of_ours
        ),
        sql!(
            "SELECT 'enum' AS what, t.typname AS name, e.enumlabel AS label FROM pg_catalog.pg_enum e JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid \
             WHERE t.typnamespace = {ours} AND t.typname IN ({enums}) ORDER BY t.typname, e.enumsortorder",
            ours = ours(),
            enums = list(&scope.enums)
        ),
        sql!(
            "SELECT 'function' AS what, p.proname AS name, p.prosrc AS body, p.prorettype::regtype::text AS returns, l.lanname AS language, \
             concat_ws(' ', CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' END, CASE WHEN p.prosecdef THEN 'SECURITY DEFINER' END, \
             CASE WHEN p.proisstrict THEN 'STRICT' END, CASE WHEN p.proleakproof THEN 'LEAKPROOF' END, array_to_string(p.proconfig, ' ')) AS options \
             FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang \
             WHERE p.pronamespace = {ours} AND p.pronargs = 0 AND p.proname IN ({functions})",
            ours = ours(),
            functions = list(&scope.functions)
        ),
    ])
}

pub(in crate::db) async fn introspect(session: &mut Session, scope: &Scope) -> Result<Catalog, SqlError> {
    let mut catalog = Catalog::default();
    for row in session.fetch(&plain_names(catalog_query(scope))).await? {
        match row.get::<String>("what")?.as_str() {
            "table" => drop(catalog.tables.insert(row.get("table")?, Table { options: options(&row)?, ..Table::default() })),
            "enum" => catalog.enums.entry(row.get("name")?).or_default().push(row.get("label")?),
            "function" => {
                let (returns, language, body): (String, String, String) = (row.get("returns")?, row.get("language")?, row.get("body")?);
                let options: String = row.get("options")?;
                let more = if options.is_empty() { String::new() } else { format!(" {options}") };
                catalog.functions.insert(row.get("name")?, format!("RETURNS {returns} LANGUAGE {language}{more} AS {}", squeeze(&body)));
            }
            what => {
                if let Some(table) = catalog.tables.get_mut(&row.get::<String>("table")?) {
                    add(table, what, &row)?;
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

/// What is out of the ordinary about a table as a whole.
fn options(row: &Row) -> Result<BTreeMap<String, String>, SqlError> {
    let mut options = BTreeMap::new();
    let persistence: String = row.get("persistence")?;
    if persistence != "p" {
        options.insert("persistence".to_string(), persistence);
    }
    if let Some(key) = row.get("partition_key")? {
        options.insert(PARTITIONED_BY.to_string(), key);
    }
    let (is_secured, is_forced): (bool, bool) = (row.get("secured")?, row.get("forced")?);
    if is_secured || is_forced {
        options.insert("row security".to_string(), if is_forced { "forced" } else { "on" }.to_string());
    }
    Ok(options)
}

/// Adds what a row says of a table.
fn add(table: &mut Table, what: &str, row: &Row) -> Result<(), SqlError> {
    let name: String = row.get("name")?;
    match what {
        "column" => table.columns.push(Column {
            name,
            ty: row.get("type")?,
            nullable: !row.get::<bool>("not_null")?,
            default: row.get("default_value")?,
            generated: row.get::<Option<String>>("generated")?.filter(|g| !g.is_empty()),
            collation: row.get("collation")?,
            extra: None,
        }),
        "constraint" => {
            let text = |column: &str| row.get::<Option<String>>(column).map(Option::unwrap_or_default);
            let target = [text("target")?, text("on_update")?, text("on_delete")?];
            add_constraint(table, &row.get::<String>("kind")?, name, definition(row)?, target);
        }
        "index" => {
            // from the method on: the rest is names
            let definition = definition(row)?;
            let definition = definition.split_once(" USING ").map(|(_, rest)| rest.to_string()).unwrap_or_default();
            let (head, condition) = match definition.split_once(" WHERE ") {
                Some((head, condition)) => (head.to_string(), Some(plain(condition))),
                None => (definition, None),
            };
            let tail = condition.as_ref().map(|c| format!(" WHERE {c}")).unwrap_or_default();
            let deferrable = if row.get("immediate")? { "" } else { " [deferrable]" };
            let index = Index {
                unique: row.get("is_unique")?,
                columns: first_list(&head),
                predicate: condition,
                method: row.get("method")?,
                valid: row.get("valid")?,
                detail: Some(format!("{head}{tail}{deferrable}")),
                is_constraint: false,
            };
            table.indexes.insert(name, index);
        }
        "rule" => drop(table.rules.insert(name, definition(row)?)),
        _ => {
            let state: String = row.get("state")?;
            let state = if state == "O" { String::new() } else { format!(" [state {state}]") };
            table.triggers.insert(name, format!("{}{state}", definition(row)?));
        }
    }
    Ok(())
}

/// The definition of an object. The server computes it from the catalog of now, and answers NULL if the object was dropped after the
/// statement had begun.
fn definition(row: &Row) -> Result<String, SqlError> {
    let dropped = |what: String, name: String| SqlError {
        kind: SqlErrorKind::ObjectMissing,
        code: "".into(),
        message: format!("{what} {name} was dropped meanwhile").into(),
    };
    match row.get("definition")? {
        Some(definition) => Ok(definition),
        None => Err(dropped(row.get("what")?, row.get("name")?)),
    }
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
