//! What keeps migrations off the work of others: before the first step of a migration, what it is going to create must be
//! absent. Whoever applies migrations (`init`, `up`, `reset`) comes through here.

use super::history::History;
use super::known::{Known, Stream};
use crate::db::Session;
use crate::error::{Error, Result};
use migration::{Object, Step};

/// The objects by which the catalog shows that somebody else has been here: what `steps` create, but for what belongs to a
/// table that they create themselves, and for functions, whose own step looks at their body first.
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

/// Built-in migrations of `pending` that no run of ours has begun. What a site's own migration does to objects that exist
/// is for the site to say.
fn unbegun<'a>(pending: &[&'a Known], history: &History) -> Vec<&'a Known> {
    let is_new = |k: &&&Known| k.stream == Stream::BuiltIn && history.find(&k.version).is_none() && history.run(&k.version).is_none();
    pending.iter().filter(is_new).copied().collect()
}

/// What `pending` would create and what is there already, though no run of ours has begun on it.
async fn foreign_objects(session: &mut Session, pending: &[&Known], history: &History) -> Result<Vec<Object>> {
    let new = unbegun(pending, history);
    let all: Vec<Step> = new.iter().flat_map(|k| k.up.iter().cloned()).collect();
    session.existing(&created(&all)).await
}

/// Refuses where something is there that `pending` would create.
pub(super) async fn refuse_foreign(session: &mut Session, pending: &[&Known], history: &History) -> Result<()> {
    let found = foreign_objects(session, pending, history).await?;
    if found.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = found.iter().map(ToString::to_string).collect();
    Err(Error::Foreign { target: session.url().to_string(), objects: names })
}

/// What pending migrations would create and what is there already, though no run of ours has begun on it. Reads only.
pub async fn unadopted(session: &mut Session, known: &[Known], history: &History) -> Result<Vec<String>> {
    let pending: Vec<&Known> = known.iter().filter(|k| history.find(&k.version).is_none()).collect();
    Ok(foreign_objects(session, &pending, history).await?.iter().map(ToString::to_string).collect())
}
