import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

const lowest = 10_000
// Linux gives outgoing connections ports from 32768 up, macOS from 49152. A port below stays free while a server is
// down for a moment, so that it can come back on the same one.
const end = 32_768

/** A TCP port of 127.0.0.1 on which nothing listens. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(lowest, end)
    if (await isFree(port)) return port
  }
  throw new Error('no free TCP port')
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
