//! `schema dump`: a script that creates the same schema again, and diagrams that their programs can read.

use crate::support::{Engine, TestDatabase, built_in_versions, managed_tables};
use morag_db::catalog::{Catalog, diff};
use serde_json::Value;

on_every_engine!(a_dump_creates_the_same_schema, the_expected_schema_needs_no_database);

fn catalog(database: &TestDatabase) -> Catalog {
    let json = database.run(&["schema", "dump", "--format", "json"]).expect(0).out;
    serde_json::from_str(&json).unwrap()
}

fn a_dump_creates_the_same_schema(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.sql(
        "CREATE TABLE notes (a integer NOT NULL, b varchar(20) DEFAULT 'it''s', PRIMARY KEY (a, b), CONSTRAINT positive CHECK (a > 0)); \
         CREATE UNIQUE INDEX ix_notes ON notes (b, a)",
    );
    let first = catalog(&database);
    let script = database.run(&["schema", "dump"]).expect(0).out;
    let again = TestDatabase::empty(engine);
    again.sql(&script);
    let differences: Vec<String> = diff(&first, &catalog(&again)).iter().map(ToString::to_string).collect();
    assert!(differences.is_empty() && first.tables.len() == managed_tables() + 1, "{differences:#?}\n{script}");
}

fn the_expected_schema_needs_no_database(engine: Engine) {
    let nothing = TestDatabase::missing(engine);
    let arguments = ["schema", "dump", "--expected", "--backend", engine.backend().as_str()];
    let script = nothing.run(&arguments).expect(0).out;
    let database = TestDatabase::empty(engine);
    database.sql(&script);
    let versions: Vec<String> = built_in_versions().iter().map(|version| format!("('{version}')")).collect();
    database.sql(&format!("INSERT INTO schema_migrations (version) VALUES {}", versions.join(", ")));
    database.run(&["verify"]).expect(0);
    let older = nothing.run(&[&arguments[..], &["--to", "001", "--format", "json"]].concat()).expect(0).json();
    assert!(older["tables"].get("users").is_none() && older["tables"].get("remote_jobs").is_some());
    nothing.run(&[&arguments[..], &["--to", "17"]].concat()).expect(2);
}

#[test]
fn diagrams_have_every_table_and_key() {
    let database = TestDatabase::missing(Engine::Sqlite);
    let dump = |more: &[&str]| database.run(&[&["schema", "dump", "--expected", "--backend", "postgres"], more].concat()).expect(0).out;
    let json: Value = serde_json::from_str(&dump(&["--format", "json"])).unwrap();
    let (mermaid, dot) = (dump(&["--format", "mermaid"]), dump(&["--format", "dot"]));
    for (table, definition) in json["tables"].as_object().unwrap() {
        assert!(mermaid.contains(&format!("    {table} {{\n")) && dot.contains(&format!("\"{table}\" [label")), "{table}");
        for key in definition["foreign_keys"].as_object().into_iter().flatten().map(|(_, key)| key) {
            let column = key["columns"][0].as_str().unwrap();
            assert!(mermaid.contains(&format!("--o{{ {table} : {column}\n")), "{table}.{column}");
        }
    }
    assert!(mermaid.contains("        timestamp created_at\n") && mermaid.contains("        uuid id PK\n"));
    let few = dump(&["--format", "mermaid", "--tables", "users,jobs"]);
    assert!(few.contains("users ||--o{ jobs : user_id") && !few.contains("documents"), "{few}");
    let unknown = database.run(&["schema", "dump", "--expected", "--backend", "mysql", "--tables", "user"]).expect(2);
    assert!(unknown.err.contains("there is no table 'user'"), "{}", unknown.err);
}
