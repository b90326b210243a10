//! Counts the history anew, from its rows: after a copy that did not bring the counts.

use super::history_move::text_sizes;
use crate::db::Sql;
use crate::error::{Doing, Result, SqlError};
use crate::jobs::Service;
use crate::sql;

impl Service {
    /// Counts the jobs, events and late results of each month of the history anew.
    pub async fn recount_history(&mut self) -> Result<()> {
        self.with_retries(async |s| s.try_recount_history().await).await.doing("counting the history")
    }

    async fn try_recount_history(&mut self) -> std::result::Result<(), SqlError> {
        let s = &self.session;
        let of = |status: &'static str| sql!("SUM(CASE WHEN status = {status} THEN 1 ELSE 0 END)", status);
        let count = sql!(
            "INSERT INTO job_history_months (month, completed, failed, timed_out, cancelled, events, late_results, bytes, archived_at) \
             SELECT month, {completed}, {failed}, {timed_out}, {cancelled}, 0, 0, SUM({size}), MAX(archived_at) FROM job_history GROUP BY month",
            completed = of("completed"),
            failed = of("failed"),
            timed_out = of("timeout"),
            cancelled = of("cancelled"),
            size = text_sizes(s)
        );
        let add = |column: &'static str, table: &'static str| {
            sql!(
                "UPDATE job_history_months SET {column} = (SELECT COUNT(*) FROM {table} h WHERE h.month = job_history_months.month)",
                column = Sql::constant(column),
                table = Sql::constant(table)
            )
        };
        let begin = s.begin_work();
        let statements = [
            begin,
            sql!("DELETE FROM job_history_months"),
            count,
            add("events", "job_event_history"),
            add("late_results", "job_late_result_history"),
            sql!("COMMIT"),
        ];
        self.session.execute(&Sql::batch(statements)).await.map(drop)
    }
}
