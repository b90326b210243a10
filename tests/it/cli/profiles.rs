//! Profiles of the configuration file.

use crate::support::binary::command;
use crate::support::{Engine, Run, TestDatabase};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// Writes the configuration file of the user whose home is `folder`.
fn config(folder: &Path, text: &str) {
    let path = folder.join(".config/morag-db/config.toml");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
}

fn at_home(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = command(folder);
    command.env("HOME", folder).env("PATH", std::env::var("PATH").unwrap()).args(arguments);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    at_home(folder, arguments).output().unwrap().into()
}

const TWO: &str = r#"
default_profile = "dev"

[profiles.dev]
url = "sqlite:///dev.db"

[profiles.prod]
url = "sqlite:///prod.db"
read_only = true
output = "json"
prompt_color = "red"
"#;

#[test]
fn the_source_that_is_nearest_to_the_command_wins() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    config(folder, TWO);
    let source = |set: &dyn Fn(&mut Command)| -> String {
        let mut command = at_home(folder, &[]);
        set(&mut command);
        let report = Run::from(command.args(["init", "--output", "json"]).output().unwrap()).expect(0).json();
        format!("{} from {}", report["target"].as_str().unwrap().rsplit('/').next().unwrap(), report["source"].as_str().unwrap())
    };
    let file = folder.join(".config/morag-db/config.toml");
    assert_eq!(source(&|_| {}), format!("dev.db from profile dev (default_profile, {})", file.display()));
    let environment = source(&|c| {
        c.env("MORAG_DATABASE_URL", "sqlite:///other.db");
    });
    assert_eq!(environment, "other.db from MORAG_DATABASE_URL (environment)");
    let flag = source(&|c| {
        c.env("MORAG_DATABASE_URL", "sqlite:///other.db").args(["--profile", "dev"]);
    });
    assert_eq!(flag, format!("dev.db from profile dev (--profile, {})", file.display()));
    let variable = source(&|c| {
        c.env("MORAG_PROFILE", "dev");
    });
    assert_eq!(variable, format!("dev.db from profile dev (MORAG_PROFILE, {})", file.display()));
    let url = source(&|c| {
        c.env("MORAG_PROFILE", "prod").args(["--database-url", "sqlite:///flag.db"]);
    });
    assert_eq!(url, "flag.db from --database-url");
    std::fs::write(folder.join(".env"), "MORAG_DATABASE_URL=sqlite:///dotenv.db\n").unwrap();
    assert_eq!(source(&|_| {}), "dotenv.db from MORAG_DATABASE_URL (.env)", "a project's .env is nearer than the user's default");
    assert_eq!(
        source(&|c| {
            c.env("MORAG_PROFILE", "dev");
        }),
        variable
    );
    // two at once
    let refused = |set: &dyn Fn(&mut Command)| {
        let mut command = at_home(folder, &[]);
        set(&mut command);
        Run::from(command.arg("init").output().unwrap()).expect(2).err
    };
    assert!(
        refused(&|c| {
            c.env("MORAG_PROFILE", "dev").env("DATABASE_URL", "sqlite:///x.db");
        })
        .contains("both set")
    );
    assert!(
        refused(&|c| {
            c.args(["--profile", "dev", "--database-url", "sqlite:///x.db"]);
        })
        .contains("give one of them")
    );
    assert!(
        refused(&|c| {
            c.args(["--profile", "nope"]);
        })
        .contains("it has dev, prod")
    );
    assert!(
        refused(&|c| {
            c.env("MORAG_PROFILE", "");
        })
        .contains("is set and empty")
    );
    assert!(!folder.join("x.db").exists());
    // another place for the file
    std::fs::rename(&file, folder.join("elsewhere.toml")).unwrap();
    let elsewhere = source(&|c| {
        c.env("MORAG_CONFIG", "elsewhere.toml").args(["--profile", "dev"]);
    });
    assert_eq!(elsewhere, "dev.db from profile dev (--profile, elsewhere.toml)");
}

