//! `migrate lint`: what it says of a statement is what the server does, and comments allow it.

use crate::support::binary::command;
use crate::support::{Engine, Run, TestDatabase};
use serde_json::Value;
use std::path::Path;

on_every_engine!(a_statement_does_what_lint_says, other_statements_are_judged);

/// The findings of a migration with this `up` section, each with its rule and line.
fn findings(folder: &Path, engine: Engine, up: &str, code: i32) -> Vec<(String, u64)> {
    let file = folder.join("1001_case.sql");
    std::fs::write(&file, format!("-- migrate:up\n{up}\n-- migrate:down\nSELECT 1;\n")).unwrap();
    let mut command = command(folder);
    command.args(["migrate", "lint", "--output", "json", "--backend", engine.backend().as_str()]).arg(&file);
    let report = Run::from(command.output().unwrap()).expect(code).json();
    let finding = |f: &Value| (f["rule"].as_str().unwrap().to_string(), f["line"].as_u64().unwrap());
    report["findings"].as_array().unwrap().iter().map(finding).collect()
}

fn rules(folder: &Path, engine: Engine, up: &str) -> Vec<String> {
    let mut command = command(folder);
    let file = folder.join("1001_case.sql");
    std::fs::write(&file, format!("-- migrate:up\n{up};\n-- migrate:down\nSELECT 1;\n")).unwrap();
    command.args(["migrate", "lint", "--output", "json", "--backend", engine.backend().as_str()]);
    let run = Run::from(command.args(["--migrations-dir", folder.to_str().unwrap()]).output().unwrap());
    let report = run.json();
    let rules: Vec<String> = report["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap().to_string()).collect();
    assert_eq!(run.code, if rules.is_empty() { 0 } else { 4 }, "{report}");
    rules
}

/// What the server does with a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    /// Nothing that takes long.
    Little,
    /// It writes the table again, and others wait.
    Rewrite,
    /// It writes the table again, and nobody waits (MySQL, MariaDB).
    Rebuild,
    /// It reads the table or builds an index, and others wait.
    Block,
}

const TABLES: &str = "DROP TABLE IF EXISTS big; DROP TABLE IF EXISTS other; CREATE TABLE other (id integer PRIMARY KEY); \
     CREATE TABLE big (id integer NOT NULL, a integer, b varchar(10), c varchar(200)); INSERT INTO other VALUES (1); \
     INSERT INTO big SELECT 1, 1, 'b', 'c' FROM other";

const POSTGRES: &[(&str, Does)] = &[
    ("ALTER TABLE big ADD COLUMN d integer", Does::Little),
    ("ALTER TABLE big ADD COLUMN d integer NOT NULL DEFAULT 7", Does::Little),
    ("ALTER TABLE big ADD COLUMN d timestamptz DEFAULT now()", Does::Little),
    ("ALTER TABLE big ADD d varchar(5) DEFAULT 'x'", Does::Little),
    ("ALTER TABLE big ADD COLUMN d uuid DEFAULT gen_random_uuid()", Does::Rewrite),
    ("ALTER TABLE big ADD COLUMN d timestamptz DEFAULT clock_timestamp()", Does::Rewrite),
    ("ALTER TABLE big ADD COLUMN d bigserial", Does::Rewrite),
    ("ALTER TABLE big ADD COLUMN d bigint GENERATED ALWAYS AS IDENTITY", Does::Rewrite),
    ("ALTER TABLE big ADD COLUMN d integer GENERATED ALWAYS AS (a + 1) STORED", Does::Rewrite),
    ("ALTER TABLE public.big ALTER COLUMN a TYPE bigint", Does::Rewrite),
    ("ALTER TABLE big ALTER a SET DATA TYPE text", Does::Rewrite),
    ("ALTER TABLE big SET UNLOGGED", Does::Rewrite),
    ("ALTER TABLE big ALTER COLUMN a SET NOT NULL", Does::Block),
    ("ALTER TABLE big ALTER COLUMN a SET DEFAULT 1", Does::Little),
    ("ALTER TABLE big ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES other (id)", Does::Block),
    ("ALTER TABLE big ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES other (id) NOT VALID", Does::Little),
    ("ALTER TABLE big ADD CHECK (a > 0)", Does::Block),
    ("ALTER TABLE big ADD CONSTRAINT k CHECK (a > 0) NOT VALID", Does::Little),
    ("ALTER TABLE big ADD CONSTRAINT u UNIQUE (a)", Does::Block),
    ("ALTER TABLE big ADD PRIMARY KEY (id)", Does::Block),
    ("ALTER TABLE big ADD COLUMN d integer REFERENCES other (id)", Does::Little),
    ("ALTER TABLE big ADD COLUMN d integer DEFAULT 1 REFERENCES other (id)", Does::Block),
    ("ALTER TABLE big ADD COLUMN d text DEFAULT 'a' CHECK (d IN ('a', 'b'))", Does::Block),
    ("ALTER TABLE big ADD COLUMN d serial8", Does::Rewrite),
    ("CREATE INDEX i ON big (a)", Does::Block),
    ("CREATE UNIQUE INDEX ON big (a)", Does::Block),
    ("ALTER TABLE big DROP CONSTRAINT IF EXISTS k", Does::Little),
    ("ALTER TABLE big SET (fillfactor = 70)", Does::Little),
    ("COMMENT ON TABLE big IS 'x'", Does::Little),
];

