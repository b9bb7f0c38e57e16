import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cricsheet } from '../../../src/replay/formats/cricsheet/cricsheet.ts'
import { statsbomb } from '../../../src/replay/formats/statsbomb/statsbomb.ts'
import { tennisPointByPoint } from '../../../src/replay/formats/tennis-point-by-point/tennis-point-by-point.ts'
import type { Recording } from '../../../src/replay/recording/recording.ts'
import { cricsheetFile } from './cricsheet/cricsheet-file.ts'

/** What comes later than the step before it, by how many seconds of the match. */
function pausesOf({ steps }: Recording): [type: string, seconds: number][] {
  return steps.flatMap(({ atMs, change }, index) => {
    const pauseMs = atMs - (steps[index - 1]?.atMs ?? 0)
    return pauseMs > 0 && 'event' in change ? [[change.event.type, pauseMs / 1_000] as [string, number]] : []
  })
}

it('cricket, of whose time the file says nothing, takes what balls, overs, reviews, the toss and breaks take', async () => {
  const innings = [
    { team: 'Reds', overs: ['1 1', '.'] },
    { team: 'Blues', overs: ['1'] },
  ]
  const file = JSON.parse(cricsheetFile(innings, { toss: { winner: 'Reds', decision: 'bat' } }))
  file.innings[0].overs[1].deliveries[0].review = { by: 'Reds', batter: 'Reds 2', decision: 'upheld', type: 'wicket' }

  const recording = await cricsheet.read({ path: '1.json', text: JSON.stringify(file) }, {})

  const [ball, overs, review, lunch] = [35, 45, 60, 600]
  expect(pausesOf(recording)).toEqual([
    ['match_start', 1_800],
    ['delivery', ball],
    ['review_start', ball + overs],
    ['delivery', review],
    ['innings_end', ball + overs],
    ['innings_start', lunch],
    ['innings_end', ball + overs],
    ['match_end', lunch],
    ['match_final', 600],
  ])
})

it('football keeps the time of the file, with a quarter of an hour between periods and before the result is final', async () => {
  const path = join(import.meta.dirname, '../../fixtures/statsbomb/events/900001.json')

  const pauses = pausesOf(await statsbomb.read({ path, text: readFileSync(path, 'utf8') }, {}))

  const breaks = pauses.filter(([type]) => ['period_start', 'shootout_start', 'match_final'].includes(type))
  expect(breaks.map(([, seconds]) => seconds)).toEqual([900, 900, 900, 900, 900])
  expect(pauses[0]).toEqual(['goal', 725.25])
})

it('tennis without times takes half a minute a point, and five until the result is final', async () => {
  const path = join(import.meta.dirname, '../../fixtures/tennis/2023-wimbledon-points.csv')
  const text = readFileSync(path, 'utf8').replaceAll(/,\d+:\d\d:\d\d,/g, ',0:00:00,')

  const pauses = pausesOf(await tennisPointByPoint.read({ path, text }, {}))

  expect(new Set(pauses.slice(0, -1).map(([, seconds]) => seconds))).toEqual(new Set([30]))
  expect(pauses.at(-1)).toEqual(['match_final', 300])
})
