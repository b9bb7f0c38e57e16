/** Preloaded into a server with `--import`: too much work, of the kind that no other process can cause. */
const STALL_MS = 120
const EVERY_MS = 300

setInterval(() => {
  for (const until = performance.now() + STALL_MS; performance.now() < until; );
}, EVERY_MS).unref()
