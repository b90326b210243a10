//! The statements of a merge.

use crate::db::transfer::{Batch, Cell, Kind, Producer, TableShape};
use crate::db::{Name, Session, Sql};
use crate::error::{Doing, Result};
use crate::sql;
use futures_util::future::BoxFuture;
use uuid::Uuid;

/// Statements that are sent at once.
const STATEMENTS: usize = 100;

/// A batch, as what is written.
pub(super) struct Once(pub Option<Batch>);

impl Producer for Once {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Batch>>> {
        Box::pin(async { Ok(self.0.take()) })
    }
}

/// The statement that gives some columns of a row of the target the values of the source.
pub(super) fn update(target: &Session, shape: &TableShape, batch: &Batch, row: usize, columns: impl Iterator<Item = usize>) -> Sql {
    let cells: Vec<Cell<'_>> = batch.row(row).collect();
    let name = |at: usize| Name::of(shape.columns[at].name.clone());
    let set = columns.map(|at| sql!("{column} = {value}", column = name(at), value = target.literal(cells[at])));
    let key = shape.key.iter().map(|at| {
        let spelled = spellings(shape.columns[*at].kind, cells[*at]);
        let spelled = spelled.iter().map(|text| target.literal(Cell::Text(text)));
        let values = Sql::list(std::iter::once(target.literal(cells[*at])).chain(spelled));
        sql!("{column} IN ({values})", column = name(*at), values)
    });
    sql!("UPDATE {table} SET {set} WHERE {key}", table = Name::of(shape.name.clone()), set = Sql::list(set), key = Sql::join(key, " AND "))
}

/// How the target may have spelled a UUID.
fn spellings(kind: Kind, cell: Cell<'_>) -> Vec<String> {
    match (kind, cell) {
        (Kind::Uuid | Kind::JobId, Cell::Text(text)) => match Uuid::parse_str(text) {
            Ok(uuid) => vec![uuid.hyphenated().to_string(), uuid.simple().to_string()],
            Err(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Executes all of `statements`.
pub(super) async fn execute(target: &mut Session, table: &str, statements: Vec<Sql>) -> Result<()> {
    for some in statements.chunks(STATEMENTS) {
        target.execute(&Sql::batch(some.iter().cloned())).await.doing(format!("writing {table}"))?;
    }
    Ok(())
}
