import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, it } from 'vitest'
import type { ScoreRow, ScoreSide } from '../../../src/match/scoreboard.ts'
import { SideLine } from '../../../src/web/view/list/match-row.ts'
import { stateOf } from '../../client/state-builder.ts'

/** A side with the numbers of so many periods, and what is played for inside the last of them. */
function sideLine(periods: number, now?: string): string {
  const cells = Array.from({ length: periods }, () => ({ text: '6' }))
  const side = { name: 'Lyon', marks: [], cells, main: '1', ...(now && { now }) } as unknown as ScoreSide
  const columns = cells.map((_, index) => `${index + 1}`)
  const row = { home: side, away: side, columns, needsColumns: true, hasScore: true } as unknown as ScoreRow
  return renderToString(h(SideLine, { state: { ...stateOf('m') }, row, side: 'home', isCelebrated: false }))
}

it('shortens names beside more than three numbers of periods; points count as two', () => {
  const isShortened = (html: string) => html.includes('has-many-cells')
  expect([sideLine(3), sideLine(4)].map(isShortened)).toEqual([false, true])
  expect([sideLine(1, '40'), sideLine(2, '40')].map(isShortened)).toEqual([false, true])
})
