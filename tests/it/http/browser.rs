//! What a browser is shown: errors beside their fields, and a page for an address that does not exist.

use super::Server;
use crate::jobs::Jobs;
use crate::support::Engine;

const HTML: &[(&str, &str)] = &[("Accept", "text/html,application/xhtml+xml")];

#[test]
fn what_is_wrong_with_a_filter_stands_beside_its_field() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let server = Server::start(&jobs, &[]);
    let page = server.ask("GET", "/jobs?older_than=soon&worker=gpu-1&created_after=2026-13-01", None, HTML);
    assert_eq!(page.status, 422);
    for part in [
        "id=\"wrong-older_than\"",
        "Input should be a number with ms, s, m, h, d or w",
        "id=\"wrong-created_after\"",
        "value=\"soon\"",
        "value=\"gpu-1\"",
    ] {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    assert!(!page.text.contains("Unprocessable"), "{}", page.text);
    for right in ["older_than=7d", "created_after=yesterday", "created_after=2026-01-02", "created_after=2h%20ago"] {
        assert_eq!(server.ask("GET", &format!("/jobs?{right}"), None, HTML).status, 200, "{right}");
        assert_eq!(server.get(&format!("/api/v1/jobs?{right}")).status, 200, "{right}");
    }
}

#[test]
fn an_unknown_address_is_a_page_for_a_browser_and_json_for_others() {
    let jobs = Jobs::ready(Engine::Sqlite);
    let server = Server::start(&jobs, &[]);
    let page = server.ask("GET", "/no-such-page", None, HTML);
    assert_eq!(page.status, 404);
    assert!(page.text.contains("There is no page at this address") && page.text.contains("To the overview"), "{}", page.text);
    assert_eq!(server.get("/no-such-page").body["detail"], "Not Found");
    assert_eq!(server.ask("GET", "/api/v1/no-such", None, HTML).body["detail"], "Not Found");
}
