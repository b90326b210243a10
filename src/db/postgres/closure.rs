//! Everything that can't stay when some objects are dropped, and the statements that drop all of it by name. PostgreSQL
//! finds the same for `DROP … CASCADE`, but says it only after the fact.
//! Source: https://www.postgresql.org/docs/current/catalog-pg-depend.html

use super::super::dependents::{Closure, Dependent};
use super::super::object_kind::ObjectKind;
use super::super::row::{Row, first};
use super::super::session::Session;
use super::super::statement::Sql;
use super::names::{Address, Named, all, names};
use super::queries::{list, ours, own_partitions, plain_names};
use crate::catalog::Scope;
use crate::error::{Doing, Error, SqlError};
use crate::sql;
use std::collections::{BTreeMap, BTreeSet};

/// The objects that the command was asked to drop: where the walk over dependencies begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Roots {
    /// Our tables, functions and types.
    Ours,
    /// Those and every other object of the schema.
    Schema,
}

/// An entry of `pg_depend`.
#[derive(Clone, Copy, Debug)]
struct Edge {
    from: Address,
    to: Address,
    /// `a`, `i`, `P`, `S`, `x`: the object goes with the other one. `n`: it is in the way. `e`: it belongs to an extension.
    kind: char,
}

#[derive(Debug, Default)]
struct Graph {
    roots: BTreeSet<Address>,
    /// Each member, and the object that is named for it.
    members: BTreeMap<Address, Address>,
    edges: Vec<Edge>,
    /// The members that are tables and not roots.
    tables: BTreeSet<Address>,
}

impl Graph {
    /// The member that an address belongs to: itself, its whole object, or, of a whole object, one of its columns.
    fn find(&self, address: Address) -> Option<Address> {
        self.members.get(&address).or_else(|| self.members.get(&(address.0, address.1, 0))).copied()
    }

    fn named(&self) -> BTreeSet<Address> {
        self.members.values().copied().collect()
    }
}

impl Edge {
    fn of(row: &Row) -> Result<Edge, SqlError> {
        Ok(Edge {
            from: (row.get("classid")?, row.get("objid")?, row.get("objsubid")?),
            to: (row.get("refclassid")?, row.get("refobjid")?, row.get("refobjsubid")?),
            kind: row.get("deptype")?,
        })
    }
}

fn pairs(addresses: &BTreeSet<Address>) -> Sql {
    Sql::list(
        addresses
            .iter()
            .map(|(class, object, _)| sql!("({class}::oid, {object}::oid)", class = Sql::number(*class), object = Sql::number(*object))),
    )
}

/// The entries of `pg_depend` for which `condition` holds.
async fn edges(session: &mut Session, condition: Sql) -> crate::error::Result<Vec<Edge>> {
    let sql = sql!(
        "SELECT d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid, d.deptype FROM pg_catalog.pg_depend d WHERE {condition}",
        condition
    );
    all(session, &sql, "looking at dependencies", Edge::of).await
}

fn roots_query(scope: &Scope, roots: Roots) -> Sql {
    let (tables, functions, types) = match roots {
        Roots::Ours => (
            sql!(
                "(o.relname IN ({tables}) AND o.relkind IN ('r', 'p') OR o.oid IN ({partitions}))",
                tables = list(&scope.tables),
                partitions = own_partitions()
            ),
            sql!("o.proname IN ({functions}) AND o.pronargs = 0", functions = list(&scope.functions)),
            sql!("o.typname IN ({enums}) AND o.typtype = 'e'", enums = list(&scope.enums)),
        ),
        // sequences of columns go with their tables
        Roots::Schema => (
            sql!(
                "o.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND (o.relkind <> 'S' OR NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d \
                 WHERE d.classid = o.tableoid AND d.objid = o.oid AND d.deptype IN ('a', 'i')))"
            ),
            sql!("true"),
            sql!("o.typtype IN ('e', 'd', 'r')"),
        ),
    };
    let of_catalog = |(catalog, schema, condition): (&'static str, &'static str, Sql)| {
        sql!(
            "SELECT o.tableoid::oid AS class, o.oid AS object FROM pg_catalog.{catalog} o WHERE o.{schema} = {ours} AND {condition} AND NOT EXISTS \
             (SELECT 1 FROM pg_catalog.pg_depend e WHERE e.deptype = 'e' AND e.classid = o.tableoid AND e.objid = o.oid)",
            catalog = Sql::constant(catalog),
            schema = Sql::constant(schema),
            ours = ours(),
            condition
        )
    };
    let parts = [("pg_class", "relnamespace", tables), ("pg_proc", "pronamespace", functions), ("pg_type", "typnamespace", types)];
    Sql::join(parts.map(of_catalog), " UNION ALL ")
}

