//! A page of the list of jobs: its query, and the jobs.

use super::body::Query;
use super::fields::{Fields, Form};
use super::operate::{AnsweredWithAge, FILTER, JobFilter, MOST};
use crate::error::Error;
use crate::http::auth::identity::Reads;
use crate::http::pool::{Lane, PoolError};
use crate::http::problem::ApiError;
use crate::http::reader::{Read, Reader};
use crate::jobs::{Filter, Order, Page, Position};
use axum::extract::State;
use std::sync::Arc;
use utoipa::IntoParams;

/// Which page of them.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Jobs of a page
    #[param(minimum = 1, maximum = 500, value_type = Option<i64>)]
    pub limit: usize,
    /// Which end comes first
    #[param(inline, value_type = Option<Order>)]
    pub sort: Order,
    /// The `next` of a page: the page after it
    #[param(max_length = 500)]
    pub after: Option<String>,
    /// The `previous` of a page: the page before it. Cannot be combined with `after`
    #[param(max_length = 500)]
    pub before: Option<String>,
    /// Whether archived jobs are listed too
    #[param(value_type = Option<bool>)]
    pub archived: bool,
    /// Which jobs
    #[param(ignore)]
    pub filter: JobFilter,
}

impl Form for PageQuery {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.only(&[FILTER, &["limit", "sort", "after", "before", "archived"]]);
        let limit = fields.number("limit", 1, MOST);
        let sort = fields.one_of("sort", &[Order::NewestFirst, Order::OldestFirst], Order::as_str).unwrap_or_default();
        let (after, before) = (fields.text("after", 500), fields.text("before", 500));
        if after.is_some() && before.is_some() {
            fields.refuse("before", "Input cannot be combined with after", "value_error");
        }
        let archived = fields.truth("archived").unwrap_or_default();
        Some(PageQuery { limit: limit.unwrap_or(50) as usize, sort, after, before, archived, filter: JobFilter::among(fields) })
    }
}

/// A page of jobs.
pub async fn page_of(reader: &Reader, asked: PageQuery) -> Result<Read<Page>, ApiError> {
    let filter = Filter::from(asked.filter);
    let field = if asked.before.is_some() { "before" } else { "after" };
    let page = reader.run(Lane::Read, async move |s| {
        let position = Position::of(asked.after.as_deref(), asked.before.as_deref());
        match asked.archived {
            true => s.list_with_history(&filter, asked.sort, asked.limit, position).await,
            false => s.list(&filter, asked.sort, asked.limit, position).await,
        }
    });
    page.await.map_err(|unserved| match unserved {
        // the only field that the service validates is the cursor
        PoolError::Failed(Error::Configuration { .. }) => {
            ApiError::invalid_field(&["query", field], "Input should be the next or previous value of a page", "value_error")
        }
        other => other.into(),
    })
}

/// List jobs of all kinds
#[utoipa::path(get, path = "/api/v1/jobs", tag = "operators", params(JobFilter, PageQuery), responses((status = 200, body = Page)))]
pub async fn list(State(reader): State<Arc<Reader>>, Reads(_): Reads, Query(asked): Query<PageQuery>) -> AnsweredWithAge<Page> {
    page_of(&reader, asked).await
}
