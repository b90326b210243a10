//! All known migrations, in two streams: the built-in ones and the site's own, each ordered by number.

use super::known::{Known, built_in};
use super::site;
use crate::error::{Error, Result};
use migration::Backend;
use std::path::Path;

/// Returns all migrations for `backend` in the order of application: the built-in ones, then the site's.
pub fn known(backend: Backend, site_folder: Option<&Path>) -> Result<Vec<Known>> {
    let mut all = built_in(backend);
    if let Some(folder) = site_folder {
        all.extend(site::read_folder(folder, backend)?);
    }
    Ok(all)
}

/// Returns all migrations for commands that apply none, and the errors of invalid site files.
pub fn known_to_readers(backend: Backend, site_folder: &Path) -> Result<(Vec<Known>, Vec<Error>)> {
    let (sites, unreadable) = site::read_what_can_be_read(site_folder, backend)?;
    Ok((built_in(backend).into_iter().chain(sites).collect(), unreadable))
}
