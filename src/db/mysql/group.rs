//! A MySQL group (Group Replication): its members, and why a server of it must not be written to.

use crate::db::Backend;
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use crate::sql;

const MEMBERS: &str = "SELECT CONCAT(member_host, ':', member_port) AS name, member_state, member_role, member_id = @@server_uuid AS is_this \
     FROM performance_schema.replication_group_members ORDER BY member_host, member_port";

const ONLINE: &str = "ONLINE";

/// A group, as one of its members sees it.
#[derive(Debug)]
pub(crate) struct Group {
    is_multi_primary: bool,
    /// `None` if this role may not see them.
    members: Option<Vec<Member>>,
}

#[derive(Debug)]
struct Member {
    /// Host and port.
    name: String,
    state: String,
    role: String,
    /// Whether the session is connected to it.
    is_this: bool,
}

impl Session {
    /// The group of this server; `None` if none is configured.
    pub(crate) async fn group(&mut self) -> std::result::Result<Option<Group>, SqlError> {
        if self.backend != Backend::MySql {
            return Ok(None);
        }
        let settings =
            sql!("SHOW GLOBAL VARIABLES WHERE variable_name IN ('group_replication_group_name', 'group_replication_single_primary_mode')");
        let (mut is_configured, mut is_multi_primary) = (false, false);
        for row in self.fetch(&settings).await? {
            let (name, value): (String, String) = (row.get("variable_name")?, row.get("value")?);
            match name.as_str() {
                "group_replication_group_name" => is_configured = !value.is_empty(),
                _ => is_multi_primary = value == "OFF",
            }
        }
        if !is_configured {
            return Ok(None);
        }
        let members = match self.fetch(&Sql::constant(MEMBERS)).await {
            Err(answer) if answer.kind == SqlErrorKind::MissingRight => {
                tracing::info!(%answer, "could not read the members of the group");
                None
            }
            rows => Some(rows?.iter().map(Member::of).collect::<std::result::Result<_, _>>()?),
        };
        Ok(Some(Group { is_multi_primary, members }))
    }
}

/// Fails in a group in multi-primary mode.
pub(super) async fn refuse_multi_primary(session: &mut Session) -> Result<()> {
    match session.group().await.doing("asking for the mode of the group")? {
        Some(group) if group.is_multi_primary && group.is_joined() => Err(Error::Refused {
            reason:
                "this MySQL group is in multi-primary mode, in which the schema can't be used: cascading foreign keys are refused or not \
                     checked for conflicts, and schema changes of different members are not ordered"
                    .into(),
            hint: Some("switch it to single-primary mode: SELECT group_replication_switch_to_single_primary_mode()".into()),
            source: None,
        }),
        _ => Ok(()),
    }
}

impl Member {
    fn of(row: &crate::db::Row) -> std::result::Result<Member, SqlError> {
        Ok(Member { name: row.get("name")?, state: row.get("member_state")?, role: row.get("member_role")?, is_this: row.get("is_this")? })
    }
}

impl Group {
    /// Why this server must not be written to: what is written would not reach the group.
    pub(crate) fn complaint(&self) -> Option<String> {
        let members = self.members.as_ref()?;
        let unreachable = members.iter().filter(|member| member.state == "UNREACHABLE").count();
        match members.iter().find(|member| member.is_this) {
            Some(this) if this.state == ONLINE && unreachable * 2 < members.len() => None,
            Some(this) if this.state == ONLINE => {
                Some(format!("this server reaches only {} of the {} members of its group", members.len() - unreachable, members.len()))
            }
            Some(this) => Some(format!("this server is not an active member of its group: its state is {}", this.state)),
            None => Some("this server is not an active member of its group: START GROUP_REPLICATION".into()),
        }
    }

    /// Whether this server is in the group, as far as this role may see.
    fn is_joined(&self) -> bool {
        self.members.as_ref().is_none_or(|members| members.iter().any(|member| member.is_this && member.state != "OFFLINE"))
    }

    /// Whether this role may see the members.
    pub(super) fn shows_members(&self) -> bool {
        self.members.is_some()
    }

    /// Whether this server only receives what the primary writes.
    pub(super) fn is_secondary(&self) -> bool {
        self.members.iter().flatten().any(|member| member.is_this && member.role == "SECONDARY")
    }

    /// Whether the schema can't be used in this mode.
    pub(crate) fn is_multi_primary(&self) -> bool {
        self.is_multi_primary
    }

    /// Whether a member is missing: one that is not online, or fewer than the three that a group needs to survive a failure.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.members.as_ref().is_none_or(|members| members.len() < 3 || members.iter().any(|member| member.state != ONLINE))
    }

    /// The members with their roles and states.
    pub(crate) fn described(&self) -> String {
        let Some(members) = &self.members else {
            return "the members are not visible to this role: GRANT SELECT ON performance_schema.replication_group_members".into();
        };
        let described = |member: &Member| match member.state.as_str() {
            ONLINE => format!("{} is {}", member.name, if member.role == "PRIMARY" { "a primary" } else { "a secondary" }),
            state => format!("{} is {state}", member.name),
        };
        let mode = if self.is_multi_primary { "multi-primary mode" } else { "single-primary mode" };
        format!("{mode}, {} members: {}", members.len(), members.iter().map(described).collect::<Vec<_>>().join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(states: &[&str]) -> Group {
        let member = |(n, state): (usize, &&str)| {
            let role = if n == 0 { "PRIMARY" } else { "SECONDARY" };
            Member { name: format!("db{n}:3306"), state: (*state).into(), role: role.into(), is_this: n == 0 }
        };
        Group { is_multi_primary: false, members: Some(states.iter().enumerate().map(member).collect()) }
    }

    #[test]
    fn a_server_outside_of_its_group_or_in_a_minority_is_not_written_to() {
        assert_eq!(group(&[ONLINE, ONLINE, ONLINE]).complaint(), None);
        assert_eq!(group(&[ONLINE, ONLINE, "UNREACHABLE"]).complaint(), None, "the majority");
        assert_eq!(
            group(&[ONLINE, "UNREACHABLE", "UNREACHABLE"]).complaint().unwrap(),
            "this server reaches only 1 of the 3 members of its group"
        );
        assert!(group(&[ONLINE, "UNREACHABLE"]).complaint().is_some(), "half is no majority");
        for state in ["OFFLINE", "ERROR", "RECOVERING"] {
            assert!(group(&[state, ONLINE, ONLINE]).complaint().unwrap().ends_with(state));
        }
        assert!(group(&[]).complaint().is_some());
        assert_eq!(Group { is_multi_primary: false, members: None }.complaint(), None, "nothing is known");
    }

    #[test]
    fn two_members_do_not_survive_a_failure() {
        assert!(!group(&[ONLINE, ONLINE, ONLINE]).is_doubtful());
        assert!(group(&[ONLINE, ONLINE]).is_doubtful() && group(&[ONLINE, ONLINE, "RECOVERING"]).is_doubtful());
    }
}
