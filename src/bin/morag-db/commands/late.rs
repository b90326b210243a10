//! `jobs late`

use crate::args::{Global, LateCommand};
use crate::output::{show, worker};
use morag_db::error::Result;
use morag_db::jobs::Service;

/// `jobs late`
pub async fn late(global: &Global, service: &mut Service, command: &LateCommand) -> Result<()> {
    match command {
        LateCommand::List { limit } => show(global, &worker::Late { late_results: service.late_results(None, *limit).await? }),
        LateCommand::Accept { id, reason, replace, .. } => {
            let late_result = service.late_id(id).await?;
            let job_id = service.accept_late(&late_result, reason, *replace).await?;
            show(global, &worker::Accepted { job_id, late_result })
        }
    }
}
