//! The description that is committed is the one that is served.

use std::path::Path;

#[test]
fn the_committed_description_is_what_the_handlers_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/openapi.json");
    let made = format!("{}\n", serde_json::to_string_pretty(&morag_db::http::description()).unwrap());
    if std::env::var_os("MORAG_WRITE_COMPLETIONS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(committed == made, "docs/openapi.json is not what the handlers are: make it anew with MORAG_WRITE_COMPLETIONS=1");
    let document: serde_json::Value = serde_json::from_str(&made).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let names = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    for path in names(&document["paths"]) {
        for method in names(&document["paths"][&path]) {
            let operation = &document["paths"][&path][&method];
            assert!(operation["summary"].as_str().is_some_and(|s| !s.is_empty()), "{method} {path} says what it does");
            assert!(operation["responses"]["200"].is_object(), "{method} {path}");
        }
    }
}
