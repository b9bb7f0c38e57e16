import { h } from 'preact'
import { expect, it } from 'vitest'
import type { Frame } from '../../../src/web/page-data.ts'
import { viewOfFrame } from '../../../src/web/view/frame/frame-needs.ts'
import { FrameView, type ShownFrame } from '../../../src/web/view/frame/frame-view.ts'
import { moment } from '../../../src/web/view/shared/local-time.ts'
import { ServerReader } from '../../../src/web/view/shared/reader.ts'
import type { ShownMatch } from '../../../src/web/view/shared/shown-match.ts'
import { constant } from '../../../src/web/view/shared/source.ts'
import { words } from '../../../src/web/words.ts'
import { draw, NOW, shownMatch } from './draw.ts'

const HOUR_MS = 3_600_000

const embed = (size: 'small' | 'medium' | 'large'): Frame => ({ kind: 'embed', size, theme: 'auto', delayMs: 0 })
const overlay = (lines: 1 | 2): Frame => ({ kind: 'overlay', lines, delayMs: 0 })

function frameOf(frame: Frame, shown: ShownMatch | undefined, isMissing = false): string {
  const source = constant<ShownFrame>({ match: 'm', isMissing, ...(shown && { shown }) })
  return draw(h(FrameView, { source, frame })).html
}

it('asks for events only where it tells of them', () => {
  const frames = [embed('small'), embed('medium'), embed('large'), overlay(1)]
  expect(frames.map(viewOfFrame)).toEqual(['score', 'score', 'full', 'full'])
})

it('says in a frame that a match is loading or not there, and over a picture nothing', () => {
  expect(frameOf(embed('small'), undefined)).toContain(`<h1>${words.loadingMatch}</h1>`)
  expect(frameOf(embed('small'), undefined, true)).toContain(`<h1>${words.notYetHere}</h1>`)
  expect(frameOf(overlay(1), undefined, true)).toBe('')
})

it('makes room in a line for a score of more than seven letters', () => {
  const isText = (home: string) =>
    frameOf(embed('small'), shownMatch({ scoreline: { home: { main: home }, away: { main: '117' } } })).includes(
      'has-text-score',
    )
  expect(['123', '1234'].map(isText)).toEqual([false, true])
})

it('says since when a score is old, also once the connection has ended', () => {
  const old = (kind: 'stale' | 'closed' | 'live', staleSince = NOW) =>
    frameOf(embed('small'), shownMatch({}, { status: { kind } as ShownMatch['status'], staleSince }))
  for (const kind of ['stale', 'closed'] as const) expect(old(kind)).toContain(words.scoresAsOf('20:00:00'))
  expect(old('live')).not.toContain('embed-old')
  expect(old('stale', NOW - 12 * HOUR_MS + 1_000)).toContain(words.scoresAsOf('08:00:01'))
  const ofThisMorning = words.scoresAsOf(moment(NOW - 12 * HOUR_MS, ServerReader))
  expect(ofThisMorning).toContain('29 Nov')
  expect(old('stale', NOW - 12 * HOUR_MS)).toContain(ofThisMorning)
})

it('writes codes in the one line over a picture, and names in two', () => {
  const name = (lines: 1 | 2) => /overlay-name">([^<]*)/.exec(frameOf(overlay(lines), shownMatch()))?.[1]
  expect([name(1), name(2)]).toEqual(['HOM', 'Home'])
})