#[test]
fn urls_come_from_files_variables_and_commands() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::create_dir_all(folder.join(".config/morag-db")).unwrap();
    std::fs::write(folder.join(".config/morag-db/url"), "sqlite:///file.db\n").unwrap();
    config(
        folder,
        "[profiles.file]\nurl_file = 'url'\n[profiles.variable]\nurl_env = 'WHERE'\n[profiles.program]\nurl_command = ['echo', 'sqlite:///program.db']\n",
    );
    for name in ["file", "variable", "program"] {
        let run: Run = at_home(folder, &["--profile", name, "init"]).env("WHERE", "sqlite:///variable.db").output().unwrap().into();
        run.expect(0);
        assert!(folder.join(format!("{name}.db")).exists(), "{name}");
    }
}

#[test]
fn a_read_only_profile_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    config(folder, TWO);
    run(folder, &["--profile", "prod", "init"]).expect(8);
    assert!(!folder.join("prod.db").exists());
    run(folder, &["--database-url", "sqlite:///prod.db", "init"]).expect(0);
    // its output is JSON
    let listed = run(folder, &["--profile", "prod", "jobs", "list"]).expect(0).json();
    assert!(listed["jobs"].as_array().unwrap().is_empty());
    assert!(run(folder, &["--profile", "prod", "--output", "table", "jobs", "list"]).expect(0).out.starts_with("No job"));
    for reads in [&["verify"][..], &["health"], &["jobs", "stats"], &["jobs", "failures"], &["migrate", "status"], &["jobs", "archive"]] {
        run(folder, &[&["--profile", "prod"], reads].concat()).expect(0);
    }
    for writes in [
        &["jobs", "create", "--type", "audio", "--source", "/a", "--ingestion-task", "1"][..],
        &["jobs", "cancel", "--all", "--yes"],
        &["jobs", "pause", "--all"],
        &["migrate", "up"],
        &["seed"],
        &["reset", "--yes", "--database", "prod.db"],
        &["serve", "--listen", "127.0.0.1:0"],
    ] {
        let refused = run(folder, &[&["--profile", "prod"], writes].concat()).expect(8).err;
        assert!(refused.contains("profile prod is read-only"), "{writes:?}: {refused}");
    }
    assert_eq!(run(folder, &["--profile", "prod", "jobs", "list"]).expect(0).json()["jobs"].as_array().unwrap().len(), 0);
    let written = at_home(folder, &["--profile", "prod", "shell", "--", "DELETE FROM schema_migrations"]).output().unwrap();
    let error = String::from_utf8_lossy(&written.stderr);
    assert!(!written.status.success() && error.contains("readonly"), "{error}");
}

#[test]
fn config_shows_no_secret_and_names_faults() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert!(run(folder, &["config", "show"]).expect(0).out.contains("(does not exist)"));
    let faulty = r#"
[profiles.one]
url = "postgresql://morag@db.example/morag"
password_command = ["no-such-program-of-ours", "show"]

[profiles.two]
url_env = "NOT_SET_ANYWHERE"

[profiles.three]
url = "mysql://morag@db.example/morag"
password_file = "no-such-file"

[profiles.four]
url = "sqlite:///a.db"
url_env = "X"

