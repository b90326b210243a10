//! Who is at work: the name under which this process shows itself to others.

/// The name under which this process shows itself to others.
pub fn holder_name() -> String {
    format!("{} pid {}", user_at_host(), std::process::id())
}

/// Who is at work, where.
pub fn user_at_host() -> String {
    let named = |name| std::env::var(name).ok().filter(|user| !user.is_empty());
    // without a login there is no such variable, in a container say
    let user = named("USER").or_else(|| named("LOGNAME")).or_else(|| whoami::username().ok()).unwrap_or_else(|| "unknown".into());
    let host = gethostname::gethostname().to_string_lossy().into_owned();
    format!("{user}@{host}")
}

/// That name as it fits the `holder` columns.
pub(crate) fn holder_value() -> String {
    holder_name().chars().take(255).collect()
}