/// `pg_class`, whose number never changes.
const PG_CLASS: u32 = 1259;

/// What kind of relation each of `addresses` is, or is a column of.
async fn relation_kinds(session: &mut Session, addresses: &BTreeSet<Address>) -> crate::error::Result<BTreeMap<u32, String>> {
    let ids: Vec<Sql> = addresses.iter().filter(|a| a.0 == PG_CLASS).map(|a| Sql::number(a.1)).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = sql!("SELECT oid, relkind FROM pg_catalog.pg_class WHERE oid IN ({ids})", ids = Sql::list(ids));
    let kinds = all(session, &sql, "looking at what depends on these objects", |row| Ok((row.get("oid")?, row.get("relkind")?))).await?;
    Ok(kinds.into_iter().collect())
}

async fn walk(session: &mut Session, ours: &Scope, roots: Roots) -> crate::error::Result<Graph> {
    let mut graph = Graph::default();
    let root = |row: &Row| Ok((row.get("class")?, row.get("object")?));
    for (class, object) in all(session, &roots_query(ours, roots), "searching for the objects to drop", root).await? {
        graph.roots.insert((class, object, 0));
        graph.members.insert((class, object, 0), (class, object, 0));
    }
    let mut frontier: BTreeSet<Address> = graph.roots.clone();
    while !frontier.is_empty() {
        let found = edges(session, sql!("(d.refclassid, d.refobjid) IN ({on})", on = pairs(&frontier))).await?;
        // of a column only what hangs on that column, or on the whole object
        let hangs = |edge: &Edge| frontier.iter().any(|f| (f.0, f.1) == (edge.to.0, edge.to.1) && (f.2 == 0 || f.2 == edge.to.2));
        let found: Vec<Edge> = found.into_iter().filter(hangs).collect();
        let new: BTreeSet<Address> = found.iter().map(|e| e.from).filter(|a| graph.find(*a).is_none()).collect();
        if new.is_empty() {
            graph.edges.extend(found);
            break;
        }
        // what a new one is part of: a rule of its view, a default of its column
        let owners = edges(session, sql!("(d.classid, d.objid) IN ({of})", of = pairs(&new))).await?;
        let owners: Vec<Edge> = owners.into_iter().filter(|e| new.contains(&e.from)).collect();
        let kinds = relation_kinds(session, &new).await?;
        let is_of = |address: Address, wanted: &[&str]| {
            address.0 == PG_CLASS && kinds.get(&address.1).is_some_and(|kind| wanted.contains(&kind.as_str()))
        };
        let mut next = BTreeSet::new();
        for address in new {
            let is_part = |e: &&Edge| e.from == address && matches!(e.kind, 'i' | 'P' | 'S');
            let is_automatic = |e: &&Edge| e.from == address && matches!(e.kind, 'a' | 'x' | 'i' | 'P' | 'S');
            // a partition goes with its parent, and its rows with it: it is named all the same
            let is_table = address.2 == 0 && is_of(address, &["r", "p", "f"]);
            graph.tables.extend(is_table.then_some(address));
            let goes_with = owners.iter().filter(is_automatic).find_map(|e| graph.find(e.to));
            let owner = owners.iter().find(is_part).map(|e| e.to);
            let named = match (goes_with, owner) {
                _ if is_table => address,
                (Some(member), _) => member,
                (None, Some(owner)) => owner,
                // views and indexes are dropped whole, never a column of them
                (None, None) if is_of(address, &["v", "m", "i", "I", "S"]) => (address.0, address.1, 0),
                (None, None) => address,
            };
            graph.members.insert(address, named);
            next.insert(address);
            if graph.find(named).is_none() {
                graph.members.insert(named, named);
                next.insert(named);
            }
        }
        graph.edges.extend(found);
        graph.edges.extend(owners);
        frontier = next;
    }
    settle(&mut graph);
    Ok(graph)
}

/// What turned out to go with something that was found later is not named by itself.
fn settle(graph: &mut Graph) {
    loop {
        let named = graph.named();
        let column = named.iter().find(|a| a.2 > 0 && graph.members.contains_key(&(a.0, a.1, 0))).copied();
        let column = column.and_then(|a| Some((a, graph.members.get(&(a.0, a.1, 0)).copied()?)));
        let folded = column.or_else(|| {
            graph.edges.iter().find_map(|e| {
                let is_automatic = matches!(e.kind, 'a' | 'x' | 'i' | 'P' | 'S');
                let to = graph.find(e.to)?;
                (is_automatic
                    && named.contains(&e.from)
                    && !graph.roots.contains(&e.from)
                    && !graph.tables.contains(&e.from)
                    && to != e.from)
                    .then_some((e.from, to))
            })
        });
        let Some((part, whole)) = folded else { return };
        for named in graph.members.values_mut().filter(|named| **named == part) {
            *named = whole;
        }
    }
}

