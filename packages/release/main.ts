import { buildClient } from '../client/build.ts'
import { root } from '../manifest.ts'
import { buildServer } from '../server/build.ts'
import { makeRelease } from './release.ts'

/** `npm run release`: builds the packages, and puts what a release consists of into `dist/release`. */
const client = new URL('dist/client/', root)
const server = new URL('dist/server/', root)
await buildClient(client)
await buildServer(server)
for (const file of await makeRelease({ server, others: [client] }, new URL('dist/release/', root))) {
  process.stdout.write(`dist/release/${file}\n`)
}
