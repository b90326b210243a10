//! The committed completions are what the binary writes. With MORAG_WRITE_COMPLETIONS=1 this writes them.

use crate::http::eventually;
use crate::jobs::Jobs;
use crate::support::Engine;
use crate::support::binary::command;
use std::path::{Path, PathBuf};

#[test]
fn the_committed_completions_are_what_the_binary_writes() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("completions");
    for (shell, file) in [
        ("bash", "morag-db.bash"),
        ("zsh", "_morag-db"),
        ("fish", "morag-db.fish"),
        ("elvish", "morag-db.elv"),
        ("powershell", "_morag-db.ps1"),
    ] {
        let output = command(Path::new(".")).args(["completions", shell, "--static"]).output().unwrap();
        assert!(output.status.success());
        if std::env::var_os("MORAG_WRITE_COMPLETIONS").is_some() {
            std::fs::write(folder.join(file), &output.stdout).unwrap();
        }
        let committed = std::fs::read(folder.join(file)).unwrap();
        assert!(committed == output.stdout, "completions/{file} is not what the binary writes; MORAG_WRITE_COMPLETIONS=1 writes it");
    }
}

/// Completes as bash does, after the lines of `script`.
fn complete_in_bash(script: &str, folder: &Path, words: &[&str]) -> Vec<String> {
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let last = words.len() - 1;
    let line = format!(
        "{script}; COMP_WORDS=({}); COMP_CWORD={last}; f=$(complete -p morag-db); f=${{f#*-F }}; ${{f%% *}} morag-db \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{}]}}\"; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        quoted.join(" "),
        last.saturating_sub(1)
    );
    let beside = Path::new(env!("CARGO_BIN_EXE_morag-db")).parent().unwrap().display().to_string();
    let path = format!("{beside}:{}", std::env::var("PATH").unwrap());
    let mut bash = std::process::Command::new("bash");
    let output = bash.args(["--norc", "-c", &line]).current_dir(folder).env_clear().env("PATH", path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(String::from).collect()
}

#[test]
fn bash_completes_every_level() {
    for (words, expected) in [
        (&["morag-db", ""][..], &["init", "jobs", "api-keys", "migrate"][..]),
        (&["morag-db", "jobs", ""], &["list", "requeue", "late"]),
        (&["morag-db", "jobs", "re"], &["requeue"]),
        (&["morag-db", "jobs", "requeue", "--re"], &["--reason", "--reset-retries"]),
        (&["morag-db", "jobs", "late", ""], &["list", "accept"]),
        (&["morag-db", "jobs", "late", "accept", "--"], &["--reason"]),
        (&["morag-db", "api-keys", ""], &["create", "list", "revoke"]),
        (&["morag-db", "api-keys", "create", "--"], &["--user", "--name"]),
        (&["morag-db", "migrate", ""], &["up", "down", "adopt", "repair"]),
        (&["morag-db", "migrate", "adopt", "--on-misfit", ""], &["refuse", "keep-unchecked", "quarantine"]),
        (&["morag-db", "jobs", "list", "--output", ""], &["table", "json", "ndjson", "csv"]),
        (&["morag-db", "completions", ""], &["bash", "zsh", "fish"]),
    ] {
        let committed = concat!("source ", env!("CARGO_MANIFEST_DIR"), "/completions/morag-db.bash");
        for script in [committed, "source <(morag-db completions bash)"] {
            let found = complete_in_bash(script, Path::new("."), words);
            for word in expected {
                assert!(found.iter().any(|f| f == word), "{words:?} lacks {word} after {script}: {found:?}");
            }
        }
    }
}

/// Types each line into an interactive zsh, presses Tab, and returns the lines as they are then.
const ZSH: &str = r#"
zmodload zsh/zpty
zpty shell "TERM=dumb zsh -f -i"
zpty -w shell "PS1=''; bindkey -e; autoload -Uz compinit; compinit -u -D; $SCRIPT; echo READY"
while zpty -r shell line; do [[ $line == *READY* && $line != *echo* ]] && break; done
for typed in "$@"; do
  zpty -w -n shell "$typed"$'\t'$'\x01'"echo LINE: "$'\n'
  while zpty -r shell line; do
    [[ $line == LINE:* ]] && { print -r -- "${${line#LINE: }//[$'\r\n']/}"; break; }
  done
done
zpty -d shell
"#;

fn shell(program: &str, folder: &Path, script: &str, arguments: &[&str]) -> Vec<String> {
    let beside = Path::new(env!("CARGO_BIN_EXE_morag-db")).parent().unwrap().display().to_string();
    let path = format!("{beside}:{}", std::env::var("PATH").unwrap());
    let mut command = std::process::Command::new(program);
    command.args(arguments).current_dir(folder).env_clear().env("PATH", path).env("HOME", folder).env("SCRIPT", script);
    let output = command.output().unwrap_or_else(|e| panic!("{program}: {e}; scripts/test installs it"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| line.trim_end().to_string()).collect()
}

/// A beginning, and the line that Tab makes of it.
const TYPED: [(&str, &str); 7] = [
    ("morag-db ini", "morag-db init"),
    ("morag-db jobs req", "morag-db jobs requeue"),
    ("morag-db jobs late acc", "morag-db jobs late accept"),
    ("morag-db jobs requeue --reas", "morag-db jobs requeue --reason"),
    ("morag-db migrate adopt --on-misfit quar", "morag-db migrate adopt --on-misfit quarantine"),
    ("morag-db jobs list --kind inge", "morag-db jobs list --kind ingest"),
    ("morag-db jobs list --status failed,tim", "morag-db jobs list --status failed,timeout"),
];

#[test]
fn zsh_completes_every_level_at_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<&str> = TYPED.iter().map(|(typed, _)| *typed).collect();
    let completed = shell("zsh", folder.path(), "source <(morag-db completions zsh)", &[&["-f", "-c", ZSH, "zsh"], &lines[..]].concat());
    assert_eq!(completed, TYPED.map(|(_, expected)| expected));
    // the script for packages never runs the program, and so knows nothing of lists
    let committed = concat!("fpath=(", env!("CARGO_MANIFEST_DIR"), "/completions $fpath); compinit -u -D");
    let completed = shell("zsh", folder.path(), committed, &[&["-f", "-c", ZSH, "zsh"], &lines[..5]].concat());
    assert_eq!(completed, TYPED[..5].iter().map(|(_, expected)| *expected).collect::<Vec<_>>());
}

#[test]
fn fish_completes_every_level() {
    let folder = tempfile::tempdir().unwrap();
    for (typed, expected) in TYPED {
        let offered = |script: &str| {
            let line = format!("{script}; complete -C '{typed}'");
            let lines = shell("fish", folder.path(), "", &["--no-config", "-c", &line]);
            lines.iter().map(|line| line.split('\t').next().unwrap().to_string()).collect::<Vec<_>>()
        };
        let word = expected.rsplit(' ').next().unwrap();
        assert_eq!(offered("morag-db completions fish | source"), [word], "{typed}");
        if !typed.contains(',') && !typed.contains("--kind") {
            assert_eq!(offered(concat!("source ", env!("CARGO_MANIFEST_DIR"), "/completions/morag-db.fish")), [word], "{typed}");
        }
    }
}

on_every_engine!(what_is_in_the_database_is_offered);

fn what_is_in_the_database_is_offered(engine: Engine) {
    let jobs = Jobs::ready(engine);
    let failed = jobs.create("audio", "1");
    let pending = jobs.create("video", "1");
    let (_, token) = jobs.claim("gpu-7", "audio").unwrap();
    jobs.run(&["submit", &failed, "--claim", &token, "--failure", "--error", "disk full"]).expect(0);
    std::fs::write(jobs.database.folder.path().join(".env"), format!("MORAG_DATABASE_URL='{}'\n", jobs.database.url)).unwrap();
    let offered = |words: &[&str]| complete_in_bash("source <(morag-db completions bash)", jobs.database.folder.path(), words);
    for (words, expected) in [
        (&["jobs", "show", ""][..], &[&*pending, &*failed][..]),
        (&["jobs", "requeue", ""], &[&*failed]),
        (&["jobs", "cancel", ""], &[&*pending]),
        (&["jobs", "requeue", &failed[..30]], &[&*failed]),
        (&["jobs", "list", "--worker", ""], &["gpu-7"]),
        (&["jobs", "list", "--type", ""], &["audio", "video"]),
        (&["jobs", "list", "--kind", "i"], &["ingest"]),
        (&["jobs", "list", "--status", "c"], &["cancelled", "completed"]),
        (&["jobs", "list", "--status", "failed,c"], &["failed,cancelled", "failed,completed"]),
        (&["jobs", "list", "--type", "image,"], &["image,audio", "image,video"]),
    ] {
        let words: Vec<&str> = std::iter::once("morag-db").chain(words.iter().copied()).collect();
        let sorted = |mut words: Vec<String>| {
            words.retain(|word| !word.is_empty() && !word.starts_with('-'));
            words.sort();
            words
        };
        let expected = sorted(expected.iter().map(|word| word.to_string()).collect());
        // a machine that is busy may not answer in time, and then nothing is offered
        eventually(&format!("{words:?}: {expected:?}"), || sorted(offered(&words)) == expected);
    }
    // as zsh and fish ask, with what stands beside each id
    for shell in ["zsh", "fish", "elvish", "powershell"] {
        let ask = || {
            let mut command = command(jobs.database.folder.path());
            command.env("MORAG_COMPLETE", shell).env("_CLAP_COMPLETE_INDEX", "3").args(["--", "morag-db", "jobs", "requeue", ""]);
            String::from_utf8(command.output().unwrap().stdout).unwrap()
        };
        let mut text = String::new();
        eventually(shell, || {
            text = ask();
            text.contains(&failed)
        });
        assert!(!text.contains(&pending), "{shell}: {text}");
        assert!(!matches!(shell, "zsh" | "fish") || text.contains("disk full"), "{shell}: {text}");
    }
}

#[test]
fn a_database_that_is_not_there_is_no_reason_to_keep_anybody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let script = "source <(morag-db completions bash)";
    // a server that takes connections and says nothing
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("postgresql://u@{}/d", silent.local_addr().unwrap());
    for url in ["sqlite:///none.db", "postgresql://u@127.0.0.1:1/d", "no url", &url] {
        let words = ["morag-db", "--database-url", url, "jobs", "show", ""];
        let found = complete_in_bash(script, folder.path(), &words);
        assert!(found.iter().all(|word| word.is_empty() || word.starts_with('-')), "{url}: {found:?}");
    }
    assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none(), "nothing is created");
}

#[test]
fn manual_pages_cover_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let output = command(folder.path()).args(["man", "."]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for page in ["morag-db.1", "morag-db-init.1", "morag-db-migrate.1", "morag-db-migrate-up.1", "morag-db-migrate-repair.1"] {
        assert!(std::fs::read_to_string(folder.path().join(page)).unwrap().contains(".TH"), "{page}");
    }
    assert_eq!(command(folder.path()).args(["man", "missing"]).output().unwrap().status.code(), Some(2));
}
