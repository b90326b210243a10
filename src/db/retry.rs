//! Delays before something is tried again that another session prevented. They have jitter, so that sessions which met once do
//! not meet again.

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use std::time::Duration;

/// Returns `times` delays, which double from `first` up to `longest`; each is up to twice as long by jitter.
pub(crate) fn delays(first: Duration, longest: Duration, times: usize) -> ExponentialBackoff {
    ExponentialBuilder::default().with_min_delay(first).with_max_delay(longest).with_max_times(times).with_jitter().build()
}
