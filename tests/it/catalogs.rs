//! The catalogs that the binary embeds are what the migrations make on real servers. With MORAG_WRITE_SCHEMA=1 these
//! tests write them instead of comparing.

use crate::support::{Engine, TestDatabase};
use std::path::PathBuf;

on_every_engine!(the_embedded_catalog_of_each_version_is_what_its_migration_makes);

fn the_embedded_catalog_of_each_version_is_what_its_migration_makes(engine: Engine) {
    let database = TestDatabase::empty(engine);
    for migration in migration::MIGRATIONS {
        database.run(&["migrate", "up", "--to", migration.version]).expect(0);
        let (mut live, tables) = database.catalog();
        live.tables.retain(|name, _| tables.contains(name));
        let text = serde_json::to_string_pretty(&live).unwrap() + "\n";
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("migration/schema").join(engine.backend().as_str());
        let file = folder.join(format!("{}.json", migration.version));
        if std::env::var_os("MORAG_WRITE_SCHEMA").is_some() && engine != Engine::PostgresNewest {
            std::fs::write(&file, &text).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap();
        assert!(expected == text, "{} is not what {engine:?} has now; MORAG_WRITE_SCHEMA=1 writes it\n{text}", file.display());
    }
}
