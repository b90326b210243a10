"""What procrastinate needs for jobs that do nothing: schema | fill N | work CONCURRENCY, on the database in PEER_DSN.

`work` runs until nothing waits and prints the seconds that took; finished jobs stay in its table, as ours do.
"""
import asyncio, logging, os, sys, time

import procrastinate

logging.disable(logging.CRITICAL)
app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=os.environ["PEER_DSN"]))


@app.task(name="nothing")
async def nothing(number):
    pass


async def main(action, count="1"):
    async with app.open_async():
        if action == "schema":
            await app.schema_manager.apply_schema_async()
        elif action == "fill":
            await nothing.batch_defer_async(*({"number": n} for n in range(int(count))))
        else:
            start = time.monotonic()
            await app.run_worker_async(
                concurrency=int(count), wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="never"
            )
            print(time.monotonic() - start)


asyncio.run(main(*sys.argv[1:]))
