//! What a database URL says is done, or refused by name.

use crate::support::binary::command;
use crate::support::{Engine, Run, TestDatabase};

on_engine!(
    postgres,
    Postgres,
    the_first_server_that_will_do_is_taken,
    options_of_the_session_hold,
    a_name_with_a_slash_is_a_name,
    certificates_mean_tls,
    an_encoding_that_is_too_narrow_is_refused,
    a_search_path_without_a_schema_is_told
);
on_engine!(
    mariadb,
    MariaDb,
    the_first_server_that_will_do_is_taken,
    a_name_with_a_slash_is_a_name,
    certificates_mean_tls,
    a_statement_that_is_too_large_is_told_from_a_lost_connection
);
on_engine!(
    mysql,
    MySql,
    the_first_server_that_will_do_is_taken,
    certificates_mean_tls,
    a_statement_that_is_too_large_is_told_from_a_lost_connection
);

/// The scheme with the user, the server and the database's name of a URL.
fn parts(database: &TestDatabase) -> (String, String, String) {
    let (before, place) = database.url.rsplit_once('@').unwrap();
    let (server, name) = place.split_once('/').unwrap();
    (before.to_string(), server.to_string(), name.to_string())
}

fn run(database: &TestDatabase, url: &str, arguments: &[&str]) -> Run {
    let mut command = command(database.folder.path());
    Run::from(command.env("MORAG_DATABASE_URL", url).args(arguments).output().unwrap())
}