[profiles.five]
url = "sqlite:///a.db"
"#;
    config(folder, faulty);
    let checked = run(folder, &["config", "check", "--output", "json"]).expect(4).json();
    let problem = |name: &str| -> String {
        let profiles = checked["profiles"].as_array().unwrap();
        profiles.iter().find(|p| p["name"] == name).unwrap()["problem"].as_str().unwrap_or_default().to_string()
    };
    for (name, words) in [
        ("one", "program no-such-program-of-ours is not installed"),
        ("two", "NOT_SET_ANYWHERE"),
        ("three", "no-such-file"),
        ("four", "exactly one of"),
        ("five", ""),
    ] {
        assert!(problem(name).contains(words) && (words.is_empty() == problem(name).is_empty()), "{name}: {}", problem(name));
    }
    let text = run(folder, &["config", "check"]).expect(4).out;
    assert!(text.contains("command no-such-program-of-ours show") && text.contains("environment variable NOT_SET_ANYWHERE"), "{text}");
    // a password in the file is for its owner alone
    config(folder, "[profiles.p]\nurl = \"postgresql://morag:s3cret@db.example/morag\"\n");
    let refused = run(folder, &["config", "show"]).expect(8).err;
    assert!(refused.contains("chmod 600") && !refused.contains("s3cret"), "{refused}");
    let path = folder.join(".config/morag-db/config.toml");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let shown = run(folder, &["config", "show"]).expect(0).out;
    assert!(shown.contains("postgresql://morag@db.example") && !shown.contains("s3cret"), "{shown}");
    // what is not TOML, and what is not known, with the line and without the text
    for (text, words) in
        [("[profiles.p]\nurl = s3cret\n", "line 2"), ("[profiles.p]\nurl = 'sqlite:///a.db'\npasswort = 's3cret'\n", "passwort")]
    {
        config(folder, text);
        let error = run(folder, &["--profile", "p", "health"]).expect(2).err;
        assert!(error.contains(words) && !error.contains("s3cret"), "{error}");
    }
}

#[test]
fn passwords_come_from_files_variables_and_commands() {
    let database = TestDatabase::empty(Engine::MariaDb);
    let user = format!("profile{}", &database.name[10..]);
    database.sql(&format!("CREATE USER '{user}'@'%' IDENTIFIED BY 'it''s s3cret'; GRANT ALL ON {}.* TO '{user}'@'%'", database.name));
    let folder = database.folder.path();
    let url = database.url.replace("root", &user);
    std::fs::write(folder.join("secret"), "it's s3cret\nsecond line\n").unwrap();
    let profile = |name: &str, source: &str| format!("[profiles.{name}]\nurl = \"{url}\"\n{source}\n\n");
    let all = profile("file", &format!("password_file = \"{}\"", folder.join("secret").display()))
        + &profile("home", "password_file = \"~/secret\"")
        + &profile("variable", "password_env = \"SECRET\"")
        + &profile("program", "password_command = [\"head\", \"-n\", \"1\", \"secret\"]")
        + &profile("wrong", "password_command = [\"echo\", \"another\"]")
        + &profile("failing", "password_command = [\"false\"]")
        + &profile("none", "");
    config(folder, &all);
    let init = |name: &str| -> Run { at_home(folder, &["--profile", name, "init"]).env("SECRET", "it's s3cret").output().unwrap().into() };
    for name in ["file", "home", "variable", "program"] {
        let out = init(name).expect(0).out;
        assert!(out.contains(&format!("from profile {name}")) && !out.contains("s3cret"), "{out}");
    }
    init("wrong").expect(5);
    init("none").expect(5);
    let failed = init("failing").expect(2).err;
    assert!(failed.contains("the command 'false' of the profile failed"), "{failed}");
    // read only on a server too
    config(folder, &profile("reader", "password_file = \"~/secret\"\nread_only = true"));
    run(folder, &["--profile", "reader", "verify"]).expect(0);
    run(folder, &["--profile", "reader", "jobs", "why", "--all-stuck"]).expect(0);
    assert!(run(folder, &["--profile", "reader", "init"]).expect(8).err.contains("profile reader is read-only"));
    // completion offers the names, and runs no command
    config(folder, &profile("touching", &format!("password_command = [\"touch\", \"{}\"]", folder.join("ran").display())));
    let words = ["--", "morag-db", "--profile", ""];
    let completed = at_home(folder, &words).env("MORAG_COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", "2").output().unwrap();
    assert!(String::from_utf8_lossy(&completed.stdout).contains("touching"), "{completed:?}");
    let words = ["--", "morag-db", "--profile", "touching", "jobs", "show", ""];
    at_home(folder, &words).env("MORAG_COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", "5").output().unwrap();
    assert!(!folder.join("ran").exists());
    database.sql(&format!("DROP USER '{user}'@'%'"));
}