/// Without the algorithm.
const MYSQL: &[(&str, Does)] = &[
    ("ALTER TABLE big ADD COLUMN d integer", Does::Little),
    ("ALTER TABLE big ADD COLUMN d integer NOT NULL DEFAULT 7 AFTER a", Does::Little),
    ("ALTER TABLE big ADD COLUMN d integer AS (a + 1) VIRTUAL", Does::Little),
    ("ALTER TABLE big ADD COLUMN d integer AS (a + 1) STORED", Does::Rewrite),
    ("ALTER TABLE big ADD COLUMN d bigint AUTO_INCREMENT UNIQUE", Does::Block),
    ("ALTER TABLE big MODIFY a bigint", Does::Rewrite),
    ("ALTER TABLE big CHANGE COLUMN a a bigint", Does::Rewrite),
    ("ALTER TABLE big CONVERT TO CHARACTER SET latin1", Does::Rewrite),
    ("ALTER TABLE big ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES other (id)", Does::Rewrite),
    ("ALTER TABLE big ADD CONSTRAINT k CHECK (a > 0)", Does::Rewrite),
    ("ALTER TABLE big ADD INDEX i (a)", Does::Little),
    ("ALTER TABLE big ADD UNIQUE KEY i (a), ADD COLUMN d integer", Does::Little),
    ("ALTER TABLE big ADD FULLTEXT INDEX i (c)", Does::Block),
    ("ALTER TABLE big ADD PRIMARY KEY (id)", Does::Rebuild),
    ("ALTER TABLE big ENGINE = InnoDB", Does::Rebuild),
    ("ALTER TABLE big FORCE", Does::Rebuild),
    ("ALTER TABLE big ALTER COLUMN a SET DEFAULT 1", Does::Little),
];

fn a_statement_does_what_lint_says(engine: Engine) {
    let database = TestDatabase::empty(engine);
    let folder = tempfile::tempdir().unwrap();
    let cases = match engine {
        Engine::Postgres | Engine::PostgresNewest => POSTGRES.to_vec(),
        Engine::MySql => [MYSQL, &[("ALTER TABLE big ADD COLUMN d varchar(36) DEFAULT (concat('a', 'b'))", Does::Rewrite)]].concat(),
        Engine::MariaDb => [MYSQL, &[("ALTER TABLE big ADD COLUMN d varchar(36) DEFAULT (concat('a', 'b'))", Does::Little)]].concat(),
        Engine::Sqlite => {
            vec![("ALTER TABLE big ADD COLUMN d integer NOT NULL DEFAULT 7", Does::Little), ("CREATE INDEX i ON big (a)", Does::Little)]
        }
    };
    for (sql, does) in cases {
        database.sql(TABLES);
        let expected: &[&str] = match does {
            Does::Little => &[],
            Does::Rewrite | Does::Rebuild => &["table-rewrite"],
            Does::Block if sql.starts_with("CREATE") => &["index-not-concurrent"],
            Does::Block => &["blocking-lock"],
        };
        assert_eq!(rules(folder.path(), engine, sql), expected, "{sql}");
        match engine {
            Engine::Postgres | Engine::PostgresNewest => {
                let file = "SELECT pg_relation_filenode('big')::text AS node";
                let scans = "SELECT COALESCE(SUM(seq_scan), 0)::text AS node FROM pg_stat_xact_user_tables WHERE relname = 'big'";
                let rows = database.sql(&format!("BEGIN; {file}; {sql}; {file}; {scans}; ROLLBACK"));
                let said = |n: usize| rows[n][0].clone().unwrap_or_default();
                assert_eq!(said(0) != said(1), does == Does::Rewrite, "{sql}");
                assert_eq!(said(2) != "0", does != Does::Little, "{sql} reads the table");
            }
            Engine::MySql | Engine::MariaDb => {
                let refused = database.try_sql(&format!("{sql}, ALGORITHM=INPLACE, LOCK=NONE")).is_err();
                assert_eq!(refused, matches!(does, Does::Rewrite | Does::Block), "{sql}");
                // what makes the server refuse a copy is allowed as it is
                let careful = format!("{sql}, ALGORITHM=INPLACE, LOCK=NONE");
                assert_eq!(rules(folder.path(), engine, &careful), Vec::<String>::new(), "{careful}");
                database.sql(TABLES);
                database.sql(sql);
            }
            Engine::Sqlite => drop(database.sql(sql)),
        }
    }
}

