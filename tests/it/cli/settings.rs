//! Where the settings come from, and that a password never comes out.

use crate::support::binary::command;
use crate::support::{Engine, Run, TestDatabase, built_in_versions};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

fn source(folder: &Path, set: impl FnOnce(&mut std::process::Command)) -> String {
    let mut command = command(folder);
    set(&mut command);
    let run = Run::from(command.args(["init", "--output", "json"]).output().unwrap()).expect(0);
    let report = run.json();
    format!("{} from {}", report["target"].as_str().unwrap().rsplit('/').next().unwrap(), report["source"].as_str().unwrap())
}

#[test]
fn with_nothing_set_the_database_is_morag_db_in_the_working_directory() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(source(folder.path(), |_| {}), "morag.db from default");
    assert!(folder.path().join("morag.db").is_file());
}

#[test]
fn a_flag_beats_the_environment_beats_dotenv() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(".env"), "MORAG_DATABASE_URL=sqlite:///dotenv.db\n").unwrap();
    std::fs::write(folder.path().join("secret"), "sqlite:///file.db\n").unwrap();
    assert_eq!(source(folder.path(), |_| {}), "dotenv.db from MORAG_DATABASE_URL (.env)");
    let environment = |c: &mut std::process::Command| {
        c.env("DATABASE_URL", "sqlite:///./environment.db");
    };
    assert_eq!(source(folder.path(), environment), "environment.db from DATABASE_URL (environment)");
    let file = |c: &mut std::process::Command| {
        c.env("MORAG_DATABASE_URL_FILE", "secret");
    };
    assert_eq!(source(folder.path(), file), "file.db from MORAG_DATABASE_URL_FILE (environment)");
    let both = |c: &mut std::process::Command| {
        c.env("DATABASE_URL", "sqlite:///x.db").args(["--database-url", "sqlite:///flag.db"]);
    };
    assert_eq!(source(folder.path(), both), "flag.db from --database-url");
    let mut two = command(folder.path());
    two.env("MORAG_DATABASE_URL", "sqlite:///a.db").env("MORAG_DATABASE_URL_FILE", "secret").arg("init");
    Run::from(two.output().unwrap()).expect(2);
}

#[test]
fn what_is_set_and_empty_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["MORAG_DATABASE_URL", "MORAG_DATABASE_URL_FILE", "DATABASE_URL", "DB_HOST", "DB_NAME"] {
        let run = Run::from(command(folder.path()).env(name, "").arg("init").output().unwrap()).expect(2);
        assert!(run.err.contains(name) && run.err.contains("empty"), "{}", run.err);
    }
    std::fs::write(folder.path().join(".env"), "MORAG_DATABASE_URL=\n").unwrap();
    Run::from(command(folder.path()).arg("init").output().unwrap()).expect(2);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no database was created");
}

#[test]
fn other_programs_lines_in_dotenv_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let dotenv = |text: &[u8]| std::fs::write(folder.path().join(".env"), text).unwrap();
    dotenv(b"\xef\xbb\xbfMORAG_DATABASE_URL=sqlite:///data$prod.db\nJSON={\"a\": 1}\nNAME=it's\nBYTES=\xff\n=\nPAGE=\nPGh0bWw+\nOPEN='\n");
    assert_eq!(source(folder.path(), |_| {}), "data$prod.db from MORAG_DATABASE_URL (.env)");
    dotenv(b"# ours\nMORAG_DATABASE_URL='sqlite:///s3cret.db\n");
    let run = Run::from(command(folder.path()).arg("init").output().unwrap()).expect(2);
    assert!(run.err.contains(".env, line 2") && run.err.contains("closing quote") && !run.err.contains("s3cret"), "{}", run.err);
}

#[test]
fn a_url_file_holds_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let with = |text: &str| {
        std::fs::write(folder.path().join("url"), text).unwrap();
        Run::from(command(folder.path()).env("MORAG_DATABASE_URL_FILE", "url").arg("init").output().unwrap())
    };
    with("\u{feff}sqlite:///x.db\r\n\r\n").expect(0);
    assert!(folder.path().join("x.db").is_file());
    let run = with("sqlite:///x.db\npostgresql://me:s3cret@h/d\n").expect(2);
    assert!(run.err.contains("more than one line") && !run.err.contains("s3cret"), "{}", run.err);
    with("\n").expect(2);
}

#[test]
fn statements_are_logged_where_the_applications_would_log_them() {
    let database = TestDatabase::missing(Engine::Sqlite);
    let quiet = database.run(&["init"]).expect(0);
    assert!(!quiet.err.contains("SELECT"), "{}", quiet.err);
    for variable in ["MORAG_DATABASE_ECHO", "SQL_DEBUG"] {
        let run = Run::from(database.command(&["migrate", "status"]).env(variable, "true").output().unwrap()).expect(0);
        assert!(run.err.contains("SELECT"), "{variable}: {}", run.err);
    }
    Run::from(database.command(&["migrate", "status"]).env("SQL_DEBUG", "perhaps").output().unwrap()).expect(2);
}

#[test]
fn a_url_is_read_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(folder.path())
        .args(["--database-url", "-", "init"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"sqlite:///stdin.db\n").unwrap();
    Run::from(child.wait_with_output().unwrap()).expect(0);
    assert!(folder.path().join("stdin.db").is_file());
}

