//! Users and their API keys, shared by the applications. A key is shown once; the table holds its SHA-256 in hex.

use crate::db::{Name, Row, Session, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::{into, sql, values};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use subtle::ConstantTimeEq;

/// Roles of a user.
const ROLES: [&str; 3] = ["ADMIN", "USER", "VIEWER"];

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct User {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Email address, unique.
    pub email: String,
    /// `ADMIN`, `USER` or `VIEWER`.
    pub role: String,
    /// Number of API keys.
    pub api_keys: u64,
    /// RFC 3339 in UTC.
    pub created_at: Option<String>,
}

/// An API key, without the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApiKey {
    /// Its id.
    pub id: String,
    /// Name that says what the key is for.
    pub name: String,
    /// Email address of the key's owner.
    pub email: String,
    /// RFC 3339 in UTC.
    pub created_at: Option<String>,
    /// RFC 3339 in UTC.
    pub last_used_at: Option<String>,
}

/// New API key, with the key itself, which can't be shown later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewApiKey {
    /// Its id.
    pub id: String,
    /// Name that says what the key is for.
    pub name: String,
    /// Email address of the key's owner.
    pub email: String,
    /// The key: `mk_` and 64 hex digits.
    pub key: String,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn checked(name: &str, value: &str) -> Result<()> {
    match value.trim().is_empty() || value.chars().count() > 255 {
        true => Err(Error::configuration(format!("{name} must have 1 to 255 characters"))),
        false => Ok(()),
    }
}

/// Creates a user.
pub async fn create_user(session: &mut Session, name: &str, email: &str, role: &str) -> Result<User> {
    checked("the name", name)?;
    checked("the email address", email)?;
    if !email.contains('@') {
        return Err(Error::configuration(format!("'{email}' is no email address")));
    }
    let role = &*role.to_ascii_uppercase();
    if !ROLES.contains(&role) {
        return Err(Error::configuration(format!("there is no role '{role}': the roles are {}", ROLES.join(", "))));
    }
    let id = uuid::Uuid::now_v7().to_string();
    let insert = Sql::insert(into!(users: Id, Name, Email, Role), [values![&id, name, email, role]]);
    match session.execute(&insert).await {
        Err(answer) if answer.is_duplicate() => {
            return Err(Error::refused(format!("there is a user {email} already"), "see it with: morag-db users list"));
        }
        other => other.doing("making the user")?,
    };
    let found = users(session, Some(&id)).await?.pop();
    found.ok_or_else(|| Error::NotFound { what: format!("user {email}") })
}

