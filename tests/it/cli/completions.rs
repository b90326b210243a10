//! The committed completions are what the binary writes. With MORAG_WRITE_COMPLETIONS=1 this writes them.

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
        let output = command(Path::new(".")).args(["completions", shell]).output().unwrap();
        assert!(output.status.success());
        if std::env::var_os("MORAG_WRITE_COMPLETIONS").is_some() {
            std::fs::write(folder.join(file), &output.stdout).unwrap();
        }
        let committed = std::fs::read(folder.join(file)).unwrap();
        assert!(committed == output.stdout, "completions/{file} is not what the binary writes; MORAG_WRITE_COMPLETIONS=1 writes it");
    }
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
