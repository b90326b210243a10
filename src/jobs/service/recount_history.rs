//! Counts the history anew, from its rows: after a copy that did not bring the counts.

use crate::db::Sql;
use crate::error::{Doing, Result, SqlError};
use crate::jobs::Service;
use crate::jobs::store::archive::text_sizes;
use crate::sql;
use migration::PARTITIONED_TABLES;

impl Service {
    /// Counts the jobs, events and late results of each month of the history anew.
    pub async fn recount_history(&mut self) -> Result<()> {
        self.with_retries(async |s| s.try_recount_history().await).await.doing("counting archived jobs")
    }

    async fn try_recount_history(&mut self) -> std::result::Result<(), SqlError> {
        let s = &self.session;
        let missing = |table: &'static str| {
            sql!(
                "INSERT INTO job_history_months (month, archived_at) SELECT DISTINCT month, {now} FROM {table} h \
                 WHERE NOT EXISTS (SELECT 1 FROM job_history_months m WHERE m.month = h.month)",
                now = s.now(),
                table = Sql::constant(table)
            )
        };
        let of_table = |what: Sql, table: &'static str, condition: Sql| {
            sql!(
                "(SELECT COALESCE({what}, 0) FROM {table} h WHERE h.month = job_history_months.month{condition})",
                what,
                table = Sql::constant(table),
                condition
            )
        };
        let of_status = |status: &'static str| of_table(sql!("COUNT(*)"), "job_history", sql!(" AND h.status = {status}", status));
        let count = sql!(
            "UPDATE job_history_months SET completed = {completed}, failed = {failed}, timed_out = {timed_out}, cancelled = {cancelled}, \
             events = {events}, late_results = {late_results}, bytes = {bytes}",
            completed = of_status("completed"),
            failed = of_status("failed"),
            timed_out = of_status("timeout"),
            cancelled = of_status("cancelled"),
            events = of_table(sql!("COUNT(*)"), "job_event_history", Sql::default()),
            late_results = of_table(sql!("COUNT(*)"), "job_late_result_history", Sql::default()),
            bytes = of_table(sql!("SUM({size})", size = text_sizes(s)), "job_history", Sql::default())
        );
        let mut statements = vec![s.begin_work()];
        statements.extend(PARTITIONED_TABLES.map(missing));
        statements.extend([count, sql!("COMMIT")]);
        self.session.execute(&Sql::batch(statements)).await.map(drop)
    }
}
