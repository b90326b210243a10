//! `migrate adopt`: databases that applications made are taken over, with every row, and nothing else is touched.

use crate::support::{Application, Engine, TestDatabase};

on_every_engine!(each_applications_own_tables_are_adopted_with_every_row, all_applications_in_one_database_are_adopted_at_once,);

/// The rows of `tables`, each column by its name as text that every declaration of it shares.
fn rows(database: &TestDatabase, tables: &[&str]) -> Vec<Vec<Vec<Option<String>>>> {
    let (catalog, _) = database.contents(tables);
    let canonical = |column: &str| {
        let c = database.engine.backend().quote(column);
        match database.engine {
            // times of the session's zone, jsonb's own spaces and order
            Engine::Postgres | Engine::PostgresNewest if column.ends_with("_at") || column.contains("date") || column == "created" => {
                format!("({c})::timestamp::text")
            }
            Engine::Postgres | Engine::PostgresNewest => {
                format!("CASE WHEN ({c})::text LIKE '{{%' THEN ({c})::text::jsonb::text ELSE ({c})::text END")
            }
            Engine::MariaDb | Engine::MySql => format!("REPLACE(CAST({c} AS char), '.000000', '')"),
            Engine::Sqlite => format!("replace(CAST({c} AS text), '.000000', '')"),
        }
    };
    tables
        .iter()
        .map(|table| {
            let mut columns: Vec<&str> = catalog[*table].columns.iter().map(|c| c.name.as_str()).collect();
            columns.sort();
            // 005's own
            columns.retain(|c| !["claim_seq", "claim_started_at", "heartbeat_at", "run_after"].contains(c));
            let list: Vec<String> = columns.iter().map(|c| canonical(c)).collect();
            database.sql(&format!("SELECT {} FROM {} ORDER BY id", list.join(", "), database.engine.backend().quote(table)))
        })
        .collect()
}

fn adopt(database: &TestDatabase, tables: &[&str]) -> serde_json::Value {
    let (before, contents) = (rows(database, tables), database.contents(tables));
    let plan = database.run(&["migrate", "adopt", "--dry-run", "--output", "json"]).expect(0).json();
    assert_eq!(database.contents(tables), contents, "a dry run changes nothing");
    assert!(!plan["changes"].as_array().unwrap().is_empty(), "{plan:#}");
    database.run(&["migrate", "adopt"]).expect(8);
    assert_eq!(database.contents(tables), contents, "it asks first");
    let report = database.run_agreed(&["migrate", "adopt", "--output", "json"]).expect(0).json();
    assert_eq!(rows(database, tables), before);
    assert_eq!(report["recorded"], plan["records"]);
    // what verify names is what the plan said would stay
    let left: Vec<&str> = plan["left"].as_array().unwrap().iter().map(|l| l["object"].as_str().unwrap()).collect();
    let verified = database.run(&["verify", "--strict", "--output", "json"]).json();
    for finding in verified["findings"].as_array().unwrap() {
        assert!(left.contains(&finding["object"].as_str().unwrap()), "{finding}: {left:?}");
    }
    database.run(&["verify"]).expect(3);
    let after = database.contents(tables);
    let again = database.run_agreed(&["migrate", "adopt"]).expect(0);
    assert!(again.out.contains("nothing to adopt"), "{}", again.out);
    assert_eq!(database.contents(tables), after, "again does nothing");
    database.run(&["init"]).expect(0);
    database.run(&["verify"]).expect(0);
    assert_eq!(rows(database, tables), before);
    assert_eq!(database.versions(), ["001", "002", "003", "004", "005"]);
    report
}

fn each_applications_own_tables_are_adopted_with_every_row(engine: Engine) {
    for application in Application::ALL {
        let database = TestDatabase::empty(engine);
        database.create_all(application);
        adopt(&database, application.tables());
    }
}

fn all_applications_in_one_database_are_adopted_at_once(engine: Engine) {
    let database = TestDatabase::empty(engine);
    let tables: Vec<&str> = Application::ALL.iter().flat_map(|a| a.tables()).copied().collect();
    for application in Application::ALL {
        database.create_all(application);
    }
    database
        .sql("CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY); INSERT INTO alembic_version VALUES ('abc123')");
    database.sql("CREATE TABLE invoices (id integer); INSERT INTO invoices VALUES (1)");
    let others = database.contents(&["alembic_version", "invoices"]);
    let plan = database.run(&["migrate", "adopt", "--dry-run"]).expect(0).out;
    assert!(plan.contains("revision abc123; its table stays"), "{plan}");
    adopt(&database, &tables);
    assert_eq!(database.contents(&["alembic_version", "invoices"]), others);
}
