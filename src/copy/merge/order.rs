//! The order in which rows are merged into tables whose foreign keys are checked: first the rows that others refer to.

use crate::catalog::Catalog;
use crate::db::transfer::TableShape;

/// A table in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub shape: TableShape,
    /// Places of the columns that refer to rows which are written later: they are NULL at first.
    pub late: Vec<usize>,
}

/// `shapes` in an order in which references lead to earlier tables. Where references form a circle, columns that take NULL are
/// set last.
pub(super) fn in_order(shapes: &[TableShape], catalog: &Catalog) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::new();
    let mut rest: Vec<&TableShape> = shapes.iter().collect();
    while !rest.is_empty() {
        let late = |shape: &TableShape| late_columns(shape, &rest, catalog);
        let next = rest.iter().position(|shape| late(shape).is_empty());
        // in a circle, any table that can wait for its references will do
        let next = next.or_else(|| rest.iter().position(|shape| late(shape).iter().all(|(_, takes_null)| *takes_null))).unwrap_or(0);
        let late = late(rest[next]).into_iter().filter(|(_, takes_null)| *takes_null).map(|(at, _)| at).collect();
        placed.push(Placed { shape: rest.remove(next).clone(), late });
    }
    placed
}

/// Columns of `shape` that refer to a table of `rest`, and whether they take NULL.
fn late_columns(shape: &TableShape, rest: &[&TableShape], catalog: &Catalog) -> Vec<(usize, bool)> {
    let Some(table) = catalog.tables.get(&shape.name) else { return Vec::new() };
    let keys = table.foreign_keys.values().filter(|key| rest.iter().any(|other| other.name == key.table));
    let place = |name: &String| shape.columns.iter().position(|column| column.name == *name);
    let takes_null = |name: &String| table.columns.iter().any(|column| column.name == *name && column.nullable);
    keys.flat_map(|key| &key.columns).filter_map(|name| Some((place(name)?, takes_null(name)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::expected::expected;
    use crate::db::transfer::logical_tables;
    use migration::Backend;

    #[test]
    fn references_lead_to_earlier_tables_or_are_set_last() {
        for backend in Backend::ALL {
            let catalog = expected(backend, "012").unwrap();
            let placed = in_order(&logical_tables("012").unwrap(), &catalog);
            assert_eq!(placed.len(), logical_tables("012").unwrap().len());
            for (at, table) in placed.iter().enumerate() {
                for key in catalog.tables[&table.shape.name].foreign_keys.values() {
                    let is_earlier = placed[..at].iter().any(|earlier| earlier.shape.name == key.table);
                    let column = table.shape.columns.iter().position(|column| column.name == key.columns[0]).unwrap();
                    assert_ne!(is_earlier, table.late.contains(&column), "{backend} {}", key.columns[0]);
                }
            }
            let late: Vec<String> =
                placed.iter().filter(|t| !t.late.is_empty()).map(|t| format!("{} {:?}", t.shape.name, t.late)).collect();
            assert_eq!(late.len(), 1, "{late:?}");
        }
    }
}
