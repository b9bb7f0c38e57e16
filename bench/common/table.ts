/** One measured figure and its bound. */
export interface Row {
  readonly what: string
  readonly measured: string
  /** The most or the least that the figure may be; absent if the figure is only for information. */
  readonly bound?: string
  readonly isMet?: boolean
}

/** A row for a figure that has an upper bound. */
export function atMost(what: string, value: number, bound: number, unit: string, digits = 2): Row {
  return { what, measured: `${value.toFixed(digits)} ${unit}`, bound: `≤ ${bound} ${unit}`, isMet: value <= bound }
}

/** A row for a figure that has a lower bound. */
export function atLeast(what: string, value: number, bound: number, unit: string, digits = 0): Row {
  return { what, measured: `${value.toFixed(digits)} ${unit}`, bound: `≥ ${bound} ${unit}`, isMet: value >= bound }
}

export function info(what: string, value: number, unit: string, digits = 2): Row {
  return { what, measured: `${value.toFixed(digits)} ${unit}` }
}

/** The rows in Markdown, to be pasted into docs/benchmarks.md. */
export function printTable(rows: readonly Row[]): void {
  const lines = [
    ['', 'measured', 'bound', ''],
    ['---', '---', '---', '---'],
    ...rows.map(({ what, measured, bound = '', isMet }) => [
      what,
      measured,
      bound,
      isMet === undefined ? '' : isMet ? 'met' : 'MISSED',
    ]),
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  for (const line of lines) {
    process.stdout.write(`| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`)
  }
}
