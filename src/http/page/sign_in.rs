//! Signing in with a key. The browser keeps the key itself in a cookie, inaccessible to scripts and to other sites. So
//! the session works on every instance, ends when the key is revoked, and leaves no secret in the database.

use super::Shown;
use crate::http::api::body::{PageForm, pairs_of};
use crate::http::auth::identity::{COOKIE, Keys, client_of};
use crate::http::auth::limits::RateLimits;
use crate::http::config::Config;
use crate::http::pool::Pool;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use std::net::IpAddr;
use std::sync::Arc;

/// Lifetime of the cookie in seconds, a working day.
const KEPT: u32 = 12 * 3600;

/// The path to open after signing in, only of this site; else the first page.
fn next(pairs: &[(String, String)]) -> String {
    let asked = pairs.iter().find(|(name, _)| name == "next").map(|(_, path)| path.as_str()).unwrap_or("/");
    let is_ours =
        asked.starts_with('/') && !asked.starts_with("//") && !asked.contains('\\') && asked.bytes().all(|b| b > 0x20 && b < 0x7f);
    if is_ours { asked.to_string() } else { "/".into() }
}

fn form(status: StatusCode, next: &str, wrong: Option<&str>) -> Response {
    let main = html! {
        h1 { "Sign in" }
        @if let Some(wrong) = wrong { p.alert role="alert" { (wrong) } }
        form.narrow method="post" action="/sign-in" {
            input type="hidden" name="next" value=(next);
            // password managers distinguish entries by the user name
            input type="text" name="username" value="morag-db" autocomplete="username" hidden;
            label for="key" { "Your API key" }
            input #key type="password" name="key" required autofocus autocomplete="current-password" placeholder="mk_…";
            div.row { button { "Sign in" } }
        }
        p.quiet { "An administrator makes one with " span.id { "morag-db api-keys create" } "." }
    };
    let mut shown = Shown::of("Sign in", "", main);
    shown.status = status;
    shown.to(None)
}

/// The sign-in form.
pub async fn page(RawQuery(query): RawQuery) -> Response {
    form(StatusCode::OK, &next(&pairs_of(query.as_deref().unwrap_or_default())), None)
}

fn cookie(config: &Config, headers: &HeaderMap, value: &str, seconds: u32) -> String {
    let is_secure = config.tls.is_some() || headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    let secure = if is_secure { "; Secure" } else { "" };
    format!("{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
}

/// Checks the submitted key and sets the cookie.
pub async fn sign_in(
    State(config): State<Arc<Config>>,
    State(rates): State<Arc<RateLimits>>,
    State(keys): State<Arc<Keys>>,
    State(pool): State<Arc<Pool>>,
    axum::Extension(Peer(peer)): axum::Extension<Peer>,
    headers: HeaderMap,
    PageForm(asked): PageForm,
) -> Response {
    let client = client_of(&headers, peer, &config.trusted_proxies);
    let key = asked.iter().find(|(name, _)| name == "key").map(|(_, key)| key.trim().to_string()).unwrap_or_default();
    if !rates.may_try_key(client) {
        return form(StatusCode::TOO_MANY_REQUESTS, &next(&asked), Some("Too many invalid API keys: retry in a second."));
    }
    match keys.owner(&pool, &key).await {
        Ok(Some(_)) => ([(header::SET_COOKIE, cookie(&config, &headers, &key, KEPT))], Redirect::to(&next(&asked))).into_response(),
        Ok(None) => {
            rates.failed(client);
            form(StatusCode::UNAUTHORIZED, &next(&asked), Some("There is no such key, or it was revoked."))
        }
        Err(problem) => form(problem.status(), &next(&asked), Some(&problem.words())),
    }
}

/// Deletes the cookie.
pub async fn sign_out(State(config): State<Arc<Config>>, headers: HeaderMap) -> Response {
    ([(header::SET_COOKIE, cookie(&config, &headers, "", 0))], Redirect::to("/")).into_response()
}

/// Address of the connection's peer.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_to_pages_of_this_site_only() {
        let to = |path: &str| next(&[("next".to_string(), path.to_string())]);
        assert_eq!(to("/jobs?status=failed"), "/jobs?status=failed");
        for path in ["//other.example", "https://other.example", "/\\other.example", "", "/a\r\nb", "/\u{e9}"] {
            assert_eq!(to(path), "/", "{path}");
        }
    }
}
