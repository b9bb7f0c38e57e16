/** What each ball is worth (section 3, rule 1). */
export const BALLS = { red: 1, yellow: 2, green: 3, brown: 4, blue: 5, pink: 6, black: 7 } as const

export type Ball = keyof typeof BALLS

export const BLACK = BALLS.black

/** What is on the table. */
export interface Table {
  readonly reds: number
  /** A red was potted: any colour is on, and comes back. */
  readonly isColourOn: boolean
  /** The lowest colour left; above `BLACK` once the table is clear. */
  readonly lowest: number
  readonly isRespotted?: true
}

export function fullTable(reds: number): Table {
  return { reds, isColourOn: false, lowest: BALLS.yellow }
}

/** The table as the next player finds it: a colour that was on after a red is not on any more. */
export function nextVisit(table: Table): Table {
  return table.isColourOn ? { ...table, isColourOn: false } : table
}

export function isOn(table: Table, ball: Ball): boolean {
  if (ball === 'red') return table.reds > 0
  if (table.isColourOn) return true
  return table.reds === 0 && BALLS[ball] === table.lowest
}

/** The table after a pot; a ball that was not on is believed, and what must have gone before it is gone. */
export function afterPot(table: Table, ball: Ball, reds = 1): Table {
  if (ball === 'red') return { ...table, reds: Math.max(0, table.reds - reds), isColourOn: true }
  if (table.isColourOn) return { ...table, isColourOn: false }
  if (table.reds > 0) return table
  return { ...table, lowest: Math.max(table.lowest, BALLS[ball] + 1) }
}

/** A free ball counts as the ball on and comes back; taken as a red, a colour is on after it. */
export function afterFreeBall(table: Table): Table {
  return table.reds > 0 ? { ...table, isColourOn: true } : table
}

export function valueOn({ reds, lowest }: Table): number {
  return reds > 0 ? BALLS.red : Math.min(lowest, BLACK)
}

export function isBlackAlone({ reds, isColourOn, lowest }: Table): boolean {
  return reds === 0 && !isColourOn && lowest === BLACK
}

/** Points that can still be scored on the table, without fouls: a black with every red. */
export function pointsLeft({ reds, isColourOn, lowest }: Table): number {
  let colours = 0
  for (let value = lowest; value <= BLACK; value += 1) colours += value
  return reds * (BALLS.red + BLACK) + (isColourOn ? BLACK : 0) + colours
}
