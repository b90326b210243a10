//! `schema`

use super::{resolve, until_interrupted};
use crate::args::{DumpArgs, DumpFormat, Global, SchemaCommand};
use crate::exit::Exit;
use crate::output::write;
use crate::progress::Progress;
use morag_db::catalog::Catalog;
use morag_db::db::{Access, Backend};
use morag_db::error::{Error, Result};
use morag_db::lifecycle::connect;
use morag_db::schema::dump;
use std::time::Duration;

pub fn run(global: &Global, command: &SchemaCommand) -> Result<Exit> {
    let SchemaCommand::Dump(args) = command;
    let (backend, mut catalog) = read(global, args)?;
    if let Some(missing) = args.tables.iter().find(|name| !catalog.tables.contains_key(*name)) {
        let known: Vec<&str> = catalog.tables.keys().map(String::as_str).collect();
        return Err(Error::configuration(format!("there is no table '{missing}'; there are: {}", known.join(", "))));
    }
    if !args.tables.is_empty() {
        catalog.tables.retain(|name, _| args.tables.contains(name));
        let shown: Vec<String> = catalog.tables.keys().cloned().collect();
        for table in catalog.tables.values_mut() {
            table.foreign_keys.retain(|_, key| shown.contains(&key.table));
        }
    }
    let text = match args.format {
        DumpFormat::Sql => dump::sql(backend, &catalog),
        DumpFormat::Json => {
            let json = serde_json::to_value(&catalog).map_err(|e| Error::internal("writing the schema as JSON", e))?;
            format!("{json:#}\n")
        }
        DumpFormat::Dot => dump::dot(&catalog),
        DumpFormat::Mermaid => dump::mermaid(&catalog),
    };
    write(&text)?;
    Ok(Exit::Done)
}

/// The engine and its schema. A database is asked only where that is needed.
fn read(global: &Global, args: &DumpArgs) -> Result<(Backend, Catalog)> {
    if let Some(backend) = args.backend {
        return Ok((backend, dump::expected_schema(backend, args.to.as_deref())?));
    }
    let settings = resolve(global)?;
    until_interrupted(&Progress::new(), async {
        let mut session = connect(&settings.url, Access::Read, Duration::ZERO).await?;
        let backend = session.backend();
        let catalog = match args.expected {
            true => dump::expected_schema(backend, args.to.as_deref()),
            false => dump::live_schema(&mut session).await,
        };
        session.close().await;
        Ok((backend, catalog?))
    })
}
