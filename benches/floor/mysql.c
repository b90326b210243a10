/* The baseline (floor) on MySQL and MariaDB: claim and submit with events, hand-written SQL on the same tables, one statement per call.
 *   mysql HOST PORT USER DATABASE BATCH_SIZE      prints: jobs seconds retried-transactions
 * READ COMMITTED, the claim's index forced, rows changed by primary key; the results of a batch in one UPDATE with a join. */
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static MYSQL *db;
static long again;

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + t.tv_nsec / 1e9; }

static int run(const char *sql, size_t length) {
  if (!mysql_real_query(db, sql, length ? length : strlen(sql))) return 0;
  unsigned code = mysql_errno(db);
  if (code != 1213 && code != 1205) { fprintf(stderr, "%s: %.300s\n", mysql_error(db), sql); exit(2); }
  again++;
  mysql_query(db, "ROLLBACK");
  return 1;
}

#define EVENT "INSERT INTO job_events (id, kind, job_id, action, from_status, to_status, claim_seq, worker_id, actor, detail) VALUES "
#define RESULT "'{\"content\": \"done\", \"metadata\": {}, \"processing_time\": 1.0}'"
#define HASH "'{\"hash\": \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}'"

int main(int count, char **arguments) {
  int batch = atoi(arguments[5]);
  (void)count;
  db = mysql_init(0);
  if (!mysql_real_connect(db, arguments[1], arguments[3], getenv("MYSQL_PWD"), arguments[4], atoi(arguments[2]), 0, 0)) { fprintf(stderr, "%s\n", mysql_error(db)); return 1; }
  run("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED", 0);
  const char *types[] = {"audio", "video"};
  char look[600], (*ids)[40] = malloc(2 * batch * 40), (*at)[32] = malloc(2 * batch * 32);
  long *seqs = malloc(2 * batch * sizeof *seqs), done = 0;
  char *sql = malloc(1000 + 500 * (size_t)batch), *p;
  double start = now();
  for (;;) {
    int n = 0, failed = 0, first, i;
    if (run("START TRANSACTION", 0)) continue;
    for (int t = 0; t < 2; t++) {
      snprintf(look, sizeof look, "SELECT id, COALESCE(claim_seq, 0) + 1, created_at FROM remote_jobs FORCE INDEX (ix_remote_jobs_claim) WHERE status = 'pending' "
               "AND content_type = '%s' AND (run_after IS NULL OR run_after <= UTC_TIMESTAMP(6)) ORDER BY created_at, id LIMIT %d FOR UPDATE SKIP LOCKED", types[t], batch);
      if ((failed = run(look, 0))) break;
      MYSQL_RES *result = mysql_store_result(db);
      MYSQL_ROW row;
      while ((row = mysql_fetch_row(result))) { strcpy(ids[n], row[0]); seqs[n] = atol(row[1]); strcpy(at[n++], row[2]); }
      mysql_free_result(result);
    }
    if (failed) continue;
    if (!n) { run("COMMIT", 0); break; }
    /* both lists are sorted by age: take the oldest jobs of the two */
    if (n > batch) {
      int split = 0, a = 0, b, m = 0;
      while (split < n && (split == 0 || strcmp(at[split - 1], at[split]) <= 0)) split++;
      char (*chosen)[40] = malloc(batch * 40); long *s = malloc(batch * sizeof *s);
      for (b = split; m < batch; m++) { int k = b >= n || (a < split && strcmp(at[a], at[b]) <= 0) ? a++ : b++; strcpy(chosen[m], ids[k]); s[m] = seqs[k]; }
      memcpy(ids, chosen, batch * 40); memcpy(seqs, s, batch * sizeof *s);
      free(chosen); free(s);
      n = batch;
    }
    p = sql + sprintf(sql, "UPDATE remote_jobs SET status = 'processing', worker_id = 'w', claim_seq = COALESCE(claim_seq, 0) + 1, started_at = UTC_TIMESTAMP(6), "
                      "claim_started_at = started_at, heartbeat_at = UTC_TIMESTAMP(6), timeout_at = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR WHERE id IN (");
    for (i = 0; i < n; i++) p += sprintf(p, "%s'%s'", i ? ", " : "", ids[i]);
    p += sprintf(p, ")");
    if (run(sql, p - sql)) continue;
    p = sql + sprintf(sql, EVENT);
    for (i = 0; i < n; i++) p += sprintf(p, "%s(uuid(), 'remote', '%s', 'claim', 'pending', 'processing', %ld, 'w', 'bench', NULL)", i ? ", " : "", ids[i], seqs[i]);
    if (run(sql, p - sql) || run("COMMIT", 0)) continue;
    do {
      first = 1;
      if (run("START TRANSACTION", 0)) continue;
      if (n == 1) {
        p = sql + sprintf(sql, "UPDATE remote_jobs SET status = 'completed', completed_at = UTC_TIMESTAMP(6), result_data = " RESULT
                          " WHERE id = '%s' AND status = 'processing' AND claim_seq = %ld AND started_at = claim_started_at", ids[0], seqs[0]);
      } else {
        p = sql + sprintf(sql, "UPDATE remote_jobs r JOIN (");
        for (i = 0; i < n; i++) p += sprintf(p, i ? " UNION ALL SELECT '%s', %ld, " RESULT : "SELECT '%s' AS id, %ld AS seq, " RESULT " AS result", ids[i], seqs[i]);
        p += sprintf(p, ") s ON r.id = s.id SET r.status = 'completed', r.completed_at = UTC_TIMESTAMP(6), r.result_data = s.result "
                     "WHERE r.status = 'processing' AND r.claim_seq = s.seq AND r.started_at = r.claim_started_at");
      }
      if (run(sql, p - sql)) continue;
      if (mysql_affected_rows(db) != (my_ulonglong)n) { fprintf(stderr, "a claim was lost\n"); exit(3); }
      p = sql + sprintf(sql, EVENT);
      for (i = 0; i < n; i++) p += sprintf(p, "%s(uuid(), 'remote', '%s', 'complete', 'processing', 'completed', %ld, 'w', 'bench', " HASH ")", i ? ", " : "", ids[i], seqs[i]);
      if (run(sql, p - sql)) continue;
      first = run("COMMIT", 0);
    } while (first);
    done += n;
  }
  printf("%ld %.6f %ld\n", done, now() - start, again);
  mysql_close(db);
  return 0;
}
