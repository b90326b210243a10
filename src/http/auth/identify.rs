//! Identifies the client of a request by its API key or, without a key, by its address.

use super::identity::{Identity, Role, is_forwarded, is_of_our_form, is_of_this_machine, presented};
use crate::accounts::KeyOwner;
use crate::http::app::App;
use crate::http::problem::ApiError;
use axum::http::{HeaderMap, StatusCode};
use std::net::IpAddr;

const NO_KEY: &str = "there is no such key, or it was revoked";

/// The client's identity, or the error response if access is denied.
pub async fn identify(app: &App, headers: &HeaderMap, client: IpAddr) -> Result<Identity, ApiError> {
    let refused = |detail: &str| ApiError::new(StatusCode::UNAUTHORIZED, detail);
    let anonymous = &app.config.anonymous;
    let is_local = anonymous.loopback && client.is_loopback() && !is_forwarded(headers) && is_of_this_machine(headers);
    let is_let_in = is_local || anonymous.networks.iter().any(|net| net.contains(&client));
    let nobody = || Identity { name: format!("anonymous@{client}"), role: anonymous.role, key_id: None };
    if let Some(key) = presented(headers) {
        // the sample configuration of a worker has a placeholder as its key
        let unknown = || match is_let_in {
            true => {
                app.rates.warn_of_unknown_key(client);
                Ok(nobody())
            }
            false => Err(refused(NO_KEY)),
        };
        let by_key = |owner: KeyOwner| Identity { name: owner.email, role: Role::of_label(&owner.role), key_id: Some(owner.key_id) };
        // a cached key is not blocked by invalid keys from the same address
        match app.keys.recall(&key) {
            Some(Some(owner)) => return Ok(by_key(owner)),
            // a repeated invalid key does not count as another attempt
            Some(None) => return unknown(),
            None if is_let_in && !is_of_our_form(&key) => return unknown(),
            None => {}
        }
        if !app.rates.may_try_key(client) {
            return Err(ApiError::too_many("too many invalid API keys came from your address: retry in a second"));
        }
        return match app.keys.owner(&app.pool, &key).await? {
            Some(owner) => Ok(by_key(owner)),
            None => {
                app.rates.failed(client);
                unknown()
            }
        };
    }
    if is_let_in {
        return Ok(nobody());
    }
    Err(refused("a key is needed: send it as Authorization: Bearer mk_…"))
}
