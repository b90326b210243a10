//! The order of a list, and positions in it.

use crate::error::{Error, Result};
use crate::jobs::Kind;
use crate::moment;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// Order of a list. Jobs without a creation time, which other clients may write, come last in both orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub enum Order {
    /// Newest jobs first.
    #[default]
    #[serde(rename = "newest")]
    NewestFirst,
    /// Oldest jobs first.
    #[serde(rename = "oldest")]
    OldestFirst,
}

impl Order {
    /// The name in JSON and in options.
    pub const fn as_str(self) -> &'static str {
        match self {
            Order::NewestFirst => "newest",
            Order::OldestFirst => "oldest",
        }
    }
}

/// Which page of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Position<'a> {
    /// The first one.
    #[default]
    Start,
    /// The page that begins after this position, `next` of the page before.
    After(&'a str),
    /// The page that ends before this position, `previous` of the page after.
    Before(&'a str),
}

impl<'a> Position<'a> {
    /// The position that two options name, of which only one may be given.
    pub fn of(after: Option<&'a str>, before: Option<&'a str>) -> Position<'a> {
        match (after, before) {
            (Some(after), _) => Position::After(after),
            (None, Some(before)) => Position::Before(before),
            (None, None) => Position::Start,
        }
    }
}

/// The direction in which a list is read: in its order, or backward.
#[derive(Clone, Copy, Debug)]
pub(super) struct Direction {
    pub order: Order,
    pub is_backward: bool,
}

impl Direction {
    /// Whether newer jobs follow older ones.
    pub fn leads_to_newer(self) -> bool {
        (self.order == Order::OldestFirst) != self.is_backward
    }
}

/// The job after which the next page begins, or before which the previous page ends.
pub(super) struct Cursor {
    /// `None` if the job has no creation time.
    pub created_at: Option<DateTime<Utc>>,
    pub kind: Kind,
    pub id: String,
}

impl Cursor {
    pub fn parse(text: &str) -> Result<Cursor> {
        let broken = || Error::configuration(format!("invalid cursor '{text}': give the `next` or `previous` of a page"));
        let mut parts = text.splitn(3, '~');
        let created_at = match parts.next() {
            Some("none") => None,
            time => Some(time.and_then(|t| t.parse().ok()).and_then(|t| moment::storable(t).ok()).ok_or_else(broken)?),
        };
        let kind = parts.next().and_then(|k| Kind::ALL.into_iter().find(|kind| kind.as_str() == k)).ok_or_else(broken)?;
        Ok(Cursor { created_at, kind, id: parts.next().ok_or_else(broken)?.to_string() })
    }

    /// The text of the position of a job.
    pub fn of(created_at: Option<&str>, kind: Kind, id: &str) -> String {
        format!("{}~{kind}~{id}", created_at.unwrap_or("none"))
    }
}
