//! One sea-orm entity a table, no behaviour.
