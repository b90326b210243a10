//! What changes in rows on their way: personal values are replaced where that is asked for, and UUIDs are spelled as the target
//! spells them. Checksums don't see a spelling, so both sides stay equal.

use super::redact::Redaction;
use crate::db::transfer::{Batch, Cell, Kind, TableShape};
use uuid::Uuid;

/// How UUIDs are written on an engine that stores them as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UuidFormat {
    /// 32 hexadecimal digits, as SQLAlchemy 2 writes and looks for them.
    #[default]
    Plain,
    /// With hyphens.
    Hyphens,
}

/// Which UUIDs are spelled anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Respelled {
    /// None: both sides spell them alike.
    Nothing,
    /// Those that refer as text to a column of UUIDs, which the target shows with hyphens.
    References,
    /// All.
    All(UuidFormat),
}

/// Changes to the rows of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Changes {
    redaction: Option<Redaction>,
    respelled: Respelled,
}

impl Changes {
    /// No change, for a comparison of two databases.
    pub(super) const NONE: Changes = Changes { redaction: None, respelled: Respelled::Nothing };

    /// The changes from a source to a target, which have a type for UUIDs or keep them as text.
    pub(super) fn new(redaction: Option<Redaction>, source_has_uuids: bool, target_has_uuids: bool, format: UuidFormat) -> Changes {
        let respelled = match (source_has_uuids, target_has_uuids) {
            (true, false) => Respelled::All(format),
            (false, true) => Respelled::References,
            (true, true) | (false, false) => Respelled::Nothing,
        };
        Changes { redaction, respelled }
    }

    /// The salt of the redaction, if there is one.
    pub(super) fn salt(&self) -> Option<String> {
        self.redaction.as_ref().map(|redaction| redaction.salt().to_string())
    }

    /// The rows as they are written.
    pub(super) fn rows(&self, table: &TableShape, batch: Batch) -> Batch {
        let batch = match &self.redaction {
            Some(redaction) => redaction.rows(table, batch),
            None => batch,
        };
        let is_respelled = |kind: Kind| match self.respelled {
            Respelled::Nothing => false,
            Respelled::References => kind == Kind::JobId,
            Respelled::All(_) => matches!(kind, Kind::JobId | Kind::Uuid),
        };
        if table.columns.iter().any(|column| is_respelled(column.kind)) { self.respell(table, &batch) } else { batch }
    }

    fn respell(&self, table: &TableShape, batch: &Batch) -> Batch {
        let format = match self.respelled {
            Respelled::All(format) => format,
            Respelled::Nothing | Respelled::References => UuidFormat::Hyphens,
        };
        let kind_of_job = table.columns.iter().position(|column| column.name == "kind");
        let mut respelled = Batch::new(table.columns.len());
        for row in 0..batch.rows() {
            let job = kind_of_job.and_then(|at| batch.row(row).nth(at));
            // jobs of other kinds have ids of text, whatever they look like
            let has_uuid = !matches!(job, Some(Cell::Text("ingest" | "task-run")));
            for (column, cell) in table.columns.iter().zip(batch.row(row)) {
                let is_uuid = match column.kind {
                    Kind::JobId => has_uuid,
                    Kind::Uuid => self.respelled != Respelled::References,
                    _ => false,
                };
                match (cell, is_uuid) {
                    (Cell::Text(text), true) => match (Uuid::parse_str(text), format) {
                        (Ok(uuid), UuidFormat::Plain) => respelled.push(Cell::Text(uuid.simple().encode_lower(&mut Uuid::encode_buffer()))),
                        (Ok(uuid), UuidFormat::Hyphens) => {
                            respelled.push(Cell::Text(uuid.hyphenated().encode_lower(&mut Uuid::encode_buffer())));
                        }
                        (Err(_), _) => respelled.push(cell),
                    },
                    (cell, _) => respelled.push(cell),
                }
            }
        }
        respelled.keep_position_of(batch);
        respelled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::transfer::ColumnShape;

    fn spelled(changes: &Changes, kind: Kind, job: &str, id: &str) -> String {
        let column = |name: &str, kind| ColumnShape { name: name.into(), kind };
        let table = TableShape {
            name: "t".into(),
            columns: vec![column("kind", Kind::Text), column("c", kind)],
            key: vec![],
            is_partitioned: false,
        };
        let mut batch = Batch::new(2);
        batch.push(Cell::Text(job));
        batch.push(Cell::Text(id));
        let Some(Cell::Text(text)) = changes.rows(&table, batch).row(0).nth(1).map(|cell| match cell {
            Cell::Text(text) => Cell::Text(Box::leak(text.to_string().into_boxed_str())),
            other => panic!("{other:?}"),
        }) else {
            panic!("no text")
        };
        text.to_string()
    }

    #[test]
    fn ids_are_spelled_as_the_target_spells_them() {
        let (plain, hyphens) = ("018f3c1e00007000800000000000000a", "018f3c1e-0000-7000-8000-00000000000a");
        let to_text = Changes::new(None, true, false, UuidFormat::Plain);
        assert_eq!(spelled(&to_text, Kind::Uuid, "remote", hyphens), plain);
        assert_eq!(spelled(&to_text, Kind::JobId, "remote", hyphens), plain);
        assert_eq!(spelled(&to_text, Kind::JobId, "ingest", hyphens), hyphens);
        assert_eq!(spelled(&to_text, Kind::Text, "remote", hyphens), hyphens);
        let kept = Changes::new(None, true, false, UuidFormat::Hyphens);
        assert_eq!(spelled(&kept, Kind::Uuid, "remote", hyphens), hyphens);
        let to_uuids = Changes::new(None, false, true, UuidFormat::Plain);
        assert_eq!(spelled(&to_uuids, Kind::JobId, "processing", plain), hyphens);
        assert_eq!(spelled(&to_uuids, Kind::JobId, "task-run", plain), plain);
        assert_eq!(spelled(&to_uuids, Kind::JobId, "remote", "no uuid"), "no uuid");
        assert_eq!(spelled(&Changes::new(None, false, false, UuidFormat::Plain), Kind::Uuid, "remote", hyphens), hyphens);
    }
}
