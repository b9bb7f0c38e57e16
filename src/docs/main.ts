import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { sports } from '../sports/registry.ts'
import { sportPages } from './pages.ts'
import { protocolTables, withTables } from './protocol-tables.ts'

/** `npm run docs`: writes the pages of `docs/sports` anew, and the tables of `docs/protocol.md` that follow from sports. */
const docs = new URL('../../docs/', import.meta.url)
await mkdir(new URL('sports/', docs), { recursive: true })
for (const [name, text] of sportPages(sports)) await write(`sports/${name}`, text)
const protocol = await readFile(new URL('protocol.md', docs), 'utf8')
await write('protocol.md', withTables(protocol, protocolTables(sports)))

async function write(path: string, text: string): Promise<void> {
  await writeFile(new URL(path, docs), text)
  process.stdout.write(`docs/${path}\n`)
}
