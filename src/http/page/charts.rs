//! Charts as inline SVG, each with a table behind it. The policy forbids style attributes: all geometry is in SVG attributes, all
//! colours in the style sheet.

use crate::jobs::{EndedJobs, Trend, Window};
use chrono::{DateTime, Utc};
use maud::{Markup, html};
use std::fmt::Write;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 120.0;

/// The charts of a trend, and the table behind them.
pub fn of_trend(trend: &Trend) -> Markup {
    let totals: Vec<(DateTime<Utc>, EndedJobs)> = trend.intervals.iter().map(|interval| (interval.start, interval.total())).collect();
    let sum = |of: fn(&EndedJobs) -> u64| totals.iter().map(|(_, ended)| of(ended)).sum::<u64>();
    let (completed, failed) = (sum(|e| e.completed), sum(|e| e.failed));
    if completed + failed == 0 {
        return html! { p.quiet { "No remote job has ended in " (last(trend.window)) "." } };
    }
    let percentiles = |of: fn(&EndedJobs) -> [Option<f64>; 2]| totals.iter().map(|(_, ended)| of(ended)).collect::<Vec<_>>();
    html! {
        div.charts {
            figure {
                figcaption { "Ended: " (completed) " completed, " (failed) " failed" }
                (stacked(trend.window, &totals))
            }
            figure {
                figcaption { "Wait: p50 " span.p50 { "—" } " and p95 " span.p95 { "- -" } }
                (lines(trend.window, "Time from creation to start", &percentiles(|e| [e.waits.percentile(0.5), e.waits.percentile(0.95)])))
            }
            figure {
                figcaption { "Run: p50 " span.p50 { "—" } " and p95 " span.p95 { "- -" } }
                (lines(trend.window, "Time from start to end", &percentiles(|e| [e.runs.percentile(0.5), e.runs.percentile(0.95)])))
            }
        }
        (table(trend.window, &totals))
    }
}

/// A duration, also of milliseconds.
pub fn duration(seconds: f64) -> String {
    if seconds < 1.0 { format!("{:.0} ms", seconds.max(0.0) * 1000.0) } else { super::span(seconds) }
}

/// The window in words.
pub fn last(window: Window) -> &'static str {
    match window {
        Window::Hour => "the last hour",
        Window::Day => "the last 24 hours",
        Window::Week => "the last 7 days",
    }
}

/// The start of the window, as a filter takes it.
pub fn since(window: Window) -> &'static str {
    match window {
        Window::Hour => "1h ago",
        Window::Day => "24h ago",
        Window::Week => "7d ago",
    }
}

fn interval(window: Window) -> &'static str {
    match window {
        Window::Hour => "minute",
        Window::Day => "30 minutes",
        Window::Week => "3 hours",
    }
}

fn moment(window: Window, at: DateTime<Utc>) -> String {
    let form = if window == Window::Week { "%m-%d %H:%M" } else { "%H:%M" };
    at.format(form).to_string()
}

/// Bars of completed jobs, and of failed ones on top of them.
fn stacked(window: Window, totals: &[(DateTime<Utc>, EndedJobs)]) -> Markup {
    let most = totals.iter().map(|(_, ended)| ended.completed + ended.failed).max().unwrap_or(1).max(1) as f64;
    let step = WIDTH / totals.len().max(1) as f64;
    let (mut good, mut bad) = (String::new(), String::new());
    for (n, (_, ended)) in totals.iter().enumerate() {
        let left = n as f64 * step;
        let (low, high) = (ended.completed as f64 / most * HEIGHT, ended.failed as f64 / most * HEIGHT);
        bar(&mut good, left, HEIGHT - low, step, low);
        bar(&mut bad, left, HEIGHT - low - high, step, high);
    }
    let title = format!("Ended jobs per {}, at most {most}", interval(window));
    framed(window, &title, &format!("{most}"), "0", html! { path.completed d=(good) {} path.failed d=(bad) {} })
}

/// Adds a bar to a path; a thin gap is left between two.
fn bar(path: &mut String, left: f64, top: f64, width: f64, height: f64) {
    if height > 0.0 {
        let height = height.max(1.0);
        // writing to a string does not fail
        let _ = write!(path, "M{:.1} {:.1}h{:.1}v{height:.1}h-{:.1}z", left, top.min(HEIGHT - 1.0), width * 0.85, width * 0.85);
    }
}

