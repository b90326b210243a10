//! `Confirmed<Plan>`: a plan that was confirmed. Every destructive function takes one, so code that forgets to ask does not
//! compile, and a confirmation of another plan is refused. Asking belongs to the binary.

/// Plan that can be confirmed: the data that a confirmation is checked against.
pub trait Plan {
    /// Name of the database, which the user types to confirm.
    fn database(&self) -> &str;

    /// Ids of everything the plan changes, if the plan lists them; empty otherwise.
    fn named(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Whether the plan loses no data.
    fn is_harmless(&self) -> bool {
        false
    }
}

/// How a plan was confirmed.
#[derive(Clone, Copy, Debug)]
pub enum Confirmation<'a> {
    /// The database's name, typed at the prompt that showed the plan.
    Typed(&'a str),
    /// `--yes`, and the name of the database if one was given with it.
    Flag(Option<&'a str>),
    /// The number of changes that a dry run reported, confirmed over HTTP.
    Count(i64),
    /// The ids of everything that is changed, as listed in the request.
    ListedIds(&'a [String]),
    /// No confirmation was needed, because no data is lost.
    Harmless,
}

impl Confirmation<'_> {
    /// Name of the way of confirming, as the audit records it.
    fn name(&self) -> &'static str {
        match self {
            Confirmation::Typed(_) => "typed_name",
            Confirmation::Flag(_) => "flag",
            Confirmation::Count(_) => "count",
            Confirmation::ListedIds(_) => "listed_ids",
            Confirmation::Harmless => "harmless",
        }
    }
}

/// Plan that was confirmed.
#[derive(Debug)]
pub struct Confirmed<P> {
    plan: P,
    by: &'static str,
}

impl<P: Plan> Confirmed<P> {
    /// Checks the evidence against the plan and returns the confirmed plan.
    ///
    /// # Errors
    /// The plan, if the evidence does not match it.
    pub fn new(plan: P, evidence: Confirmation<'_>) -> Result<Self, P> {
        let by = evidence.name();
        let agrees = match evidence {
            Confirmation::Typed(name) => name == plan.database(),
            Confirmation::Flag(name) => name.is_none_or(|name| name == plan.database()),
            Confirmation::Count(number) => i64::try_from(plan.named().len()) == Ok(number),
            Confirmation::ListedIds(ids) => plan.named().iter().all(|id| ids.iter().any(|named| named == id)),
            Confirmation::Harmless => plan.is_harmless(),
        };
        if agrees { Ok(Confirmed { plan, by }) } else { Err(plan) }
    }

    /// Returns the plan.
    pub fn plan(&self) -> &P {
        &self.plan
    }

    /// Returns how the plan was confirmed: `typed_name`, `flag`, `count`, `listed_ids` or `harmless`.
    pub fn by(&self) -> &'static str {
        self.by
    }

    /// Consumes the confirmation and returns the plan, so that it is carried out only once.
    pub fn into_plan(self) -> P {
        self.plan
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Two;

    impl Plan for Two {
        fn database(&self) -> &str {
            "morag"
        }

        fn named(&self) -> Vec<&str> {
            vec!["a", "b"]
        }
    }

    #[test]
    fn a_yes_to_something_else_is_none() {
        fn agrees(evidence: Confirmation<'_>) -> bool {
            Confirmed::new(Two, evidence).is_ok()
        }
        assert!(agrees(Confirmation::Typed("morag")) && !agrees(Confirmation::Typed("")));
        assert!(
            agrees(Confirmation::Flag(None)) && agrees(Confirmation::Flag(Some("morag"))) && !agrees(Confirmation::Flag(Some("other")))
        );
        assert!(agrees(Confirmation::Count(2)) && !agrees(Confirmation::Count(3)));
        let ids = |ids: &[&str]| ids.iter().map(|id| id.to_string()).collect::<Vec<_>>();
        assert!(agrees(Confirmation::ListedIds(&ids(&["b", "a", "c"]))) && !agrees(Confirmation::ListedIds(&ids(&["a"]))));
        assert!(!agrees(Confirmation::Harmless));
    }
}