fn other_statements_are_judged(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let judged = |sql: &str| rules(folder.path(), engine, sql).join(" ");
    let rewrites = if engine == Engine::Sqlite { "destructive table-rewrite" } else { "destructive" };
    for (sql, expected) in [
        ("DROP TABLE a", "destructive"),
        ("DROP TABLE IF EXISTS s.a", "destructive"),
        ("ALTER TABLE a DROP COLUMN b", rewrites),
        ("ALTER TABLE a DROP b", rewrites),
        ("ALTER TABLE a RENAME TO b", "rename"),
        ("ALTER TABLE a RENAME COLUMN b TO c", "rename"),
        ("DELETE FROM a", "destructive"),
        ("DELETE FROM a WHERE b = 1", ""),
        ("UPDATE a SET b = 1", "table-rewrite"),
        ("UPDATE a SET b = 1 WHERE c = 2", ""),
        ("DROP VIEW v", ""),
        ("DROP INDEX i", ""),
        ("INSERT INTO a VALUES ('DROP TABLE x')", ""),
        // a table that this migration has created has no rows and no readers
        ("CREATE TABLE a (b integer); CREATE INDEX i ON a (b); UPDATE a SET b = 1; DELETE FROM a; DROP TABLE a", ""),
        ("CREATE TABLE s.A (b integer); DELETE FROM s.a", ""),
        ("CREATE TABLE s.a (b integer); DELETE FROM a", "destructive"),
        ("CREATE TABLE IF NOT EXISTS a (b integer); DROP TABLE a", "destructive"),
        ("CREATE TABLE a (b integer); DROP TABLE a, c", "destructive"),
        ("ALTER TABLE a DROP \"index\"", rewrites),
        ("UPDATE a SET b = (SELECT c FROM d WHERE d.e = a.e)", "table-rewrite"),
        ("WITH x AS (SELECT 1) DELETE FROM a", "destructive"),
        ("WITH x AS (SELECT 1) DELETE FROM a WHERE b IN (SELECT 1)", ""),
    ] {
        assert_eq!(judged(sql), expected, "{sql}");
    }
    if engine != Engine::Sqlite {
        assert_eq!(judged("TRUNCATE TABLE a"), "destructive");
    }
    if engine.is_mysql_like() {
        assert_eq!(judged("/*!50000 DROP TABLE a */"), "destructive");
        assert_eq!(judged("ALTER TABLE a /*M! DROP COLUMN b */"), "destructive");
        assert_eq!(judged("ALTER TABLE a DROP PARTITION p1"), "destructive");
        assert_eq!(judged("ALTER TABLE a DROP KEY k"), "");
        assert_eq!(judged("ALTER TABLE a ADD INDEX i (b), LOCK=EXCLUSIVE"), "blocking-lock");
        assert_eq!(judged("CREATE OR REPLACE TABLE a (b integer)"), "destructive");
        assert_eq!(judged("DROP TABLES a, b"), "destructive");
        assert_eq!(judged("CREATE TABLE a (b integer); LOCK TABLES a WRITE; INSERT INTO a VALUES (1); UNLOCK TABLES"), "");
        assert_eq!(judged("ALTER TABLE a CHANGE b c integer"), "rename");
        assert_eq!(judged("RENAME TABLE a TO b"), "rename");
        assert_eq!(judged("ALTER TABLE a RENAME INDEX i TO j"), "");
        assert_eq!(judged("CREATE FULLTEXT INDEX i ON a (b)"), "blocking-lock");
        assert_eq!(judged("ALTER TABLE a DROP PRIMARY KEY"), "table-rewrite");
    }
    if engine.is_postgres() {
        assert_eq!(judged("ALTER TABLE a DROP key"), "destructive");
        assert_eq!(judged("WITH gone AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM gone"), "destructive");
        assert_eq!(judged("UPDATE a SET \"limit\" = 10"), "table-rewrite");
        assert_eq!(judged("CREATE MATERIALIZED VIEW v AS SELECT 1 AS id; CREATE UNIQUE INDEX ON v (id)"), "");
        assert_eq!(judged("ALTER TABLE a SET SCHEMA b"), "rename");
        assert_eq!(judged("LOCK TABLE a"), "blocking-lock");
        assert_eq!(judged("ALTER TABLE a RENAME CONSTRAINT c TO d"), "");
        assert_eq!(judged("CREATE FUNCTION f() RETURNS int AS $$ DELETE FROM a; SELECT 1 $$ LANGUAGE sql"), "");
    }
}

