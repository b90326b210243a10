//! One job by its id or the beginning of it, with its events and late results.

use crate::db::{Name, Sql};
use crate::error::{Doing, Error, Result};
use crate::jobs::model::submission::same_id;
use crate::jobs::read::list::{JobLine, Source};
use crate::jobs::service::late::LateResult;
use crate::jobs::store::archive::Kept;
use crate::jobs::store::event::Event;
use crate::jobs::store::filter::columns;
use crate::jobs::{Kind, RemoteJob, Service};
use crate::{moment, sql};
use serde::Serialize;

/// Everything that is known of a job.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct JobDetails {
    /// As it stands in a list.
    pub job: JobLine,
    /// The row of a remote job.
    pub remote: Option<RemoteJob>,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// The operation that purged the job, while its row is kept; `remote` is that row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
    /// Results that were refused.
    pub late_results: Vec<LateResult>,
}

impl Service {
    /// Current state of jobs by their full ids; deleted jobs are omitted.
    pub async fn current_state(&mut self, jobs: &[(Kind, String)]) -> Result<Vec<JobLine>> {
        let mut looks = Vec::new();
        for kind in Kind::ALL {
            let ids: Vec<&String> = jobs.iter().filter(|(k, _)| *k == kind).map(|(_, id)| id).collect();
            if !ids.is_empty() {
                looks.push(sql!(
                    "SELECT {columns} FROM {table} t WHERE t.id IN ({ids})",
                    columns = self.line_columns(kind, Source::Live),
                    table = Name::of(kind.table()),
                    ids = Sql::list(ids)
                ));
            }
        }
        if looks.is_empty() { Ok(Vec::new()) } else { self.lines(&Sql::batch(looks)).await }
    }

    /// Up to 3 jobs of each kind whose id is `prefix` or begins with it.
    async fn find(&mut self, prefix: &str) -> Result<Vec<JobLine>> {
        let is_plain = !prefix.is_empty() && prefix.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let s = &self.session;
        let mut looks = Vec::new();
        for kind in Kind::ALL {
            let condition = match uuid::Uuid::parse_str(prefix) {
                Ok(_) if s.takes_only_uuids(!columns(kind).has_uuids) => sql!("t.id = {prefix}", prefix),
                Ok(_) => s.is_one_of("t.id", &[prefix.to_string()]),
                Err(_) if is_plain => {
                    let pattern = format!("{}%", prefix.to_lowercase().replace('_', "!_"));
                    sql!("LOWER({id}) LIKE {pattern} ESCAPE '!'", id = s.id_as_text("t.id"), pattern)
                }
                Err(_) => sql!("{id} = {prefix}", id = s.id_as_text("t.id"), prefix),
            };
            looks.push(sql!(
                "SELECT {columns} FROM {table} t WHERE {condition} ORDER BY t.id LIMIT 3",
                columns = self.line_columns(kind, Source::Live),
                table = Name::of(kind.table()),
                condition
            ));
        }
        self.lines(&Sql::batch(looks)).await
    }

    /// The only job whose id is `prefix` or begins with it.
    pub async fn resolve(&mut self, prefix: &str) -> Result<JobLine> {
        let mut found = self.find(prefix).await?;
        if let Some(at) = found.iter().position(|line| same_id(&line.id, prefix)) {
            return Ok(found.swap_remove(at));
        }
        if found.len() > 1 {
            let candidate = |line: &JobLine| {
                let age = line.age_seconds.map_or(String::new(), |seconds| format!(", {} old", moment::age(seconds)));
                format!("{} ({}, {}{age})", line.id, line.kind, line.native_status)
            };
            let shown: Vec<String> = found.iter().take(3).map(candidate).collect();
            let more = if found.len() > 3 { ", …" } else { "" };
            return Err(Error::configuration(format!(
                "'{prefix}' is the beginning of more than one id: {}{more}; give more characters",
                shown.join(", ")
            )));
        }
        found.pop().ok_or_else(|| Error::NotFound { what: format!("job {prefix}") })
    }

    /// The id of the ingestion job that `text` names: a unique beginning of an id is completed; any other text is returned as it
    /// is, since clients choose it freely.
    ///
    /// # Errors
    /// `text` is the beginning of several ids.
    pub async fn ingestion_id(&mut self, text: &str) -> Result<String> {
        let is_beginning = (8..32).contains(&text.len()) && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        if !is_beginning {
            return Ok(text.to_string());
        }
        let doing = "searching for the ingestion job";
        let sql = sql!("SELECT id FROM jobs WHERE {begins} LIMIT 2", begins = self.session.id_begins("id", text));
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        match &rows[..] {
            [] => Ok(text.to_string()),
            [one] => one.get("id").doing(doing),
            _ => Err(Error::configuration(format!(
                "'{text}' is the beginning of more than one id of an ingestion job; give more characters"
            ))),
        }
    }

    /// Details of a job: its row, events and late results; for a deleted job, what its events say.
    pub async fn show(&mut self, prefix: &str) -> Result<JobDetails> {
        let job = match self.resolve(prefix).await {
            Ok(job) => job,
            Err(Error::NotFound { what }) => {
                return match self.archived(prefix).await? {
                    Some(archived) => Ok(archived),
                    None => self.gone(prefix).await?.ok_or(Error::NotFound { what }),
                };
            }
            Err(error) => return Err(error),
        };
        let sql = sql!(
            "SELECT {columns} FROM job_events WHERE job_id = {id} AND kind = {kind} ORDER BY at, id",
            columns = Event::columns(&self.session),
            id = &job.id,
            kind = job.kind
        );
        let doing = "reading the events of a job";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let events = rows.iter().map(Event::of).collect::<std::result::Result<_, _>>().doing(doing)?;
        let (mut remote, mut late_results) = (None, Vec::new());
        if job.kind == Kind::Remote {
            remote = self.remote_job(&job.id).await?;
            late_results = self.late_results(Some(&job.id), 100).await?;
        }
        Ok(JobDetails { job, remote, events, kept: None, late_results })
    }
}
