//! Who asks, by the key that a request shows or by where it comes from.

use super::identity::{Identity, Role, is_forwarded, is_of_our_form, is_of_this_machine, presented};
use crate::accounts::KeyOwner;
use crate::http::app::App;
use crate::http::problem::Problem;
use axum::http::{HeaderMap, StatusCode};
use std::net::IpAddr;

const NO_KEY: &str = "there is no such key, or it was revoked";

/// Who asks, or why they may not.
pub async fn identify(app: &App, headers: &HeaderMap, client: IpAddr) -> Result<Identity, Problem> {
    let refused = |detail: &str| Problem::new(StatusCode::UNAUTHORIZED, detail);
    let anonymous = &app.config.anonymous;
    let is_local = anonymous.loopback && client.is_loopback() && !is_forwarded(headers) && is_of_this_machine(headers);
    let is_let_in = is_local || anonymous.networks.iter().any(|net| net.contains(&client));
    let nobody = || Identity { name: format!("anonymous@{client}"), role: anonymous.role, key_id: None };
    if let Some(key) = presented(headers) {
        // a worker's sample configuration has a placeholder where the key goes
        let unknown = || match is_let_in {
            true => {
                app.warn_of_unknown_key(client);
                Ok(nobody())
            }
            false => Err(refused(NO_KEY)),
        };
        let by_key = |owner: KeyOwner| Identity { name: owner.email, role: Role::of_label(&owner.role), key_id: Some(owner.key_id) };
        // a key that is known is not held up by what others at its address try
        match app.keys.recall(&key) {
            Some(Some(owner)) => return Ok(by_key(owner)),
            // the same one again tries nothing new
            Some(None) => return unknown(),
            None if is_let_in && !is_of_our_form(&key) => return unknown(),
            None => {}
        }
        if !app.may_fail(client) {
            return Err(Problem::too_many("too many keys that are none came from your address: come again"));
        }
        return match app.keys.owner(&app.pool, &key).await? {
            Some(owner) => Ok(by_key(owner)),
            None => {
                app.failed(client);
                unknown()
            }
        };
    }
    if is_let_in {
        return Ok(nobody());
    }
    Err(refused("a key is needed: send it as Authorization: Bearer mk_…"))
}
