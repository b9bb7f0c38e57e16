import { mkdir, writeFile } from 'node:fs/promises'
import { sportPages } from './pages.ts'

/** `npm run docs`: writes the pages of `docs/sports` anew. */
const folder = new URL('../../docs/sports/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const [name, text] of sportPages()) {
  await writeFile(new URL(name, folder), text)
  process.stdout.write(`docs/sports/${name}\n`)
}
