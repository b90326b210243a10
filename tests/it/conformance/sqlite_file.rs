//! One SQLite file is one database, by whatever name it is reached.

use crate::support::binary::command;
use crate::support::{Engine, Run, Site, TestDatabase};
use std::os::unix::fs::symlink;
use std::path::Path;

on_engine!(sqlite, Sqlite, a_symbolic_link_leads_to_the_same_lock, a_file_with_two_names_is_refused, a_link_to_nothing_yet_is_followed);

const SLOW: &str = "-- migrate:up\nCREATE TABLE IF NOT EXISTS runs (n integer);\nINSERT INTO runs VALUES (1);\n\
    CREATE TABLE pause AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3000000) SELECT count(*) AS n FROM c;\n\
    -- migrate:down\nDROP TABLE runs;\nDROP TABLE pause;\n";

fn at(database: &TestDatabase, file: &Path) -> std::process::Command {
    let mut command = command(database.folder.path());
    command.env("MORAG_DATABASE_URL", format!("sqlite:///{}", file.display()));
    command
}

fn a_symbolic_link_leads_to_the_same_lock(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.site("1001_slow.sql", SLOW);
    let folder = database.folder.path();
    symlink(database.file(), folder.join("by-file.db")).unwrap();
    symlink(folder, folder.join("by-folder")).unwrap();
    let names = [database.file(), folder.join("by-file.db"), folder.join("by-folder").join("morag.db")];
    let spawn = |name: &std::path::PathBuf| {
        let mut up = at(&database, name);
        up.args(["migrate", "up", "--output", "json"]).stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        up.spawn().unwrap()
    };
    let children: Vec<_> = names.iter().map(spawn).collect();
    let runs: Vec<Run> = children.into_iter().map(|c| Run::from(c.wait_with_output().unwrap()).expect(0)).collect();
    let applied = runs.iter().filter(|run| run.json()["done"].as_array().is_some_and(|done| !done.is_empty())).count();
    assert_eq!((applied, database.value("SELECT count(*) FROM runs").as_str()), (1, "1"));
    let locks = std::fs::read_dir(folder).unwrap().filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().ends_with("-lock"));
    assert_eq!(locks.count(), 1, "one file, one lock");
}

fn a_file_with_two_names_is_refused(engine: Engine) {
    let database = TestDatabase::empty(engine);
    database.run(&["migrate", "up", "--to", "001"]).expect(0);
    let other = database.folder.path().join("other.db");
    std::fs::hard_link(database.file(), &other).unwrap();
    for name in [&database.file(), &other] {
        let run = Run::from(at(&database, name).arg("init").output().unwrap()).expect(8);
        assert!(run.err.contains("more than one name") && run.err.contains("samefile"), "{}", run.err);
    }
    std::fs::remove_file(&other).unwrap();
    database.run(&["init"]).expect(0);
}

fn a_link_to_nothing_yet_is_followed(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let folder = database.folder.path();
    std::fs::create_dir(folder.join("data")).unwrap();
    symlink("data/real.db", folder.join("link.db")).unwrap();
    Run::from(at(&database, &folder.join("link.db")).arg("init").output().unwrap()).expect(0);
    assert!(folder.join("data/real.db").is_file() && folder.join("data/real.db.migrate-lock").is_file());
    assert!(!folder.join("link.db.migrate-lock").exists());
    Run::from(at(&database, &folder.join("data/real.db")).arg("verify").output().unwrap()).expect(0);
}
