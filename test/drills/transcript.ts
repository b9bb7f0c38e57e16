interface Line {
  readonly at: number
  readonly who: string
  readonly what: string
}

/** What happened, by whom, in the order of time: servers' logs and viewers' messages come from elsewhere, and later. */
export class Transcript {
  readonly #lines: Line[] = []

  /** @param at when it happened, by the wall clock of this machine */
  say(who: string, what: string, at = Date.now()): void {
    this.#lines.push({ at, who, what })
  }

  /** True if somebody has said something like this. */
  has(who: string, what: RegExp): boolean {
    return this.#lines.some((line) => line.who === who && what.test(line.what))
  }

  toString(): string {
    const startedAt = Math.min(...this.#lines.map(({ at }) => at))
    const width = Math.max(...this.#lines.map(({ who }) => who.length))
    return folded(this.#lines.toSorted((a, b) => a.at - b.at))
      .map(({ at, who, what }) => {
        const seconds = ((at - startedAt) / 1_000).toFixed(1).padStart(5)
        return `${seconds} s  ${who.padEnd(width)}  ${what}`.trimEnd()
      })
      .join('\n')
  }
}

/** As many lines of one kind in a row as are shown. */
const MAX_ALIKE = 3

/** Nobody reads the 30th update in a row: the first ones and the last one stand for them. */
function folded(lines: readonly Line[]): Line[] {
  const kept: Line[] = []
  let alike: Line[] = []
  const close = () => {
    const [last] = alike.slice(-1)
    const rest = alike.length - MAX_ALIKE - 1
    if (rest <= 0) kept.push(...alike)
    else if (last !== undefined) {
      kept.push(
        ...alike.slice(0, MAX_ALIKE),
        { ...last, what: `… ${rest} more`, at: alike.at(-2)?.at ?? last.at },
        last,
      )
    }
    alike = []
  }
  for (const line of lines) {
    if (alike[0] !== undefined && kindOf(alike[0]) !== kindOf(line)) close()
    alike.push(line)
  }
  close()
  return kept
}

/** Who, and what without its numbers. */
function kindOf({ who, what }: Line): string {
  return `${who} ${what.replace(/\d+/g, '').slice(0, 24)}`
}
