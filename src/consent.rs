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
pub enum Evidence<'a> {
    /// The database's name, typed at the prompt that showed the plan.
    Typed(&'a str),
    /// `--yes`, and the name of the database if one was given with it.
    Flag(Option<&'a str>),
    /// The number of changes that a dry run reported, confirmed over HTTP.
    Number(i64),
    /// The ids of everything that is changed, as listed in the request.
    Named(&'a [String]),
    /// No confirmation was needed, because no data is lost.
    NothingToLose,
}

/// Plan that was confirmed.
#[derive(Debug)]
pub struct Confirmed<P> {
    plan: P,
}

impl<P: Plan> Confirmed<P> {
    /// Checks the evidence against the plan and returns the confirmed plan.
    ///
    /// # Errors
    /// The plan, if the evidence does not match it.
    pub fn new(plan: P, evidence: Evidence<'_>) -> Result<Self, P> {
        let agrees = match evidence {
            Evidence::Typed(name) => name == plan.database(),
            Evidence::Flag(name) => name.is_none_or(|name| name == plan.database()),
            Evidence::Number(number) => i64::try_from(plan.named().len()) == Ok(number),
            Evidence::Named(ids) => plan.named().iter().all(|id| ids.iter().any(|named| named == id)),
            Evidence::NothingToLose => plan.is_harmless(),
        };
        if agrees { Ok(Confirmed { plan }) } else { Err(plan) }
    }

    /// Returns the plan.
    pub fn plan(&self) -> &P {
        &self.plan
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
        fn agrees(evidence: Evidence<'_>) -> bool {
            Confirmed::new(Two, evidence).is_ok()
        }
        assert!(agrees(Evidence::Typed("morag")) && !agrees(Evidence::Typed("")));
        assert!(agrees(Evidence::Flag(None)) && agrees(Evidence::Flag(Some("morag"))) && !agrees(Evidence::Flag(Some("other"))));
        assert!(agrees(Evidence::Number(2)) && !agrees(Evidence::Number(3)));
        let ids = |ids: &[&str]| ids.iter().map(|id| id.to_string()).collect::<Vec<_>>();
        assert!(agrees(Evidence::Named(&ids(&["b", "a", "c"]))) && !agrees(Evidence::Named(&ids(&["a"]))));
        assert!(!agrees(Evidence::NothingToLose));
    }
}
