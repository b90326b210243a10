//! The OpenAPI document, generated from the handlers.

use super::{bulk, download, failures, job_page, late, operate, operations, probes, remote, types};
use crate::http::app::App;
use crate::http::problem::{Detail, Invalid, StaleDetail, ValidationDetail};
use axum::Json;
use axum::extract::State;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Content, OpenApi as Document, Ref, RefOr, Response, ResponseBuilder, SecurityRequirement};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(
    info(title = "morag-db", description = "Jobs of MoRAG for remote workers and operators. Errors are {\"detail\": …}, as FastAPI writes them."),
    components(schemas(Detail, Invalid, StaleDetail, ValidationDetail)),
    tags(
        (name = "remote jobs", description = "For workers, and those who make jobs"),
        (name = "operators", description = "The service of the command line"),
        (name = "probes", description = "For machines that watch")
    ),
    modifiers(&Common)
)]
struct Api;

/// Adds the security scheme to the document.
struct Common;

fn json(description: &str, schema: &str) -> Response {
    let content = Content::new(Some(Ref::from_schema_name(schema)));
    ResponseBuilder::new().description(description).content("application/json", content).build()
}

impl Modify for Common {
    fn modify(&self, document: &mut Document) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("mk_…").build());
        document.components.get_or_insert_default().add_security_scheme("key", scheme);
        document.security = Some(vec![SecurityRequirement::new("key", Vec::<String>::new())]);
    }
}

/// Adds the common error responses to each operation.
fn add_common(document: &mut Document) {
    for (path, item) in &mut document.paths.paths {
        let operations = [&mut item.get, &mut item.put, &mut item.post];
        for operation in operations.into_iter().flatten() {
            let needs_key = operation.security.is_none();
            let has_body = operation.request_body.is_some();
            let has_fields = has_body || operation.parameters.as_ref().is_some_and(|all| !all.is_empty());
            let mut common = vec![("503", "The database can't be reached, or too much is asked for at once; see Retry-After", "Detail")];
            if path != "/livez" && path != "/health" && path != "/health/db" && path != "/readyz" && path != "/openapi.json" {
                common.push(("500", "Internal error; the server's log has the details", "Detail"));
            }
            if needs_key {
                common.push(("401", "The API key is missing or invalid", "Detail"));
                common.push(("403", "The role may not do this", "Detail"));
                common.push(("429", "Too many requests; see Retry-After", "Detail"));
            }
            if has_body {
                common.push(("400", "The body ended before its end", "Detail"));
                common.push(("408", "The body came too slowly", "Detail"));
                common.push(("413", "The body is too large", "Detail"));
            }
            if has_fields {
                common.push(("422", "Fields that can't be used, each named", "ValidationDetail"));
            }
            if path.contains('{') || path.contains("/requeue") || path.contains("/cancel") {
                common.push(("404", "There is no such thing", "Detail"));
            }
            for response in operation.responses.responses.values_mut() {
                if let RefOr::T(response) = response
                    && response.description.is_empty()
                {
                    response.description = "What was asked for".into();
                }
            }
            for (status, description, schema) in common {
                operation.responses.responses.entry(status.into()).or_insert_with(|| RefOr::T(json(description, schema)));
            }
        }
    }
}

/// The description of the interface
#[utoipa::path(get, path = "/openapi.json", tag = "probes", security(()), responses((status = 200, description = "This document")))]
async fn document(State(_): State<App>) -> Json<Document> {
    Json(description())
}

fn routed() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(remote::create))
        .routes(routes!(remote::poll))
        .routes(routes!(remote::submit_results))
        .routes(routes!(remote::submit_result))
        .routes(routes!(remote::heartbeat))
        .routes(routes!(remote::status))
        .routes(routes!(download::download))
        .routes(routes!(job_page::list))
        .routes(routes!(bulk::requeue))
        .routes(routes!(bulk::cancel))
        .routes(routes!(operate::show))
        .routes(routes!(operate::why))
        .routes(routes!(operate::stuck))
        .routes(routes!(failures::failures))
        .routes(routes!(types::types))
        .routes(routes!(operate::stats))
        .routes(routes!(operate::workers))
        .routes(routes!(operations::operations))
        .routes(routes!(operations::operation))
        .routes(routes!(operations::undo_operation))
        .routes(routes!(operations::pause_operation))
        .routes(routes!(operations::abort_operation))
        .routes(routes!(late::late_results))
        .routes(routes!(late::accept_late))
        .routes(routes!(probes::metrics))
        .routes(routes!(probes::health))
        .routes(routes!(probes::health_db))
        .routes(routes!(probes::livez))
        .routes(routes!(probes::readyz))
        .routes(routes!(document))
}

/// The routes of the JSON API.
pub fn routes() -> axum::Router<App> {
    routed().split_for_parts().0
}

/// The OpenAPI document.
pub fn description() -> Document {
    let mut document = routed().split_for_parts().1;
    add_common(&mut document);
    document
}