/// Dependents first; tables in one statement, since their keys may go round in circles.
fn order(graph: &Graph, names: &BTreeMap<Address, Named>) -> crate::error::Result<Vec<String>> {
    let node = |address: Address| {
        let named = graph.find(address)?;
        // one node stands for all tables
        if names.get(&named)?.is_table() { Some((0, 0, 0)) } else { Some(named) }
    };
    let mut left: BTreeSet<Address> = graph.named().into_iter().filter_map(node).collect();
    let mut waits: BTreeMap<Address, BTreeSet<Address>> = BTreeMap::new();
    for edge in &graph.edges {
        if let (Some(from), Some(to)) = (node(edge.from), node(edge.to))
            && from != to
        {
            waits.entry(to).or_default().insert(from);
        }
    }
    let mut statements = Vec::new();
    while !left.is_empty() {
        let free = left.iter().copied().find(|n| waits.get(n).is_none_or(|before| before.is_disjoint(&left)));
        let Some(next) = free else {
            let circle: Vec<String> = left.iter().filter_map(|a| names.get(a)).map(|n| format!("{} {}", n.kind, n.identity)).collect();
            return Err(Error::refused(
                format!("these objects depend on each other in a circle: {}; nothing was changed", circle.join(", ")),
                "drop them yourself first",
            ));
        };
        left.remove(&next);
        if next == (0, 0, 0) {
            let tables: Vec<&str> =
                graph.named().iter().filter_map(|a| names.get(a)).filter(|n| n.is_table()).map(|n| n.identity.as_str()).collect();
            statements.push(format!("DROP TABLE {}", tables.join(", ")));
        } else if let Some(name) = names.get(&next) {
            let sql = name.drop_sql().ok_or_else(|| {
                Error::refused(
                    format!("{} {} depends on what would be dropped; nothing was changed", name.kind, name.identity),
                    "drop it yourself first, if it may go",
                )
            })?;
            statements.push(sql);
        }
    }
    Ok(statements)
}

/// Finds everything that depends on the roots. Changes nothing.
pub(super) async fn closure(session: &mut Session, ours: &Scope, roots: Roots) -> crate::error::Result<Closure> {
    let graph = walk(session, ours, roots).await?;
    let named = graph.named();
    let names = names(session, &named).await?;
    let mut found = Closure { statements: order(&graph, &names)?, ..Closure::default() };
    let partitions: BTreeSet<u32> = all(session, &own_partitions(), "searching for partitions", Row::only).await?.into_iter().collect();
    for (address, name) in &names {
        let is_root = graph.roots.contains(address);
        let is_partition = address.0 == PG_CLASS && partitions.contains(&address.1);
        let is_ours = is_root && (is_partition || name.parts.last().is_some_and(|n| ours.tables.contains(n)));
        let rows = match name.count().filter(|_| !is_ours) {
            Some(sql) => {
                let doing = format!("counting the rows of {}", name.identity);
                first::<u64>(&session.fetch(&sql).await.doing(&doing)?).doing(doing)?
            }
            None => None,
        };
        if is_root {
            found.rows.extend(name.parts.last().cloned().zip(rows));
        } else {
            found.dependents.push(Dependent { kind: name.shown_kind().into(), name: name.identity.clone(), rows, drop: None });
        }
    }
    // triggers of others go with our tables
    let triggers = plain_names(sql!(
        "SELECT quote_ident(t.tgname) || ' on ' || c.oid::regclass AS name FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid \
         WHERE NOT t.tgisinternal AND c.relnamespace = {schema} AND c.relname IN ({tables}) AND t.tgname NOT IN ('', {triggers}) AND t.tgparentid = 0",
        schema = super::queries::ours(),
        tables = list(&ours.tables),
        triggers = if ours.triggers.is_empty() { sql!("''") } else { list(&ours.triggers) }
    ));
    for name in all(session, &triggers, "searching for triggers", Row::only).await? {
        found.dependents.push(Dependent { kind: ObjectKind::Trigger, name, rows: None, drop: None });
    }
    found.dependents.sort();
    Ok(found)
}
