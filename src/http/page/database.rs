//! The database as `health` and `verify` see it.

use super::{Shown, answer};
use crate::health::{Check, Status};
use crate::http::auth::identity::{Identity, Reads, Role};
use crate::http::pool::Pool;
use crate::http::reports::{self, Looked, Reports};
use crate::jobs::{ENDED, HistoryMonth};
use crate::moment::whole_seconds;
use crate::schema::{Verdict, VerifyReport};
use crate::words::size;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use maud::{Markup, html};
use std::sync::Arc;

/// Maximum findings on the page.
const FINDINGS: usize = 100;

/// The page.
pub async fn page(State(reports): State<Arc<Reports>>, State(pool): State<Arc<Pool>>, Reads(who): Reads) -> Response {
    let seen = reports.look(&pool).await;
    answer(&who, seen.map(|seen| Shown::of("Database", "/database", show(&seen, &who))))
}

fn show(seen: &Looked, who: &Identity) -> Markup {
    let health = &seen.health;
    html! {
        h1 { "Database" }
        p.quiet { "Checked " (super::span(seen.at.elapsed().as_secs_f64())) " ago; a report is kept for " (reports::VALID.as_secs()) " s." }
        dl {
            // where the database is, is nothing that every viewer must know
            @if who.role == Role::Admin { dt { "URL" } dd.id { (health.target) } }
            dt { "Engine" } dd { (health.backend) " " (health.server_version) }
        }
        h2 { "Health: " (word(health.status)) }
        (checks(&health.checks, who))
        (schema(&seen.schema, who))
        @match &*seen.archive {
            Ok(months) if months.is_empty() => {}
            Ok(months) => (archive(months)),
            Err(why) => {
                h2 { "Archive" }
                p.alert { "It can't be read" @if who.role == Role::Admin { ": " (why) } @else { "; an ADMIN sees why" } }
            }
        }
    }
}

/// The archive by month, with links to its jobs.
fn archive(months: &[HistoryMonth]) -> Markup {
    let day = |time: DateTime<Utc>| time.format("%Y-%m-%d").to_string();
    html! {
        h2 { "Archive" }
        table.cards {
            caption.quiet { "Ended jobs by month (UTC)" }
            thead {
                tr {
                    th scope="col" { "Month" }
                    @for status in ENDED { th.figure scope="col" { (status.as_str()) } }
                    th.figure scope="col" { "Size" }
                    th scope="col" { "Last archived" }
                }
            }
            tbody {
                @for month in months {
                    tr {
                        td data-label="Month" {
                            a href={ "/jobs?archived=true&ended_after=" (day(month.month.start())) "&ended_before=" (day(month.month.end())) } { (month.month) }
                        }
                        @for status in ENDED { td.figure data-label=(status.as_str()) { (month.statuses.get(&status).copied().unwrap_or_default()) } }
                        td.figure data-label="Size" { (size(month.bytes)) }
                        td data-label="Last archived" {
                            @if month.is_being_dropped { "being dropped" } @else { (month.archived_at.as_deref().map(whole_seconds).unwrap_or_default()) }
                        }
                    }
                }
            }
        }
    }
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Warn => "warn",
        Status::Fail => "fail",
    }
}

/// What a check found may name the database, its roles and its hosts: for ADMINs.
fn checks(checks: &[Check], who: &Identity) -> Markup {
    let class = |status| match status {
        Status::Pass => "completed",
        Status::Warn => "pending",
        Status::Fail => "failed",
    };
    html! {
        table.cards {
            thead { tr { th scope="col" { "Status" } th scope="col" { "Check" } th scope="col" { "Detail" } } }
            tbody {
                @for check in checks {
                    tr {
                        td data-label="Status" { span.chip.(class(check.status)) { (word(check.status)) } }
                        td data-label="Check" { (check.id) }
                        td data-label="Detail" { @if check.status == Status::Pass || who.role == Role::Admin { (check.detail) } @else { "an ADMIN sees the detail" } }
                    }
                }
            }
        }
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "as expected",
        Verdict::Pending => "migrations are pending",
        Verdict::Migrating => "a migration is running",
        Verdict::Drift => "differs from what is expected",
        Verdict::RepairNeeded => "a migration failed: repair it with morag-db migrate repair",
    }
}

fn schema(report: &VerifyReport, who: &Identity) -> Markup {
    html! {
        h2 { "Schema: " (verdict(report.verdict)) }
        dl {
            dt { "Version" } dd { (report.version.as_deref().unwrap_or("none")) }
            dt { "Pending" } dd { (report.pending) }
            @if let Some(holder) = report.lock_holder.as_ref().filter(|_| who.role == Role::Admin) { dt { "Migrating" } dd { (holder) } }
            dt { "Checked" } dd { (report.tables_checked) " tables, " (report.findings.len()) " findings" }
            @if !report.other_tables.is_empty() { dt { "Unmanaged" } dd { (report.other_tables.join(", ")) } }
            @for problem in report.history.iter().chain(&report.not_checked) { dt { "Note" } dd { (problem) } }
            @if !report.unadopted.is_empty() { dt { "Not adopted" } dd { (report.unadopted.join(", ")) } }
        }
        @if !report.findings.is_empty() {
            table.cards {
                caption.quiet { "Differences" @if report.findings.len() > FINDINGS { ", the first " (FINDINGS) } "; morag-db verify --fix-sql writes the statements that fix them" }
                thead { tr { th scope="col" { "Object" } th scope="col" { "Expected" } th scope="col" { "Found" } } }
                tbody {
                    @for finding in report.findings.iter().take(FINDINGS) {
                        tr {
                            td data-label="Object" { (finding.object) }
                            td data-label="Expected" { (finding.expected.as_deref().unwrap_or("nothing")) }
                            td data-label="Found" { (finding.actual.as_deref().unwrap_or("nothing")) }
                        }
                    }
                }
            }
        }
    }
}
