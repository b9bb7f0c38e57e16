import { readFile, writeFile } from 'node:fs/promises'
import { withTables } from '../../src/docs/protocol-tables.ts'
import { DRILLS, type DrillName, runDrill } from './drills.ts'

const PAGE = 'docs/runbook.md'

/**
 * `npm run drills [-- NAME…]`: plays what can go wrong on real servers, and writes what they said into `docs/runbook.md`; all of it, or
 * the drills with these names.
 */
const names = process.argv.slice(2)
const unknown = names.filter((name) => !(name in DRILLS))
if (unknown.length > 0) {
  process.stderr.write(`no drill ${unknown.join(', ')}; there are: ${Object.keys(DRILLS).join(', ')}\n`)
  process.exit(2)
}
for (const name of (names.length > 0 ? names : Object.keys(DRILLS)) as DrillName[]) {
  process.stdout.write(`\n# ${name}\n`)
  const said = await runDrill(name)
  process.stdout.write(`${said}\n`)
  const page = await readFile(PAGE, 'utf8')
  await writeFile(PAGE, withTables(page, new Map([[name, `\`\`\`text\n${said}\n\`\`\``]]), 'npm run drills'))
}
process.exit(0)
