//! Embeds the commit, the target and the profile of the build in the binary.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=MORAG_DB_COMMIT");
    println!("cargo::rerun-if-changed=build.rs");
    let commit = env::var("MORAG_DB_COMMIT").ok().or_else(commit_of_package).or_else(commit_of_checkout);
    println!("cargo::rustc-env=MORAG_DB_BUILT_FROM={}", commit.unwrap_or_default());
    println!("cargo::rustc-env=MORAG_DB_TARGET={}", env::var("TARGET")?);
    // the folder `target/PROFILE/build/morag-db-HASH/out`: the variable PROFILE says `release` for each optimized profile
    let out = env::var("OUT_DIR")?;
    let profile = Path::new(&out).ancestors().nth(3).and_then(Path::file_name).unwrap_or_default();
    println!("cargo::rustc-env=MORAG_DB_PROFILE={}", profile.to_string_lossy());
    Ok(())
}

/// What `cargo package` recorded.
fn commit_of_package() -> Option<String> {
    const FILE: &str = ".cargo_vcs_info.json";
    let text = fs::read_to_string(FILE).ok()?;
    println!("cargo::rerun-if-changed={FILE}");
    let (_, rest) = text.split_once("\"sha1\": \"")?;
    Some(rest.split('"').next()?.to_string())
}

/// The commit that is checked out. Optimized builds only, so that debug builds are not rebuilt after each commit.
fn commit_of_checkout() -> Option<String> {
    const LOG: &str = ".git/logs/HEAD";
    if env::var("PROFILE").ok()? != "release" || !Path::new(LOG).exists() {
        return None;
    }
    println!("cargo::rerun-if-changed={LOG}");
    let answer = Command::new("git").args(["rev-parse", "HEAD"]).output().ok()?;
    answer.status.success().then(|| String::from_utf8_lossy(&answer.stdout).trim().to_string())
}
