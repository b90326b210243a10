//! The schema that morag-db manages: an ordered list of migrations, each a list of SQL steps per backend.
//! Depends on sea-query and the dialects, not on morag-db. Running, locking and recording do not belong here.

mod backend;
mod bookkeeping;
mod dialect;
mod m001_remote_jobs;
mod m002_morag_core;
mod m003_agent_tasks;
mod m004_map_reduce_chat;
mod m005_operations;
mod m006_failures;
mod m007_types;
mod m008_undo;
mod m009_canary;
mod m010_ended;
mod m011_slots;
mod m012_history;
mod partitions;
mod schemas;
mod step;
mod table;

pub use backend::Backend;
pub use bookkeeping::{BOOKKEEPING_TABLES, SETTINGS_TABLE, bookkeeping_upgrade, create_bookkeeping};
pub use m012_history::PARTITIONED_TABLES;
pub use schemas::expected_schemas;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
pub use step::{Object, Probe, Step};

/// One schema migration as data: the same change on four backends, up and down.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Version of three digits; the key in `schema_migrations`.
    pub version: &'static str,
    /// Description shown by `migrate status`.
    pub description: &'static str,
    /// Steps that apply the migration.
    pub up: fn(Backend) -> Vec<Step>,
    /// Steps that undo the migration.
    pub down: fn(Backend) -> Vec<Step>,
}

/// All built-in migrations, oldest first.
pub const MIGRATIONS: &[Migration] = &[
    m001_remote_jobs::MIGRATION,
    m002_morag_core::MIGRATION,
    m003_agent_tasks::MIGRATION,
    m004_map_reduce_chat::MIGRATION,
    m005_operations::MIGRATION,
    m006_failures::MIGRATION,
    m007_types::MIGRATION,
    m008_undo::MIGRATION,
    m009_canary::MIGRATION,
    m010_ended::MIGRATION,
    m011_slots::MIGRATION,
    m012_history::MIGRATION,
];

impl MigrationName for Migration {
    fn name(&self) -> &str {
        self.version
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        execute(manager, self.up).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        execute(manager, self.down).await
    }
}

async fn execute(manager: &SchemaManager<'_>, steps: fn(Backend) -> Vec<Step>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let backend = match manager.get_database_backend() {
        DbBackend::Sqlite => Backend::Sqlite,
        DbBackend::Postgres => Backend::Postgres,
        other => {
            let row = connection.query_one_raw(Statement::from_string(other, "SELECT VERSION() AS v")).await?;
            let version: String = row.map(|r| r.try_get("", "v")).transpose()?.unwrap_or_default();
            Backend::of_mysql_version(&version)
        }
    };
    for step in steps(backend) {
        connection.execute_unprepared(&step.sql).await?;
    }
    Ok(())
}

/// Migrator for applications that embed sea-orm-migration's own runner, which takes no lock.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        MIGRATIONS.iter().map(|m| Box::new(*m) as Box<dyn MigrationTrait>).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_migration_renders_on_every_backend() {
        for migration in MIGRATIONS {
            for backend in Backend::ALL {
                for step in (migration.up)(backend).into_iter().chain((migration.down)(backend)) {
                    assert!(!step.sql.is_empty() && !step.sql.ends_with(';'), "{}: {}", migration.version, step.sql);
                    println!("{backend}: {};", step.sql);
                }
            }
        }
    }

    #[test]
    fn versions_ascend() {
        assert!(MIGRATIONS.windows(2).all(|pair| pair[0].version < pair[1].version));
    }
}
