//! Adds the rows of a source to a target that has rows: new rows are inserted, equal ones stay, and what becomes of those with
//! other values is an option. All is written in one transaction, with foreign keys checked.

mod order;
mod report;
mod statements;
mod write;

use super::counts::COUNTS;
use super::matching::{By, MergePlan, count};
use super::options::{CopyOptions, ExistingRows};
use super::pipeline::{CopyEvent, CopyObserver};
use super::plan::Copying;
use crate::catalog::expected::expected;
use crate::catalog::{Catalog, Table};
use crate::db::transfer::TableShape;
use crate::db::{Access, Session};
use crate::error::{Error, Result};
use crate::lifecycle::connect;
use crate::migrate::History;
use order::{Placed, in_order};
pub use report::{MergeReport, MergedTable};
use std::time::Duration;

/// The unique indexes of a table, as places of their columns; those of expressions and of a part of the rows are left to the engine.
fn unique_indexes(shape: &TableShape, table: &Table) -> Vec<(String, By)> {
    let place = |name: &String| shape.columns.iter().position(|column| column.name == *name);
    let plain = table.indexes.iter().filter(|(_, index)| index.unique && index.predicate.is_none());
    plain.filter_map(|(name, index)| Some((name.clone(), By::Unique(index.columns.iter().map(place).collect::<Option<_>>()?)))).collect()
}

impl Copying {
    /// Like [`Copying::begin`], for a target that has rows: compares them with those of the source. Changes nothing.
    pub async fn begin_merge(options: CopyOptions, observer: &dyn CopyObserver) -> Result<Copying> {
        let ExistingRows::Merged(on_conflict) = options.existing else {
            return Err(Error::internal("planning a merge", "the options say nothing of one"));
        };
        let mut copying = Copying::begin(options, observer).await?;
        copying.shapes.retain(|shape| !COUNTS.contains(&shape.name.as_str()));
        copying.plan.tables.retain(|planned| !COUNTS.contains(&planned.table.as_str()));
        let mut target = connect(&copying.options.to, Access::Read, Duration::ZERO).await?;
        target.begin_snapshot().await?;
        let catalog = expected(target.backend(), &copying.plan.version)?;
        let environment = History::read(&mut target).await?.environment;
        let mut plan = MergePlan { on_conflict, repeated: Vec::new(), collisions: Vec::new(), environment };
        for placed in in_order(&copying.shapes, &catalog) {
            observer.notice(&CopyEvent::Step { name: format!("compare {}", placed.shape.name) });
            copying.look_at(&mut target, &placed, &catalog, &mut plan).await?;
        }
        target.close().await;
        copying.plan.merge = Some(plan);
        Ok(copying)
    }

    async fn look_at(&mut self, target: &mut Session, placed: &Placed, catalog: &Catalog, plan: &mut MergePlan) -> Result<()> {
        let shape = &placed.shape;
        let source_rows = self.plan.tables.iter().find(|planned| planned.table == shape.name).map_or(0, |planned| planned.rows);
        let rows = target.count_rows(&shape.name).await?.max(source_rows);
        let matches = count(&mut self.source, target, (shape, &By::Key), rows, &self.changes).await?;
        if matches.repeated > 0 {
            let plural = if matches.repeated == 1 { "primary key is" } else { "primary keys are" };
            plan.repeated.push(format!("{}: {} {plural} there twice, in two spellings of a UUID", shape.name, matches.repeated));
        }
        if matches.new + matches.conflicting > 0 {
            let table = catalog.tables.get(&shape.name);
            for (index, by) in table.map(|table| unique_indexes(shape, table)).unwrap_or_default() {
                // a row of the same unique values is the same row, or one in the way
                let found = count(&mut self.source, target, (shape, &by), rows, &self.changes).await?;
                let line = found.line(&shape.name, "with the unique values of another row");
                plan.collisions.extend(line.map(|line| format!("{line} ({index})")));
            }
        }
        if let Some(planned) = self.plan.tables.iter_mut().find(|planned| planned.table == shape.name) {
            planned.matches = Some(matches);
        }
        Ok(())
    }
}
