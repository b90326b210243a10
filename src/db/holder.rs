//! Who is at work: the name under which this process shows itself to others.

/// The name under which this process shows itself to others.
pub fn holder_name() -> String {
    format!("{} pid {}", user_at_host(), std::process::id())
}

/// Who is at work, where.
pub fn user_at_host() -> String {
    let user = std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).unwrap_or_else(|_| "unknown".into());
    let host = gethostname::gethostname().to_string_lossy().into_owned();
    format!("{user}@{host}")
}

/// That name as it fits the `holder` columns.
pub(crate) fn holder_value() -> String {
    holder_name().chars().take(255).collect()
}
