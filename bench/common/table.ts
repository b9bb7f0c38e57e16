/** One measured figure and its bound. */
export interface Row {
  readonly what: string
  readonly measured: string
  /** The most or the least that the figure may be; absent if the figure is only for information. */
  readonly bound?: string
  readonly isMet?: boolean
  /** By how much it misses its bound: 2 is twice the most, or half of the least. */
  readonly missedBy?: number
  /** How much slower than the one of the bounds the machine was, if the figure would meet its bound at that one's speed. */
  readonly metAt?: number
}

/** What takes longer, or is done less often, where the machine is slower. */
const IN_TIME = /^(?:s|ms|µs|events\/s|a second)$/

/** A row for a figure that has an upper bound. */
export function atMost(what: string, value: number, bound: number, unit: string, digits = 2): Row {
  const row = { what, measured: `${value.toFixed(digits)} ${unit}`, bound: `≤ ${bound} ${unit}`, isMet: value <= bound }
  return row.isMet || !IN_TIME.test(unit) ? row : { ...row, missedBy: value / bound }
}

/** A row for a figure that has a lower bound. */
export function atLeast(what: string, value: number, bound: number, unit: string, digits = 0): Row {
  const row = { what, measured: `${value.toFixed(digits)} ${unit}`, bound: `≥ ${bound} ${unit}`, isMet: value >= bound }
  return row.isMet || !IN_TIME.test(unit) ? row : { ...row, missedBy: bound / value }
}

/** A bound that is missed stays missed; the row says so if that is for the machine alone, slower by this factor. See `reference-speed.ts`. */
export function judgedOn(slowness: number, row: Row): Row {
  const { missedBy } = row
  return missedBy === undefined || missedBy > slowness ? row : { ...row, metAt: slowness }
}

export function info(what: string, value: number, unit: string, digits = 2): Row {
  return { what, measured: `${value.toFixed(digits)} ${unit}` }
}

/** The rows in Markdown, to be pasted into docs/benchmarks.md. */
export function printTable(rows: readonly Row[]): void {
  const lines = [
    ['', 'measured', 'bound', ''],
    ['---', '---', '---', '---'],
    ...rows.map((row) => [row.what, row.measured, row.bound ?? '', verdictOf(row)]),
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  for (const line of lines) {
    process.stdout.write(`| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`)
  }
}

function verdictOf({ isMet, metAt }: Row): string {
  if (isMet === undefined) return ''
  if (isMet) return 'met'
  return metAt === undefined ? 'MISSED' : `MISSED here, met at ÷ ${metAt.toFixed(2)}`
}