fn the_first_server_that_will_do_is_taken(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let (before, server, name) = parts(&database);
    let port = server.split_once(':').unwrap().1;
    for url in [
        format!("{before}@127.0.0.1:1,{server}/{name}"),
        format!("{before}@/{name}?host=127.0.0.1:1&host={server}"),
        format!("{before}@/{name}?host=127.0.0.1,127.0.0.1&port=1,{port}"),
    ] {
        let report = run(&database, &url, &["init", "--output", "json"]).expect(0).json();
        let target = report["target"].as_str().unwrap();
        assert!(target.ends_with(&format!("@{server}/{name}")), "the one that answered: {target}");
    }
    let nobody = format!("{before}@127.0.0.1:1,127.0.0.1:2/{name}");
    let failed = run(&database, &nobody, &["init"]).expect(5);
    assert!(failed.err.contains("127.0.0.1:1,127.0.0.1:2"), "{}", failed.err);
    let standby = format!("{before}@{server}/{name}?target_session_attrs=standby");
    assert!(run(&database, &standby, &["health"]).expect(5).err.contains("not a standby"));
    run(&database, &format!("{before}@{server}/{name}?target_session_attrs=prefer-standby"), &["health"]).expect(0);
    run(&database, &format!("{before}@{server}/{name}?target_session_attrs=read-write"), &["health"]).expect(0);
    if engine != Engine::Postgres {
        return;
    }
    // what writes skips a standby, what reads takes the first
    let standby = std::env::var("MORAG_TEST_STANDBY_URL").expect("MORAG_TEST_STANDBY_URL is not set: run ./scripts/test");
    let standby = standby.rsplit_once('@').unwrap().1.split('/').next().unwrap().to_string();
    let both = format!("{before}@{standby},{server}/{name}");
    for _ in 0..100 {
        if run(&database, &format!("{before}@{standby}/{name}"), &["verify"]).code == 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    run(&database, &both, &["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "1"]).expect(0);
    let health = run(&database, &both, &["health", "--output", "json"]).expect(0).json();
    assert!(health["target"].as_str().unwrap().contains(&standby), "{health}");
    let primary = run(&database, &format!("{both}?target_session_attrs=primary"), &["health", "--output", "json"]).expect(0).json();
    assert!(primary["target"].as_str().unwrap().contains(&server), "{primary}");
}

fn options_of_the_session_hold(engine: Engine) {
    let database = TestDatabase::empty(engine);
    database.sql("CREATE SCHEMA app");
    let url = format!("{}?options=-csearch_path%3Dapp&application_name=deploy", database.url);
    run(&database, &url, &["init"]).expect(0);
    assert_eq!(database.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'app' AND tablename = 'remote_jobs'"), "1");
    assert_eq!(database.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");
    run(&database, &url, &["verify", "--strict"]).expect(0);
    let mut by_environment = command(database.folder.path());
    by_environment.env("MORAG_DATABASE_URL", &database.url).env("PGOPTIONS", "-c search_path=app").args(["verify", "--strict"]);
    Run::from(by_environment.output().unwrap()).expect(0);
}

fn a_search_path_without_a_schema_is_told(engine: Engine) {
    let database = TestDatabase::empty(engine);
    let run = run(&database, &format!("{}?options=-csearch_path%3Dabsent", database.url), &["init"]).expect(8);
    assert!(run.err.contains("search_path") && run.err.contains("CREATE SCHEMA"), "{}", run.err);
}

fn a_name_with_a_slash_is_a_name(engine: Engine) {
    let mut database = TestDatabase::missing(engine);
    let (before, server, name) = parts(&database);
    database.url = format!("{before}@{server}/{name}%2Fnew");
    let report = database.run(&["init", "--output", "json"]).expect(0).json();
    assert!(report["target"].as_str().unwrap().ends_with(&format!("/{name}/new")));
    database.run(&["verify"]).expect(0);
    let quote = if engine.is_postgres() { '"' } else { '`' };
    database.admin_sql(&format!("DROP DATABASE {quote}{name}/new{quote}"));
}

fn certificates_mean_tls(engine: Engine) {
    let database = TestDatabase::missing(engine);
    let authority = if engine.is_postgres() { "sslrootcert" } else { "ssl_ca" };
    let missing = run(&database, &format!("{}?{authority}=/no/such/authority.pem", database.url), &["init"]).expect(2);
    assert!(missing.err.contains("/no/such/authority.pem"), "{}", missing.err);
    // a certificate that nothing here is signed by: no connection without verified TLS
    let key = rcgen::generate_simple_self_signed(vec!["localhost".to_string()]).unwrap();
    let file = database.folder.path().join("authority.pem");
    std::fs::write(&file, key.cert.pem()).unwrap();
    let url = format!("{}?{authority}={}", database.url, file.display());
    let refused = run(&database, &url, &["init"]).expect(5);
    assert!(refused.err.contains("sslrootcert=FILE"), "the hint is about TLS: {}", refused.err);
    let plain = run(&database, &format!("{url}&sslmode=disable"), &["init"]).expect(2);
    assert!(plain.err.contains("disables TLS"), "{}", plain.err);
}

fn an_encoding_that_is_too_narrow_is_refused(engine: Engine) {
    let database = TestDatabase::missing(engine);
    for encoding in ["LATIN1", "EUC_JP", "SQL_ASCII"] {
        let sql = format!("CREATE DATABASE {} TEMPLATE template0 ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'", database.name);
        database.admin_sql(&sql);
        for command in [&["init"][..], &["migrate", "up"]] {
            let run = database.run(command).expect(8);
            assert!(run.err.contains(encoding) && run.err.contains("UTF8"), "{}", run.err);
        }
        assert_eq!(database.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");
        assert!(database.run(&["health"]).expect(4).out.contains(encoding));
        database.admin_sql(&format!("DROP DATABASE {}", database.name));
    }
}

fn a_statement_that_is_too_large_is_told_from_a_lost_connection(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    let limit: usize = database.value("SELECT @@global.max_allowed_packet").parse().unwrap();
    database.run(&["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "1"]).expect(0);
    let claimed = database.run(&["jobs", "claim", "--worker", "w", "--types", "audio", "--output", "json"]).expect(0).json();
    let (id, claim) = (claimed["jobs"][0]["id"].as_str().unwrap().to_string(), claimed["jobs"][0]["claim_seq"].to_string());
    let file = database.folder.path().join("content");
    std::fs::write(&file, "x".repeat(limit + 1)).unwrap();
    let run = database.run(&["jobs", "submit", &id, "--claim", &claim, "--success", "--content-file", file.to_str().unwrap()]).expect(1);
    assert!(run.err.contains("max_allowed_packet") && run.err.contains("SET GLOBAL"), "{}", run.err);
    database.run(&["jobs", "submit", &id, "--claim", &claim, "--success", "--content", "small"]).expect(0);
}

#[test]
fn an_unknown_parameter_names_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    for (url, part) in [
        ("postgresql://me:s3cret@127.0.0.1:1/d?sslmod=verify-full", "did you mean 'sslmode'?"),
        ("mysql://me:s3cret@127.0.0.1:1/d?ssl_cac=x", "did you mean 'ssl_ca'?"),
        ("sqlite:///x.db?tmeout=3", "did you mean 'timeout'?"),
    ] {
        let mut command = command(folder.path());
        let run = Run::from(command.env("MORAG_DATABASE_URL", url).arg("init").output().unwrap()).expect(2);
        assert!(run.err.contains(part) && !run.err.contains("s3cret"), "{}", run.err);
    }
    let told = |verbose: &[&str]| {
        let mut command = command(folder.path());
        let url = "sqlite:///x.db?check_same_thread=false";
        Run::from(command.env("MORAG_DATABASE_URL", url).arg("init").args(verbose).output().unwrap()).expect(0).err
    };
    assert!(!told(&[]).contains("check_same_thread") && told(&["-v"]).contains("check_same_thread"));
}

#[test]
fn sqlite_uris_and_modes_are_honoured() {
    let folder = tempfile::tempdir().unwrap();
    let run = |url: &str, arguments: &[&str]| {
        let mut command = command(folder.path());
        Run::from(command.env("MORAG_DATABASE_URL", url).args(arguments).output().unwrap())
    };
    run("sqlite:///x.db?mode=rw", &["init"]).expect(5);
    assert!(!folder.path().join("x.db").exists(), "mode=rw creates nothing");
    run("sqlite:///file:x.db?uri=true", &["init"]).expect(0);
    assert!(folder.path().join("x.db").is_file());
    run("sqlite:///file:x.db?mode=ro&uri=true", &["verify"]).expect(0);
    let create = ["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "1"];
    run("sqlite:///file:x.db?mode=ro&uri=true", &create).expect(8);
    run("sqlite:///x.db?timeout=0.1", &create).expect(0);
}
