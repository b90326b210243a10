//! Handling of every request: request id, authentication, log line, metrics. Keys and bodies are never logged.

use crate::http::api::openapi;
use crate::http::app::App;
use crate::http::auth::identify::identify;
use crate::http::auth::identity::{Identity, client_of, refuse_other_sites};
use crate::http::page;
use crate::http::problem::ApiError;
use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::Instant;
use tower::ServiceExt;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Paths that need no key.
const OPEN: [&str; 7] = ["/livez", "/readyz", "/health", "/health/db", "/openapi.json", "/sign-in", "/assets/"];

/// All routes of the server.
pub fn router(app: &App) -> Router {
    openapi::routes()
        .merge(page::routes())
        .fallback(not_found)
        .method_not_allowed_fallback(async || ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"))
        .route_layer(from_fn(name_route))
        .with_state(app.clone())
}

/// The 404 response: a page for browsers, JSON for other clients.
async fn not_found(who: Option<Identity>, uri: Uri, headers: HeaderMap) -> Response {
    let takes_html = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains("text/html"));
    match takes_html && !uri.path().starts_with("/api/") {
        true => page::not_found(who.as_ref()),
        false => ApiError::new(StatusCode::NOT_FOUND, "Not Found").into_response(),
    }
}

/// The route pattern of a request, set when it is matched.
#[derive(Clone, Default)]
struct Route(Arc<OnceLock<MatchedPath>>);

async fn name_route(request: Request, next: Next) -> Response {
    if let (Some(Route(slot)), Some(path)) = (request.extensions().get(), request.extensions().get::<MatchedPath>()) {
        slot.get_or_init(|| path.clone());
    }
    next.run(request).await
}

/// The URI with or without a trailing slash, as the route has it; `None` if it needs no change. FastAPI accepts both.
fn canonical(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    let bare = path.trim_end_matches('/');
    let path = match bare {
        "" if path == "/" => return None,
        "" => "/".to_string(),
        "/api/v1/remote-jobs" => format!("{bare}/"),
        _ if bare == path => return None,
        _ => bare.to_string(),
    };
    let with_query = uri.query().map_or(path.clone(), |query| format!("{path}?{query}"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(with_query.parse().ok()?);
    Uri::from_parts(parts).ok()
}

fn request_id(headers: &HeaderMap) -> HeaderValue {
    let is_plain = |id: &&HeaderValue| {
        id.len() <= 64 && !id.is_empty() && id.as_bytes().iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
    };
    let given = headers.get(REQUEST_ID).filter(is_plain).cloned();
    given.unwrap_or_else(|| HeaderValue::from_str(&uuid::Uuid::now_v7().to_string()).unwrap_or(HeaderValue::from_static("none")))
}

fn is_open(path: &str) -> bool {
    OPEN.iter().any(|open| path == *open || (open.ends_with('/') && path.starts_with(open)))
}

async fn admit(app: &App, request: &mut Request, client: IpAddr) -> Result<Option<Identity>, ApiError> {
    refuse_other_sites(request.method(), request.uri().path(), request.headers())?;
    if is_open(request.uri().path()) {
        return Ok(None);
    }
    let identity = identify(app, request.headers(), client).await?;
    app.rates.is_within_rate(&identity)?;
    request.extensions_mut().insert(identity.clone());
    Ok(Some(identity))
}

/// nginx's status for a client that disconnects before the answer.
const CLIENT_GONE: u16 = 499;

/// Log line and metrics of a request, written on drop: when it is answered, or when the client disconnects before.
struct Line {
    app: App,
    request_id: HeaderValue,
    client: IpAddr,
    method: Method,
    path: String,
    started: Instant,
    who: Option<Identity>,
    route: Route,
    status: u16,
}

impl Drop for Line {
    fn drop(&mut self) {
        let took = self.started.elapsed();
        let route = self.route.0.get().map_or("none", MatchedPath::as_str);
        self.app.metrics.request(named(&self.method), route, self.status, took);
        let (name, key) = self.who.as_ref().map_or(("-", "-"), |who| (who.name.as_str(), who.key_id.as_deref().unwrap_or("-")));
        tracing::info!(
            target: "morag_db::access",
            request_id = self.request_id.to_str().unwrap_or("-"), client = %self.client, method = %self.method, path = self.path,
            status = self.status, took_ms = (took.as_secs_f64() * 1e5).round() / 100.0, user = name, key_id = key, "request"
        );
    }
}

/// Answers a request.
pub async fn handle(app: App, router: Router, peer: SocketAddr, request: hyper::Request<hyper::body::Incoming>) -> Response {
    let mut request = request.map(Body::new);
    let id = request_id(request.headers());
    let client = client_of(request.headers(), peer.ip(), &app.config.trusted_proxies);
    let method = request.method().clone();
    let mut line = Line {
        app: app.clone(),
        request_id: id.clone(),
        client,
        method: method.clone(),
        path: request.uri().path().chars().take(300).collect(),
        started: Instant::now(),
        who: None,
        route: Route::default(),
        status: CLIENT_GONE,
    };
    if let Some(uri) = canonical(request.uri()) {
        *request.uri_mut() = uri;
    }
    let wants_page = page::is_page(request.uri().path()) && matches!(method, Method::GET | Method::HEAD);
    let back = request.uri().to_string();
    request.extensions_mut().insert(page::sign_in::Peer(peer.ip()));
    request.extensions_mut().insert(line.route.clone());
    let mut response = match admit(&app, &mut request, client).await {
        Err(problem) if wants_page && problem.status() == StatusCode::UNAUTHORIZED => page::to_sign_in(&back),
        Err(problem) => problem.into_response(),
        Ok(who) => {
            line.who = who;
            let answered = AssertUnwindSafe(router.oneshot(request)).catch_unwind().await;
            let response = answered.unwrap_or_else(|_| {
                tracing::error!(request_id = ?id, "a handler panicked");
                Ok(ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response())
            });
            response.unwrap_or_else(|never| match never {})
        }
    };
    line.status = response.status().as_u16();
    drop(line);
    let headers = response.headers_mut();
    headers.insert(REQUEST_ID, id);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // with no-referrer, browsers would send `Origin: null` for this site's own forms
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"));
    response
}

/// The method as a metric label; unusual methods are `other`, so that clients cannot create new series.
fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_at_the_end_makes_no_difference() {
        let path = |text: &str| canonical(&text.parse().unwrap()).map_or(text.to_string(), |uri| uri.to_string());
        assert_eq!(path("/api/v1/remote-jobs"), "/api/v1/remote-jobs/");
        assert_eq!(path("/api/v1/remote-jobs/"), "/api/v1/remote-jobs/");
        assert_eq!(path("/api/v1/remote-jobs/poll/?a=b/"), "/api/v1/remote-jobs/poll?a=b/");
        assert_eq!(path("/"), "/");
        assert_eq!(path("///"), "/");
        assert!(is_open("/assets/app.css") && !is_open("/livez/x") && !is_open("/"));
    }
}
