//! Background tasks of `serve`, each running until the process ends.

pub(in crate::http) mod lost;
pub(in crate::http) mod sweeper;
pub(in crate::http) mod waiters;

use crate::http::app::App;
use crate::http::background::lost::LostClaims;
use crate::http::page::live;
use std::time::Instant;

/// Releases lost claims.
pub async fn release_lost_claims(app: App) {
    loop {
        app.lost.wait().await;
        app.lost.release_due(&app.pool, &app.metrics, &app.waiters, Instant::now()).await;
    }
}

/// Checks all lost claims once more before the server stops.
pub async fn release_lost_claims_at_shutdown(app: &App) {
    app.lost.release_due(&app.pool, &app.metrics, &app.waiters, LostClaims::last_check_due()).await;
}

/// Polls the database for all waiting long polls.
pub async fn wake_waiters(app: App) {
    loop {
        app.waiters.poll(&app.pool).await;
    }
}

/// Checks the read replica, if there is one.
pub async fn check_replica(app: App) {
    app.reader.keep_checking().await;
}

/// Updates open pages, while there are any.
pub async fn refresh_pages(app: App) {
    while !app.is_stopping() {
        tokio::time::sleep(live::EVERY).await;
        if app.live.is_watched() {
            app.live.refresh(&app.reader).await;
        }
    }
}
