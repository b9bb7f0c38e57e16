import { cpus, release } from 'node:os'
import { slownessHere } from './common/reference-speed.ts'
import { judgedOn, printTable, type Row } from './common/table.ts'
import { scenarios } from './scenarios.ts'

/**
 * `npm run bench [-- NAME…]`: measures, and prints a table. Ways that are compared take turns in one run; do not compare figures
 * of different runs or machines. `npm run bench -- --list` names the scenarios. Plots are written to test-results, or with
 * `--plots` to docs/plots, to be committed.
 */
async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--list')) {
    for (const { name, title } of scenarios) process.stdout.write(`${name.padEnd(12)} ${title}\n`)
    return
  }
  const plotFolder = args.includes('--plots') ? 'docs/plots' : 'test-results'
  const names = args.filter((arg) => arg !== '--plots')
  const unknown = names.filter((name) => !scenarios.some((scenario) => scenario.name === name))
  if (unknown.length > 0) throw new Error(`no scenario ${unknown.join(', ')}; see npm run bench -- --list`)
  const chosen = scenarios.filter(({ name }) => names.length === 0 || names.includes(name))
  const rows: Row[] = []
  const failed: string[] = []
  let before = await slownessHere()
  for (const [index, { name, title, run }] of chosen.entries()) {
    progress(`[${index + 1}/${chosen.length}] ${title}`)
    const measured = await run((text) => progress(`    ${text}`), plotFolder).catch((error: Error) => {
      progress(`    failed: ${error.stack}`)
      failed.push(name)
      return []
    })
    const after = await slownessHere()
    // The smaller of the two: a figure is not excused by what came before it, or after.
    const slowness = Math.min(before, after)
    progress(
      `    this machine takes ${before.toFixed(2)} before and ${after.toFixed(2)} times after it what the one of the bounds took`,
    )
    rows.push(...measured.map((row) => judgedOn(slowness, row)))
    before = after
  }
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  process.stdout.write(`\n${cpus().length} × ${model}, Linux ${release()}, Node ${process.version}\n\n`)
  printTable(rows)
  if (failed.length > 0) process.stdout.write(`\nfailed, and not in the table: ${failed.join(', ')}\n`)
  if (failed.length > 0 || rows.some(({ isMet }) => isMet === false)) process.exitCode = 1
}

function progress(text: string): void {
  process.stderr.write(`${text}\n`)
}

await main(process.argv.slice(2))
