//! Embeds the expected schemas of `schema`: of each version only what differs from the version before it, without
//! white space. A new version needs no line here.

use serde_json::{Map, Value};
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

const SCHEMAS: &str = "schema";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={SCHEMAS}");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut arms = String::new();
    for engine in entries(Path::new(SCHEMAS))? {
        let name = stem(&engine);
        let mut versions = String::new();
        let mut before = Value::Null;
        for file in entries(&engine)? {
            let schema: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
            let target = out.join(format!("{name}-{}.json", stem(&file)));
            fs::write(&target, changed(&before, &schema).map_err(|lost| format!("{}: {lost}", file.display()))?.to_string())?;
            write!(versions, "({:?}, include_str!({target:?})), ", stem(&file))?;
            before = schema;
        }
        writeln!(arms, "{name:?} => &[{versions}],")?;
    }
    fs::write(out.join("expected_schemas.rs"), format!("match engine {{\n{arms}_ => &[],\n}}\n"))?;
    Ok(())
}

/// The files of a folder, by name.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    found.sort();
    Ok(found)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What `schema` has that `before` has not. What it lacks can't be expressed: no migration drops a table yet.
fn changed(before: &Value, schema: &Value) -> Result<Value, String> {
    let mut parts = Map::new();
    for (part, objects) in schema.as_object().into_iter().flatten() {
        let old = |name: &str| &before[part][name];
        let objects = objects.as_object().into_iter().flatten();
        let new: Map<String, Value> = objects.filter(|(name, object)| old(name) != *object).map(|(n, o)| (n.clone(), o.clone())).collect();
        parts.insert(part.clone(), new.into());
    }
    for (part, objects) in before.as_object().into_iter().flatten() {
        if let Some((name, _)) = objects.as_object().into_iter().flatten().find(|(name, _)| schema[part].get(name.as_str()).is_none()) {
            return Err(format!(
                "{name} is missing from {part}: build.rs and catalog::expected of morag-db can't express yet that a version drops an object"
            ));
        }
    }
    Ok(parts.into())
}
