import type { CorrectionCause } from '../sports/contract/corrections.ts'
import type { Sports } from '../sports/contract/registry.ts'
import type { Sport } from '../sports/contract/sport.ts'
import { code, table } from './markdown.ts'

const CAUSES: Readonly<Record<CorrectionCause, string>> = {
  add: 'added late',
  delete: 'deleted',
  restore: 'restored',
  edit: 'edited',
}

/** The tables of `docs/protocol.md` that follow from the sports, by the names of their places there. */
export function protocolTables(sports: Sports): Map<string, string> {
  return new Map([
    ['warnings', table(['code', 'sport', 'when', 'example'], warningRows(sports))],
    ['corrections', table(['kind', 'sport', 'when'], correctionRows(sports))],
  ])
}

/**
 * The text with each table in its place: between `<!-- npm run docs: warnings -->` and `<!-- end -->`.
 *
 * @param command that makes them
 * @throws {Error} if a table has no place
 */
export function withTables(text: string, tables: ReadonlyMap<string, string>, command = 'npm run docs'): string {
  return [...tables].reduce((document, [name, content]) => {
    const begin = `<!-- ${command}: ${name} -->\n`
    const [before, after] = document.split(begin)
    const end = after?.indexOf('<!-- end -->') ?? -1
    if (before === undefined || after === undefined || end < 0) throw new Error(`no place for the table of ${name}`)
    return `${before}${begin}\n${content}\n\n${after.slice(end)}`
  }, text)
}

function warningRows(sports: Sports): string[][] {
  return rowsOf(sports, (sport) => Object.entries(sport.warnings).map(([name, text]) => ({ name, ...text })))
}

function correctionRows(sports: Sports): string[][] {
  return rowsOf(sports, (sport) =>
    sport.corrections.map(({ kind, what, cause }) => ({ name: kind, when: `${what} is ${CAUSES[cause]}` })),
  )
}

interface Entry {
  readonly name: string
  readonly when: string
  readonly example?: string
}

/** A row for each name and meaning, with the sports that share it; those of every sport first. */
function rowsOf(sports: Sports, entriesOf: (sport: Sport) => readonly Entry[]): string[][] {
  const all = [...sports.values()].flatMap((sport) => entriesOf(sport).map((entry) => ({ ...entry, sport })))
  const rows = [...Map.groupBy(all, ({ name, when, example }) => JSON.stringify([name, when, example])).values()]
  const isOfAll = (row: readonly unknown[]) => row.length === sports.size
  return [...rows.filter(isOfAll), ...rows.filter((row) => !isOfAll(row))].map((row) => {
    const titles = row.map(({ sport }) => sport.title.toLowerCase()).join(', ')
    const { name = '', when = '', example } = row[0] ?? {}
    return [code(name), isOfAll(row) ? 'all' : titles, when, ...(example === undefined ? [] : [example])]
  })
}
