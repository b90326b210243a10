//! What an adoption left as the application made it. It is recorded, so that `verify` and `init` do not take for drift what a
//! person has agreed to; the very object as it was then, so that any later change is still found.

use crate::catalog::{Difference, Severity};
use crate::error::{Error, Result};
use crate::migrate::History;
use migration::SETTINGS_TABLE;
use serde::{Deserialize, Serialize};

/// A difference from the expected schema that stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// What it is about, as `verify` spells it, e.g. `column tasks.status (type)`.
    pub object: String,
    /// What should be there; `None` for an additional object.
    pub expected: Option<String>,
    /// What is there; `None` for a missing object.
    pub actual: Option<String>,
}

impl Left {
    pub(super) fn of(difference: &Difference) -> Left {
        Left { object: difference.object.clone(), expected: difference.expected.clone(), actual: difference.actual.clone() }
    }
}

/// Takes the differences that an adoption left for what they are: something additional, no drift.
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
