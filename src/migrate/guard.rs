//! Protects objects of other tools: before the first step of a migration, the objects it will create must be absent.
//! Everything that applies migrations (`init`, `up`, `reset`) calls this check.

use super::history::{History, MAX_READS};
use super::known::{Known, Stream};
use crate::db::Session;
use crate::error::{Error, Result};
use migration::{Object, Step};

/// Returns the objects that `steps` create and that must not exist before. Leaves out parts of a table that the steps
/// create themselves, and functions, because their own step checks the existing body first.
fn created(steps: &[Step]) -> Vec<Object> {
    let objects: Vec<&Object> = steps.iter().filter_map(Step::creates_object).collect();
    let is_new_table = |table: &str| objects.iter().any(|o| matches!(o, Object::Table { name } if name == table));
    let stands_alone = |object: &&&Object| match object {
        Object::Table { .. } | Object::EnumType { .. } | Object::View { .. } => true,
        Object::Column { table, .. } | Object::Index { table, .. } | Object::ForeignKey { table, .. } | Object::Trigger { table, .. } => {
            !is_new_table(table)
        }
        Object::Function { .. } => false,
    };
    objects.iter().filter(stands_alone).map(|object| (*object).clone()).collect()
}

/// Returns the built-in migrations of `pending` that were never begun. Site migrations may work on existing objects, so
/// they are not checked.
fn unbegun<'a>(pending: &[&'a Known], history: &History) -> Vec<&'a Known> {
    let is_new = |k: &&&Known| k.stream == Stream::BuiltIn && history.find(&k.version).is_none() && history.run(&k.version).is_none();
    pending.iter().filter(is_new).copied().collect()
}

/// Returns existing objects that `pending` migrations would create and that morag-db did not create.
async fn foreign_objects(session: &mut Session, pending: &[&Known], history: &History) -> Result<Vec<Object>> {
    let new = unbegun(pending, history);
    let all: Vec<Step> = new.iter().flat_map(|k| k.up.iter().cloned()).collect();
    session.existing(&created(&all)).await
}

/// Returns an error if an object exists that `pending` migrations would create.
pub(super) async fn refuse_foreign(session: &mut Session, pending: &[&Known], history: &History) -> Result<()> {
    let found = foreign_objects(session, pending, history).await?;
    if found.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = found.iter().map(ToString::to_string).collect();
    Err(Error::Foreign { target: session.url().to_string(), objects: names })
}

/// Returns existing objects that pending migrations would create and that morag-db did not create. Reads only.
///
/// If there are any, and `history` is no longer that of the database, another process has created them: they are read again with the
/// history of now.
pub async fn unadopted(session: &mut Session, known: &[Known], history: &History) -> Result<Vec<String>> {
    let (mut history, mut reads) = (history.clone(), 1);
    loop {
        let pending: Vec<&Known> = known.iter().filter(|k| history.find(&k.version).is_none()).collect();
        let found = foreign_objects(session, &pending, &history).await?;
        if found.is_empty() || reads == MAX_READS {
            return Ok(found.iter().map(ToString::to_string).collect());
        }
        let now = History::read(session).await?;
        if now.is_same_as(&history) {
            return Ok(found.iter().map(ToString::to_string).collect());
        }
        (history, reads) = (now, reads + 1);
    }
}
