//! Differences that an adoption kept, as the application created them. They are recorded, so that `verify` and `init` do not
//! report an agreed difference as drift; the record has the exact definition, so that later changes are still found.

use crate::catalog::{Difference, Severity};
use crate::error::{Error, Result};
use crate::migrate::History;
use migration::SETTINGS_TABLE;
use serde::{Deserialize, Serialize};

/// Difference from the expected schema that an adoption kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The object, as `verify` prints it, e.g. `column tasks.status (type)`.
    pub object: String,
    /// Expected definition; `None` for an extra object.
    pub expected: Option<String>,
    /// Live definition; `None` for a missing object.
    pub actual: Option<String>,
}

impl Left {
    pub(super) fn of(difference: &Difference) -> Left {
        Left { object: difference.object.clone(), expected: difference.expected.clone(), actual: difference.actual.clone() }
    }
}

/// Marks the differences that an adoption kept and lowers them from drift to extra.
pub(crate) fn tolerate(history: &History, differences: &mut [Difference]) -> Result<()> {
    let Some(text) = &history.adopted else { return Ok(()) };
    let left: Vec<Left> = serde_json::from_str(text).map_err(|e| Error::CheckFailed {
        reason: format!("the row 'adopted' in {SETTINGS_TABLE} can't be read: {e}"),
        findings: Vec::new(),
    })?;
    for difference in differences.iter_mut() {
        difference.is_adopted = left.contains(&Left::of(difference));
        if difference.is_adopted && difference.severity == Severity::Drift {
            difference.severity = Severity::Extra;
        }
    }
    Ok(())
}
