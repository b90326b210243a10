//! Progress of long operations: a bar on a terminal, otherwise at most one line every 2 s. Also records what was done, for the
//! message after an interruption.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use morag_db::copy::{CopyEvent, CopyObserver};
use morag_db::migrate::{Event, Observer};
use std::io::IsTerminal;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

struct Shown {
    bar: Option<ProgressBar>,
    started: Instant,
    last_line: Instant,
    finished: Vec<String>,
    is_asking: bool,
    next: String,
    /// What is done with rows.
    phase: &'static str,
}

/// What is done after an interruption.
type Cleanup = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = ()>>> + Send>;

/// Shows the progress of migrations and bulk operations.
pub struct Progress {
    shown: Mutex<Shown>,
    cleanup: Mutex<Option<Cleanup>>,
    is_terminal: bool,
}

/// Default advice after an interruption; [`Progress::set_resume_advice`] replaces it.
pub const RERUN_ADVICE: &str = "run the same command again: committed work is not repeated";
const NOW_AND_THEN: Duration = Duration::from_secs(2);

impl Progress {
    pub fn new() -> Self {
        let shown = Shown {
            bar: None,
            started: Instant::now(),
            last_line: Instant::now(),
            finished: Vec::new(),
            is_asking: false,
            next: RERUN_ADVICE.into(),
            phase: "",
        };
        Progress { shown: Mutex::new(shown), cleanup: Mutex::new(None), is_terminal: std::io::stderr().is_terminal() }
    }

    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was done so far, in words; `None` if nothing was.
    pub fn done(&self) -> Option<String> {
        let shown = self.lock();
        (!shown.finished.is_empty()).then(|| shown.finished.join(", "))
    }

    /// Advice on how to continue if this command is interrupted.
    pub fn next(&self) -> String {
        self.lock().next.clone()
    }

    /// Sets the advice on how to continue if this command is interrupted.
    pub fn set_resume_advice(&self, next: String) {
        self.lock().next = next;
    }

    /// Sets what is done if this command is interrupted by a signal; it has a few seconds.
    pub fn set_cleanup(&self, cleanup: Cleanup) {
        *self.cleanup.lock().unwrap_or_else(PoisonError::into_inner) = Some(cleanup);
    }

    /// Takes what is done after an interruption.
    pub fn take_cleanup(&self) -> Option<Cleanup> {
        self.cleanup.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Shows `done` of `total`: a bar on a terminal, otherwise at most one line every 2 s.
    pub fn count(&self, done: u64, total: u64, what: &str) {
        let mut shown = self.lock();
        shown.finished = vec![format!("{done} of {total} {what}; the rest is unchanged")];
        shown.draw(self.is_terminal, done, total, what);
    }

    /// Shows `text`, which says how far an operation is that waits for others: on a terminal in place of the line before, otherwise
    /// if it has changed.
    pub fn state(&self, text: &str) {
        let mut shown = self.lock();
        if shown.finished == [text] {
            return;
        }
        shown.finished = vec![text.to_string()];
        if self.is_terminal {
            let bar = shown.bar.get_or_insert_with(|| {
                let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
                if let Ok(style) = ProgressStyle::with_template("{msg}") {
                    bar.set_style(style);
                }
                bar
            });
            bar.set_message(text.to_string());
            bar.tick();
        } else {
            crate::output::say(text);
        }
    }

    /// Shows how many rows were read or written, and their bytes.
    fn rows(&self, doing: &'static str, done: u64, total: u64, bytes: u64) {
        let mut shown = self.lock();
        if shown.phase != doing {
            shown.clear();
            (shown.phase, shown.started) = (doing, Instant::now());
        }
        let per_second = bytes as f64 / shown.started.elapsed().as_secs_f64().max(0.001);
        let size = morag_db::words::size;
        let what = format!("rows {doing}, {} at {}/s", size(bytes), size(per_second as u64));
        shown.draw(self.is_terminal, done, total, &what);
    }

    /// Says what is about to happen, on a terminal.
    pub fn say_plan(&self, text: &str) {
        if self.is_terminal {
            crate::output::say(text);
        }
    }

    /// Whether a confirmation prompt is open.
    pub fn is_asking(&self) -> bool {
        self.lock().is_asking
    }

    /// Sets whether a confirmation prompt is open.
    pub fn set_asking(&self, is_asking: bool) {
        self.lock().is_asking = is_asking;
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.lock().clear();
    }
}

impl Shown {
    fn draw(&mut self, is_terminal: bool, done: u64, total: u64, what: &str) {
        if is_terminal {
            let bar = self.bar.get_or_insert_with(|| {
                let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
                if let Ok(style) = ProgressStyle::with_template("[{bar:30}] {pos}/{len} {msg}, {rate}, {eta} left") {
                    let rate =
                        |state: &ProgressState, out: &mut dyn std::fmt::Write| write!(out, "{:.0}/s", state.per_sec()).unwrap_or_default();
                    bar.set_style(style.with_key("rate", rate));
                }
                bar
            });
            bar.set_message(what.to_string());
            bar.set_position(done);
        } else if self.last_line.elapsed() >= NOW_AND_THEN {
            let rate = done as f64 / self.started.elapsed().as_secs_f64().max(0.001);
            let left = (total.saturating_sub(done)) as f64 / rate.max(0.001);
            crate::output::say(&format!("{done} of {total} {what}, {rate:.0}/s, {} left", morag_db::moment::age(left)));
            self.last_line = Instant::now();
        }
    }

    fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Observer for Progress {
    fn notice(&self, event: &Event) {
        tracing::debug!(?event, "migrating");
        let mut shown = self.lock();
        match event {
            Event::Locking => {}
            Event::Started { version, steps } if self.is_terminal => {
                let bar = ProgressBar::with_draw_target(Some(*steps as u64), ProgressDrawTarget::stderr());
                if let Ok(style) = ProgressStyle::with_template("{prefix} [{bar:30}] {pos}/{len} {wide_msg}") {
                    bar.set_style(style);
                }
                bar.set_prefix(format!("migration {version}"));
                shown.bar = Some(bar);
            }
            Event::Started { .. } => {}
            Event::Step { version, step, steps, name } => match &shown.bar {
                Some(bar) => {
                    bar.set_position(*step as u64 - 1);
                    bar.set_message(crate::output::visible(name));
                }
                None if shown.last_line.elapsed() >= NOW_AND_THEN => {
                    crate::output::say(&format!("migration {version}: step {step} of {steps} ({})", crate::output::visible(name)));
                    shown.last_line = Instant::now();
                }
                None => {}
            },
            Event::Finished { version, direction } => {
                if let Some(bar) = shown.bar.take() {
                    bar.finish_and_clear();
                }
                let verb = if *direction == "up" { "applied" } else { "undid" };
                shown.finished.push(format!("{verb} {version}"));
            }
        }
    }
}

impl CopyObserver for Progress {
    fn notice(&self, event: &CopyEvent) {
        match event {
            CopyEvent::Rows { doing, done, total, bytes, .. } => self.rows(doing, *done, *total, *bytes),
            CopyEvent::Committed { rows } => self.lock().finished = vec![format!("{rows} rows are written and committed")],
            CopyEvent::Step { name } => tracing::info!(step = name, "copying"),
        }
    }
}
