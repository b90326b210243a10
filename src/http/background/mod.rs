//! What `serve` does by itself beside the sweeper, each until the process ends.

pub(in crate::http) mod lost;
pub(in crate::http) mod sweeper;
pub(in crate::http) mod waiters;

use crate::http::app::App;
use crate::http::background::lost::Lost;
use crate::http::page::live;
use std::sync::Arc;
use std::time::Instant;

/// Puts back claims of which no worker was told.
pub async fn put_back(app: Arc<App>) {
    loop {
        app.lost.wait().await;
        app.lost.look(&app.pool, &app.metrics, &app.waiters, Instant::now()).await;
    }
}

/// Looks for all of them once more: the server stops.
pub async fn put_back_at_last(app: &App) {
    app.lost.look(&app.pool, &app.metrics, &app.waiters, Lost::last_look()).await;
}

/// Looks for all that wait for a job.
pub async fn wake_waiters(app: Arc<App>) {
    loop {
        app.waiters.look(&app.pool).await;
    }
}

/// Looks at what open pages show, while one is open.
pub async fn tell_pages(app: Arc<App>) {
    while !app.is_stopping() {
        tokio::time::sleep(live::EVERY).await;
        if app.live.is_watched() {
            app.live.look(&app.pool).await;
        }
    }
}
