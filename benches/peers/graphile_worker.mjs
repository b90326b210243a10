// Runs graphile-worker with jobs that do nothing: schema | fill N | work N, on the database in PEER_DSN; the package is loaded
// from PEER_NODE. `work` uses its batched mode (a local queue of 100, 100 concurrent jobs, completions in batches) and prints
// the seconds until the last job is deleted from its table.
import { createRequire } from "node:module";
const { run, runMigrations, Logger } = createRequire(process.env.PEER_NODE + "/package.json")("graphile-worker");
const { Pool } = createRequire(process.env.PEER_NODE + "/package.json")("pg");
const connectionString = process.env.PEER_DSN;
const logger = new Logger(() => () => {});
const [action, count] = process.argv.slice(2);
const pool = new Pool({ connectionString, max: 12 });
pool.on("error", () => {});
if (action === "schema") {
  await runMigrations({ connectionString, logger });
} else if (action === "fill") {
  await pool.query("SELECT count(graphile_worker.add_job('nothing', json_build_object('number', n))) FROM generate_series(1, $1::int) n", [count]);
} else {
  let done = 0;
  const start = process.hrtime.bigint();
  const worker = { connectionString, concurrentJobs: 100, localQueue: { size: 100 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 };
  const taskList = { nothing: async () => { done++; } };
  const runner = await run({ preset: { worker }, pgPool: pool, logger, noHandleSignals: true, parsedCronItems: [], taskList });
  while (done < Number(count)) await new Promise((resolve) => setTimeout(resolve, 5));
  await runner.stop(); // waits for the last batch of completions
  console.log(Number(process.hrtime.bigint() - start) / 1e9);
}
await pool.end();
process.exit(0);
