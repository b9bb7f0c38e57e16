import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sports } from '../sports/registry.ts'
import { clientApi } from './client-api.ts'
import { sportPages } from './pages.ts'
import { protocolTables, withTables } from './protocol-tables.ts'
import { sportTypes } from './sport-types.ts'
import { withWalk } from './websocket/page.ts'

/** `npm run docs`: writes anew what follows from the sports: `docs/sports`, the tables of `docs/protocol.md`, the types of the SDK. */
const docs = new URL('../../docs/', import.meta.url)
await mkdir(new URL('sports/', docs), { recursive: true })
for (const [name, text] of sportPages(sports)) await write(`sports/${name}`, text)
const protocol = await readFile(new URL('protocol.md', docs), 'utf8')
await write('protocol.md', withTables(protocol, protocolTables(sports)))
await write('websocket.md', await withWalk(await readFile(new URL('websocket.md', docs), 'utf8')))
await write('../src/client/sport-types.ts', await sportTypes(sports))
await write('client-api.md', await clientApi())

async function write(path: string, text: string): Promise<void> {
  await writeFile(new URL(path, docs), text)
  process.stdout.write(`${join('docs', path)}\n`)
}