mod comments {
    use super::*;

    const ENGINE: Engine = Engine::Sqlite;

    #[test]
    fn a_comment_allows_the_statement_that_it_stands_by() {
        let folder = tempfile::tempdir().unwrap();
        let found = |up: &str, code: i32| findings(folder.path(), ENGINE, up, code);
        assert_eq!(found("-- allow: destructive it is empty\nDROP TABLE a;", 0), []);
        assert_eq!(found("DROP TABLE a; -- allow: destructive", 0), []);
        assert_eq!(found("DROP TABLE -- allow: destructive\n a;\n", 0), []);
        let two = [("destructive".to_string(), 4)];
        assert_eq!(found("-- allow: destructive\nDROP TABLE a;\nDROP TABLE b;", 4), two, "it holds for one statement");
        assert_eq!(found("-- allow: rename, destructive, table-rewrite why\nALTER TABLE a DROP b;", 0), []);
        assert_eq!(found("-- allow: rename\nDROP TABLE a;", 4), [("unused-allow".to_string(), 2), ("destructive".to_string(), 3)]);
        let reason = "-- allow: table-rewrite destructive part is elsewhere\nALTER TABLE a DROP b;";
        assert_eq!(found(reason, 4), [("destructive".to_string(), 3)], "the reason names no rule");
        assert_eq!(found("-- allow: index-not-concurrent for PostgreSQL\nCREATE INDEX i ON a (b);", 0), []);
        assert_eq!(found("-- allow: everything\nSELECT 1;", 4), [("unused-allow".to_string(), 2)]);
    }

    #[test]
    fn a_missing_down_is_found_and_allowed() {
        let folder = tempfile::tempdir().unwrap();
        let lint = |text: &str, arguments: &[&str]| {
            std::fs::write(folder.path().join("1001_a.sql"), text).unwrap();
            let mut command = command(folder.path());
            command.args(["migrate", "lint", "--backend", "sqlite", "--migrations-dir", "."]).args(arguments);
            Run::from(command.output().unwrap())
        };
        let run = lint("-- migrate:up\nSELECT 1;\n", &[]).expect(4);
        assert!(
            run.out.starts_with("./1001_a.sql:1: no-down: ") && run.out.ends_with("1 file checked for sqlite: 1 finding\n"),
            "{}",
            run.out
        );
        let run = lint("-- migrate:up\n-- allow: no-down a look only\nSELECT 1;\n", &[]).expect(0);
        assert!(run.out.ends_with("1 file checked for sqlite: right, 1 allowed by comments\n"), "{}", run.out);
        let run = lint("-- migrate:up\nDROP TABLE a;\n-- migrate:down\nSELECT 1;", &["--output", "github"]).expect(4);
        assert!(run.out.starts_with("::error file=./1001_a.sql,line=2,title=morag-db destructive::drops the table"), "{}", run.out);
        lint("-- migrate:up\nSELECT 1;\n-- migrate:down\n-- allow: no-down a look only\n", &[]).expect(0);
        let mut missing = command(folder.path());
        missing.args(["migrate", "lint", "--backend", "sqlite", "--migrations-dir", "typo"]);
        assert!(Run::from(missing.output().unwrap()).expect(2).err.contains("there is no folder typo"));
        assert!(lint("DROP TABLE a;", &[]).expect(2).err.contains("1001_a.sql"));
        lint("-- migrate:up\nSELECT 1;\n", &["--output", "junit"]).expect(2);
    }
}
