//! `Confirmed<Plan>`: a plan that somebody has said yes to. Every destructive function takes one, so that forgetting to
//! ask does not compile. Asking itself belongs to the binary.

/// How somebody said yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// At the prompt, having seen the plan.
    Typed,
    /// With `--yes` on the command line.
    Flag,
    /// There was nothing to lose, and nobody was asked.
    NothingToLose,
}

/// A plan and the yes to it.
#[derive(Debug)]
pub struct Confirmed<Plan> {
    plan: Plan,
    consent: Consent,
}

impl<Plan> Confirmed<Plan> {
    /// Joins a plan that was shown with the answer to it.
    pub fn new(plan: Plan, consent: Consent) -> Self {
        Confirmed { plan, consent }
    }

    /// What was agreed to.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// How it was agreed to.
    pub fn consent(&self) -> Consent {
        self.consent
    }

    /// Gives the plan out, to be carried out once.
    pub fn into_plan(self) -> Plan {
        self.plan
    }
}