#[test]
fn a_password_never_comes_out() {
    let folder = tempfile::tempdir().unwrap();
    let secret = "s3cr%40t-pa55";
    for url in [
        format!("postgresql://me:{secret}@127.0.0.1:1/morag"),
        format!("mysql://me:{secret}@127.0.0.1:1/morag"),
        format!("postgresql://me:{secret}@127.0.0.1:x/morag"),
        format!("postgresql://me:{secret}@x@127.0.0.1/morag"),
        format!("postgresql://me:{secret}@127.0.0.1:1/morag?sslmode={secret}"),
        format!("orcl://me:{secret}@127.0.0.1/morag"),
        format!("postgresql://me:{secret}"),
    ] {
        for extra in [&["-vv"][..], &["--output", "json"], &["--log-format", "json", "-vv"]] {
            let mut command = command(folder.path());
            command.env("MORAG_DATABASE_URL", &url).env("MORAG_LOG", "trace").arg("init").args(extra);
            let run = Run::from(command.output().unwrap());
            let all = format!("{}{}", run.out, run.err);
            let shown = ["s3cr", "pa55"].iter().any(|part| all.contains(part));
            // an sslmode is no password, and is repeated as what is wrong
            assert!(!shown || url.contains("sslmode"), "{url}: {all}");
            assert!(matches!(run.code, 2 | 5), "{}", run.code);
        }
    }
}

#[test]
fn standard_output_carries_the_result_and_nothing_else() {
    let database = TestDatabase::missing(Engine::Sqlite);
    let run = database.run(&["init", "--output", "json", "-vv"]).expect(0);
    run.json();
    assert!(!run.err.is_empty());
    let rows = database.run(&["migrate", "status", "--output", "ndjson"]).expect(0).out;
    let rows: Vec<serde_json::Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), built_in_versions().len());
    let csv = database.run(&["migrate", "status", "--output", "csv"]).expect(0).out;
    assert!(csv.starts_with("version,description,stream,state,applied_at"), "{csv}");
    assert_eq!(csv.lines().count(), built_in_versions().len() + 1);
}

/// What only a server can show.
mod servers {
    use super::*;

    on_engine!(mariadb, MariaDb, a_password_is_taken_from_the_variable_that_mysql_knows);
    on_engine!(postgres, Postgres, passwords_are_taken_from_the_places_that_libpq_knows, init_waits_for_a_server_that_is_not_there_yet);

    fn passwords_are_taken_from_the_places_that_libpq_knows(engine: Engine) {
        let database = TestDatabase::empty(engine);
        database.run(&["init"]).expect(0);
        database.sql("DO $$ BEGIN CREATE ROLE morag_password LOGIN PASSWORD 'right'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        let place = database.url.rsplit_once('@').unwrap().1.to_string();
        let url = format!("postgresql://morag_password@{place}");
        let status = |set: &dyn Fn(&mut std::process::Command)| {
            let mut command = database.command(&["migrate", "unlock", "--database-url", &url]);
            set(&mut command);
            Run::from(command.output().unwrap()).code
        };
        // 8: logged in, and not allowed to read the tables; 5: not let in
        let let_in = |code: i32| assert_ne!(code, 5);
        assert_eq!(status(&|_| {}), 5);
        let_in(status(&|c| {
            c.env("PGPASSWORD", "right");
        }));
        assert_eq!(
            status(&|c| {
                c.env("PGPASSWORD", "wrong");
            }),
            5
        );
        let (server, name) = place.split_once('/').unwrap();
        let file = database.folder.path().join("pgpass");
        std::fs::write(&file, format!("{server}:{name}:morag_password:right\n")).unwrap();
        std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        let_in(status(&|c| {
            c.env("PGPASSFILE", &file);
        }));
    }

    fn a_password_is_taken_from_the_variable_that_mysql_knows(engine: Engine) {
        let database = TestDatabase::empty(engine);
        let user = format!("p{}", &database.name[11..]);
        database.sql(&format!("CREATE USER '{user}'@'%' IDENTIFIED BY 'right'; GRANT ALL ON {}.* TO '{user}'@'%'", database.name));
        let url = format!("mysql://{user}@{}", database.url.rsplit_once('@').unwrap().1);
        for (password, code) in [("right", 0), ("wrong", 5)] {
            let run = database.command(&["init", "--database-url", &url]).env("MYSQL_PWD", password).output().unwrap();
            Run::from(run).expect(code);
        }
        database.sql(&format!("DROP USER '{user}'@'%'"));
    }

    /// A port that nothing listens on, until something forwards it to the server.
    fn init_waits_for_a_server_that_is_not_there_yet(engine: Engine) {
        let database = TestDatabase::missing(engine);
        let (before, place) = database.url.rsplit_once('@').unwrap();
        let (server, name) = place.split_once('/').unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let url = format!("{before}@{address}/{name}");
        let child = database.spawn(&["init", "--wait", "20s", "--database-url", &url]);
        std::thread::sleep(std::time::Duration::from_millis(700));
        let listener = std::net::TcpListener::bind(address).unwrap();
        let server = server.to_string();
        std::thread::spawn(move || {
            for client in listener.incoming().take(4) {
                let (mut client, mut behind) = (client.unwrap(), std::net::TcpStream::connect(&server).unwrap());
                let (mut client_again, mut behind_again) = (client.try_clone().unwrap(), behind.try_clone().unwrap());
                std::thread::spawn(move || std::io::copy(&mut client, &mut behind));
                std::thread::spawn(move || std::io::copy(&mut behind_again, &mut client_again));
            }
        });
        Run::from(child.wait_with_output().unwrap()).expect(0);
        // without --wait, and with a wrong role, it does not take long
        let start = std::time::Instant::now();
        let nobody = format!("postgresql://nobody_of_this_name@{}", database.url.rsplit_once('@').unwrap().1);
        database.run(&["init", "--wait", "20s", "--database-url", &nobody]).expect(5);
        assert!(start.elapsed() < std::time::Duration::from_secs(5));
    }
}