/// Lines of the two percentiles on a logarithmic scale; an interval without jobs is a gap.
fn lines(window: Window, title: &str, percentiles: &[[Option<f64>; 2]]) -> Markup {
    let floor = 0.01_f64;
    let all: Vec<f64> = percentiles.iter().flatten().flatten().copied().collect();
    let Some(most) = all.iter().copied().reduce(f64::max) else { return html! { p.quiet { "No job was started." } } };
    let least = all.iter().copied().fold(f64::MAX, f64::min).max(floor).min(most.max(floor));
    let range = (most.max(floor) / least).ln();
    // a little room above and below
    let height =
        |seconds: f64| if range > 0.0 { HEIGHT - 4.0 - (seconds.max(floor) / least).ln() / range * (HEIGHT - 8.0) } else { HEIGHT / 2.0 };
    let step = WIDTH / percentiles.len().max(1) as f64;
    let line = |which: usize| {
        let mut path = String::new();
        let mut is_down = false;
        for (n, pair) in percentiles.iter().enumerate() {
            let Some(seconds) = pair[which] else {
                is_down = false;
                continue;
            };
            let (x, y) = ((n as f64 + 0.5) * step, height(seconds.max(least)));
            // a dot, so that a single interval is seen
            let _ = if is_down { write!(path, "L{x:.1} {y:.1}") } else { write!(path, "M{x:.1} {y:.1}h.1") };
            is_down = true;
        }
        path
    };
    let title = format!("{title} per {}: from {} to {}, logarithmic", interval(window), duration(least), duration(most));
    framed(window, &title, &duration(most), &duration(least), html! { path.line.p95 d=(line(1)) {} path.line.p50 d=(line(0)) {} })
}

fn framed(window: Window, title: &str, top: &str, bottom: &str, content: Markup) -> Markup {
    html! {
        svg.chart role="img" aria-label=(title) viewBox="-4 -26 648 174" {
            path.axis d={ "M0 " (HEIGHT) "h" (WIDTH) } {}
            (content)
            text x="0" y="-5" { (top) }
            @if bottom != "0" { text x="0" y=(HEIGHT - 4.0) { (bottom) } }
            text x="0" y="143" { (last(window)) }
            text.end x=(WIDTH) y="143" { "now" }
        }
    }
}

fn table(window: Window, totals: &[(DateTime<Utc>, EndedJobs)]) -> Markup {
    let seconds = |value: Option<f64>| value.map_or("–".into(), duration);
    html! {
        details {
            summary { "The charts as a table" }
            div.scroll tabindex="0" role="region" aria-label="Table" { table.plain {
                caption.quiet { "Per " (interval(window)) ", times in UTC; intervals in which no job ended are left out" }
                thead { tr {
                    th scope="col" { "From" } th.figure scope="col" { "Completed" } th.figure scope="col" { "Failed" }
                    th.figure scope="col" { "Wait p50" } th.figure scope="col" { "p95" } th.figure scope="col" { "Run p50" } th.figure scope="col" { "p95" }
                } }
                tbody {
                    @for (start, ended) in totals.iter().rev().filter(|(_, ended)| ended.completed + ended.failed > 0) {
                        tr {
                            th scope="row" { (moment(window, *start)) }
                            td.figure { (ended.completed) } td.figure { (ended.failed) }
                            td.figure { (seconds(ended.waits.percentile(0.5))) } td.figure { (seconds(ended.waits.percentile(0.95))) }
                            td.figure { (seconds(ended.runs.percentile(0.5))) } td.figure { (seconds(ended.runs.percentile(0.95))) }
                        }
                    }
                }
            } }
        }
    }
}

/// A small chart of counts without a scale, for a table that has their sum.
pub fn spark(counts: &[u64], class: &'static str) -> Markup {
    let most = counts.iter().copied().max().unwrap_or_default();
    if most == 0 {
        return html! {};
    }
    let step = 96.0 / counts.len() as f64;
    let mut path = String::new();
    for (n, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let height = (*count as f64 / most as f64 * 18.0).max(1.0);
        let _ = write!(path, "M{:.1} {:.1}h{:.1}v{height:.1}h-{:.1}z", n as f64 * step, 18.0 - height, step * 0.85, step * 0.85);
    }
    html! { svg.spark aria-hidden="true" viewBox="0 0 96 18" { path.(class) d=(path) {} } }
}
