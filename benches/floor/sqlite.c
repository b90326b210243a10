/* The baseline (floor) on SQLite: claim and submit with events, hand-written prepared statements on the same tables.
 *   sqlite FILE BATCH_SIZE      prints: jobs seconds waits
 * WAL, synchronous full, BEGIN IMMEDIATE, one statement to claim, one per result and one per event. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static sqlite3 *db;
static long waits;

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + t.tv_nsec / 1e9; }
static int wait_a_little(void *unused, int n) { (void)unused; waits++; usleep(n < 10 ? 200 : 1000); return n < 200000; }
static void fail(void) { fprintf(stderr, "%s\n", sqlite3_errmsg(db)); exit(2); }
static sqlite3_stmt *prepare(const char *sql) { sqlite3_stmt *s; if (sqlite3_prepare_v2(db, sql, -1, &s, 0)) fail(); return s; }
static void run(sqlite3_stmt *s) { if (sqlite3_step(s) != SQLITE_DONE) fail(); sqlite3_reset(s); }

#define NOW "(strftime('%Y-%m-%d %H:%M:%f', 'now') || '000')"
#define UUID "(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))"
#define LOOK "SELECT * FROM (SELECT id, created_at FROM remote_jobs WHERE status = 'pending' AND content_type = '%s' ORDER BY created_at, id LIMIT %d)"

int main(int count, char **arguments) {
  int batch = atoi(arguments[2]), code;
  long done = 0;
  char sql[4000], looks[2][400];
  (void)count;
  if (sqlite3_open(arguments[1], &db)) fail();
  sqlite3_busy_handler(db, wait_a_little, 0);
  if (sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", 0, 0, 0)) fail();
  snprintf(looks[0], sizeof looks[0], LOOK, "audio", batch);
  snprintf(looks[1], sizeof looks[1], LOOK, "video", batch);
  snprintf(sql, sizeof sql, "UPDATE remote_jobs SET status = 'processing', worker_id = 'w', claim_seq = COALESCE(claim_seq, 0) + 1, started_at = %s"
           ", claim_started_at = %s, heartbeat_at = %s, timeout_at = (strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', '+1 hour') || '000') WHERE id IN "
           "(SELECT id FROM (%s UNION ALL %s) ORDER BY created_at, id LIMIT %d) RETURNING id, claim_seq", NOW, NOW, NOW, looks[0], looks[1], batch);
  sqlite3_stmt *claim = prepare(sql), *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
  sqlite3_stmt *event = prepare("INSERT INTO job_events (id, kind, job_id, action, from_status, to_status, claim_seq, worker_id, actor, detail) VALUES (" UUID
                                ", 'remote', ?, ?, ?, ?, ?, 'w', 'bench', ?)");
  sqlite3_stmt *submit = prepare("UPDATE remote_jobs SET status = 'completed', completed_at = " NOW ", result_data = '{\"content\": \"done\", \"metadata\": {}, \"processing_time\": 1.0}' "
                                 "WHERE id = ? AND status = 'processing' AND claim_seq = ? AND started_at = claim_started_at");
  char (*ids)[40] = malloc(batch * 40);
  long long *seqs = malloc(batch * sizeof *seqs);
  double start = now();
  for (;;) {
    int n = 0;
    run(begin);
    while ((code = sqlite3_step(claim)) == SQLITE_ROW) { strcpy(ids[n], (const char *)sqlite3_column_text(claim, 0)); seqs[n++] = sqlite3_column_int64(claim, 1); }
    if (code != SQLITE_DONE) fail();
    sqlite3_reset(claim);
    for (int step = 0; step < 2; step++) {
      if (step) run(begin);
      for (int i = 0; i < n; i++) {
        if (step) {
          sqlite3_bind_text(submit, 1, ids[i], -1, SQLITE_STATIC);
          sqlite3_bind_int64(submit, 2, seqs[i]);
          run(submit);
          if (sqlite3_changes(db) != 1) { fprintf(stderr, "a claim was lost\n"); exit(3); }
        }
        sqlite3_bind_text(event, 1, ids[i], -1, SQLITE_STATIC);
        sqlite3_bind_text(event, 2, step ? "complete" : "claim", -1, SQLITE_STATIC);
        sqlite3_bind_text(event, 3, step ? "processing" : "pending", -1, SQLITE_STATIC);
        sqlite3_bind_text(event, 4, step ? "completed" : "processing", -1, SQLITE_STATIC);
        sqlite3_bind_int64(event, 5, seqs[i]);
        if (step) sqlite3_bind_text(event, 6, "{\"hash\": \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}", -1, SQLITE_STATIC);
        else sqlite3_bind_null(event, 6);
        run(event);
      }
      run(commit);
      if (!n) break;
    }
    if (!n) break;
    done += n;
  }
  printf("%ld %.6f %ld\n", done, now() - start, waits);
  sqlite3_close(db);
  return 0;
}
