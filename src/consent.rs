//! `Confirmed<Plan>`: a plan with the evidence that somebody agreed to it. Every destructive function takes one, so forgetting to
//! ask does not compile, and a yes to something else is refused. Asking itself belongs to the binary.

/// What a plan tells of itself, so that a yes can be held against it.
pub trait Plan {
    /// The name of the database, as it is typed to agree.
    fn database(&self) -> &str;

    /// The ids of what it changes, where these are few enough to be named one by one.
    fn named(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Whether nothing is lost by it.
    fn is_harmless(&self) -> bool {
        false
    }
}

/// How somebody agreed.
#[derive(Clone, Copy, Debug)]
pub enum Evidence<'a> {
    /// The database's name, typed at the prompt that showed the plan.
    Typed(&'a str),
    /// `--yes`, and the name of the database where one stood with it.
    Flag(Option<&'a str>),
    /// The number of changes that a dry run told, confirmed over HTTP.
    Number(i64),
    /// The ids of all that is changed, named by whoever asked for it.
    Named(&'a [String]),
    /// There is nothing to lose, and nobody was asked.
    NothingToLose,
}

/// A plan and the yes to it.
#[derive(Debug)]
pub struct Confirmed<P> {
    plan: P,
}

impl<P: Plan> Confirmed<P> {
    /// Joins a plan that was shown with the answer to it.
    ///
    /// # Errors
    /// The plan, where the evidence is a yes to something else.
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

    /// What was agreed to.
    pub fn plan(&self) -> &P {
        &self.plan
    }

    /// Gives the plan out, to be carried out once.
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