/// Returns all users ordered by email address, or the user whose id or email address is `one`.
pub async fn users(session: &mut Session, one: Option<&str>) -> Result<Vec<User>> {
    let condition = one.map_or(Sql::default(), |one| sql!(" WHERE u.id = {one} OR u.email = {one}", one));
    let sql = sql!(
        "SELECT u.id, u.name, u.email, u.role, (SELECT count(*) FROM api_keys k WHERE k.user_id = u.id) AS api_keys, {created} AS created \
         FROM users u{condition} ORDER BY u.email",
        created = session.iso_time("u.created_at"),
        condition
    );
    let user = |row: &Row| {
        Ok(User {
            id: row.get("id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            role: row.get("role")?,
            api_keys: row.get("api_keys")?,
            created_at: row.get("created")?,
        })
    };
    let rows = session.fetch(&sql).await.doing("listing users")?;
    rows.iter().map(user).collect::<std::result::Result<_, SqlError>>().doing("listing users")
}

/// Creates a key for the user with this id or email address.
pub async fn create_key(session: &mut Session, user: &str, name: &str) -> Result<NewApiKey> {
    checked("the key's name", name)?;
    let user = users(session, Some(user)).await?.pop().ok_or_else(|| Error::NotFound { what: format!("user {user}") })?;
    let mut secret = [0u8; 32];
    getrandom::fill(&mut secret).map_err(|e| Error::Io {
        doing: "reading",
        path: "the system's random numbers".into(),
        source: e.into(),
    })?;
    let key = format!("mk_{}", hex(&secret));
    let id = uuid::Uuid::now_v7().to_string();
    let insert = Sql::insert(into!(api_keys: Id, Name, Key, UserId), [values![&id, name, hash_of(&key), &user.id]]);
    session.execute(&insert).await.doing("making the key")?;
    Ok(NewApiKey { id, name: name.into(), email: user.email, key })
}

/// Returns all keys, ordered by the owner's email address.
pub async fn keys(session: &mut Session) -> Result<Vec<ApiKey>> {
    let sql = sql!(
        "SELECT k.id, k.name, u.email, {created} AS created_at, {used} AS used_at FROM api_keys k JOIN users u ON u.id = k.user_id \
         ORDER BY u.email, k.created_at, k.id",
        created = session.iso_time("k.created"),
        used = session.iso_time("k.last_used")
    );
    let key = |row: &Row| {
        Ok(ApiKey {
            id: row.get("id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            created_at: row.get("created_at")?,
            last_used_at: row.get("used_at")?,
        })
    };
    let rows = session.fetch(&sql).await.doing("listing keys")?;
    rows.iter().map(key).collect::<std::result::Result<_, SqlError>>().doing("listing keys")
}

/// Owner of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOwner {
    /// The key's id.
    pub key_id: String,
    /// The user's email address.
    pub email: String,
    /// `ADMIN`, `USER` or `VIEWER`.
    pub role: String,
}

/// Returns the hash that the table stores for a key: SHA-256 in hex.
pub fn hash_of(key: &str) -> String {
    hex(&Sha256::digest(key.as_bytes()))
}

/// Returns the owner of a key; `None` if the key does not exist or was revoked.
pub async fn owner_of(session: &mut Session, key: &str) -> Result<Option<KeyOwner>> {
    let hash = hash_of(key);
    Ok(owners_of(session, std::slice::from_ref(&hash)).await?.remove(&hash))
}

/// Returns the owners of the keys with these hashes, by hash; unknown hashes are left out. Hashes are compared in constant
/// time after the lookup by index.
pub async fn owners_of(session: &mut Session, hashes: &[String]) -> Result<BTreeMap<String, KeyOwner>> {
    let mut owners = BTreeMap::new();
    if hashes.is_empty() {
        return Ok(owners);
    }
    let doing = "looking up API keys";
    let sql = sql!(
        "SELECT k.id, u.email, u.role, k.{key} AS key_hash FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.{key} IN ({hashes})",
        key = Name::of("key"),
        hashes = Sql::list(hashes)
    );
    for row in session.fetch(&sql).await.doing(doing)? {
        let stored: String = row.get("key_hash").doing(doing)?;
        let owner =
            KeyOwner { key_id: row.get("id").doing(doing)?, email: row.get("email").doing(doing)?, role: row.get("role").doing(doing)? };
        let asked = hashes.iter().find(|hash| bool::from(hash.as_bytes().ct_eq(stored.as_bytes())));
        owners.extend(asked.map(|hash| (hash.clone(), owner)));
    }
    Ok(owners)
}

/// Sets the time of last use of these keys (by id) to now.
pub async fn keys_used(session: &mut Session, ids: &[String]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let sql = sql!("UPDATE api_keys SET last_used = {now} WHERE id IN ({ids})", now = session.now(), ids = Sql::list(ids));
    session.execute(&sql).await.map(drop).doing("noting when keys were used")
}

/// Revokes the key whose id begins with `prefix`: deletes it, so that it no longer gives access.
pub async fn revoke_key(session: &mut Session, prefix: &str) -> Result<ApiKey> {
    let plain = |id: &str| id.to_lowercase().replace('-', "");
    let wanted = plain(prefix);
    let mut found: Vec<ApiKey> =
        keys(session).await?.into_iter().filter(|k| !wanted.is_empty() && plain(&k.id).starts_with(&wanted)).collect();
    if found.len() > 1 {
        let of = |key: &ApiKey| format!("{} ({}, {})", key.id, key.name, key.email);
        let ids: Vec<String> = found.iter().take(3).map(of).collect();
        return Err(Error::configuration(format!(
            "'{prefix}' is the beginning of more than one id: {}; give more characters",
            ids.join(", ")
        )));
    }
    let gone = || Error::NotFound { what: format!("key {prefix}") };
    let key = found.pop().ok_or_else(gone)?;
    let removed = session.execute(&sql!("DELETE FROM api_keys WHERE id = {id}", id = &key.id)).await.doing("revoking the key")?;
    if removed == 1 { Ok(key) } else { Err(gone()) }
}
