import type { ScoreCell, ScoreRow, ScoreSide } from '../../match/scoreboard.ts'
import type { Mark, Side } from '../../match/state.ts'
import { type Child, fill, hidden, named, part } from './markup.ts'
import { markText, words } from './words.ts'

const SIDES = ['home', 'away'] as const

export interface DrawnTable {
  readonly row: ScoreRow
  /** A column for each period, with its label. */
  readonly hasColumns: boolean
  /** Without columns the last one stands between score and points all the same: the games of a tennis set. */
  readonly hasCurrent: boolean
  /** What the side does that serves. */
  readonly possession: string
  /** The side that scored a moment ago. */
  readonly scorer?: Side | undefined
}

/** The two sides and their numbers. Its lines stay the same elements, so that the flash of one goes on while numbers change. */
export class ScoreTable {
  readonly element = part('table', 'table')
  readonly #head = document.createElement('thead')
  readonly #lines = { home: part('tr', 'side home'), away: part('tr', 'side away') }

  constructor() {
    const body = document.createElement('tbody')
    body.append(this.#lines.home, this.#lines.away)
    this.element.append(this.#head, body)
    this.element.setAttribute('aria-label', words.score)
  }

  clear(): void {
    for (const part of [this.#head, this.#lines.home, this.#lines.away]) fill(part, [])
  }

  draw(drawn: DrawnTable): void {
    const { row, hasColumns, scorer } = drawn
    fill(this.#head, hasColumns && row.hasScore && row.columns.length > 0 ? [headLine(row)] : [])
    for (const side of SIDES) {
      fill(this.#lines[side], lineOf(row[side], drawn))
      const look = this.#lines[side].classList
      look.toggle('is-loser', row[side].isLoser)
      look.toggle('is-winner', row[side].isWinner)
      look.toggle('has-scored', scorer === side)
    }
  }
}

function headLine(row: ScoreRow): HTMLElement {
  const head = (text: Child, name = 'column') => {
    const cell = part('th', name, text)
    cell.setAttribute('scope', 'col')
    return cell
  }
  return part(
    'tr',
    'columns',
    head(hidden(words.team)),
    ...row.columns.map((label) => head(label)),
    hasSome(row, 'sub') && part('td', 'column'),
    head(hidden(words.total)),
    hasSome(row, 'now') && head(hidden(words.points)),
  )
}

/** Both lines have the same cells, or the numbers would not stand below each other. */
function lineOf(line: ScoreSide, { row, hasColumns, hasCurrent, possession }: DrawnTable): Child[] {
  const { team, main, now, sub, marks, isServing, isWinner, cells } = line
  const name = part(
    'th',
    'team',
    named(team.name),
    ...marks.flatMap(markOf),
    isServing && part('span', 'serving', hidden(` ${possession}`)),
    isWinner && hidden(` ${words.won}`),
  )
  name.setAttribute('scope', 'row')
  if (!row.hasScore) return [name]
  return [
    name,
    ...(hasColumns ? cells.map(periodCell) : []),
    hasSome(row, 'sub') && number('sub', sub ?? ''),
    number('score', main),
    hasCurrent && periodCell(cells.at(-1)),
    hasSome(row, 'now') && number('now', now ?? ''),
  ]
}

function hasSome({ home, away }: ScoreRow, field: 'now' | 'sub'): boolean {
  return home[field] !== undefined || away[field] !== undefined
}

function periodCell(cell: ScoreCell | undefined): HTMLElement {
  if (cell === undefined) return number('period', '')
  const name = cell.isNow ? 'period current' : cell.isAhead ? 'period ahead' : 'period'
  return number(name, cell.text, cell.sub !== undefined && part('sup', 'small', cell.sub))
}

/** Numbers run from left to right in every language. The blank keeps numbers apart where the text is read without its table. */
function number(name: string, text: string, more?: Child): HTMLElement {
  const cell = part('td', name, ' ', part('span', 'number', text, more))
  ;(cell.lastChild as HTMLElement).dir = 'ltr'
  return cell
}

/** What a side carries. */
function markOf(mark: Mark): HTMLElement[] {
  const text = markText(mark)
  if (text === undefined) return []
  const { code } = mark
  const { isCard, seen, spoken } = text
  const picture = part('span', isCard ? `card-sign card-${code}` : 'mark-text', seen)
  picture.setAttribute('aria-hidden', 'true')
  return [part('span', `mark mark-${code}`, picture, hidden(` ${spoken}`))]
}
