import { h } from 'preact'
import { expect, it } from 'vitest'
import type { MatchState } from '../../../src/match/state.ts'
import { MatchHead } from '../../../src/web/view/match/match-head.ts'
import { words } from '../../../src/web/words.ts'
import { draw, NOW, shownMatch } from './draw.ts'

const HOUR_MS = 3_600_000
const headOf = (changes: Partial<MatchState>): string => draw(h(MatchHead, { shown: shownMatch(changes) })).html
const scoreOf = (home: string) => ({ home: { main: home }, away: { main: '0' } })
const toCome = (startsAt: number): Partial<MatchState> => ({
  status: 'scheduled',
  phase: 'pre_match',
  scoreline: scoreOf('0'),
  startsAt,
})

it('counts down the last day before a match, and its start is any moment once the time has come', () => {
  expect(headOf(toCome(NOW + 24 * HOUR_MS))).toContain(words.startsIn(24, 0))
  expect(headOf(toCome(NOW + 24 * HOUR_MS + 1))).toContain('30 Nov')
  expect(headOf(toCome(NOW + 24 * HOUR_MS + 1))).not.toContain('Starts in')
  expect(headOf(toCome(NOW + 1))).toContain(words.startsIn(0, 1))
  expect(headOf(toCome(NOW))).toContain(words.startsAnyMoment)
  expect(headOf(toCome(NOW - HOUR_MS))).toContain(words.startsAnyMoment)
  expect(headOf(toCome(NOW - HOUR_MS - 60_000))).not.toContain(words.startsAnyMoment)
  const forgotten = headOf(toCome(NOW - 25 * HOUR_MS))
  expect(forgotten).not.toContain(words.startsAnyMoment)
  expect(forgotten).toContain('28 Nov')
})

it('shows the time of a match to come where the score will be, and none of one that was decided without being played', () => {
  expect(headOf(toCome(NOW + HOUR_MS))).toContain('<p class="hero-kickoff">21:00</p>')
  const walkover = {
    ...toCome(NOW - HOUR_MS),
    status: 'final',
    result: { winner: 'home', method: 'walkover' },
  } as const
  const cancelled = { ...toCome(NOW + HOUR_MS), status: 'cancelled' } as const
  for (const match of [walkover, cancelled])
    expect(headOf(match)).toContain(`<p class="hero-kickoff">${words.versus}</p>`)
})

it('makes room for a score that is a text of more than three letters', () => {
  const isText = (main: string) => headOf({ scoreline: scoreOf(main) }).includes('has-text-score')
  expect(['101', '43/3'].map(isText)).toEqual([false, true])
})

it('says why a match does not go on, unless it does or the note says it', () => {
  const reason = { statusReason: 'floodlight failure' }
  const note = { ...scoreOf('0'), note: 'Interrupted: floodlight failure' }
  const isTwice = (changes: Partial<MatchState>) =>
    headOf({ ...reason, ...changes }).split('floodlight failure').length - 1
  expect(isTwice({ status: 'interrupted' })).toBe(1)
  expect(isTwice({ status: 'live' })).toBe(0)
  expect(isTwice({ status: 'interrupted', scoreline: note })).toBe(1)
})

it('names the phase beside a clock, and only where the clock does not', () => {
  const clock = { baseMs: 23 * 60_000, at: NOW, running: false, dir: 'up', show: 'minute' } as const
  expect(headOf({ clock })).toContain('<span class="hero-phase">First half</span>')
  const pause = headOf({ clock, sport: 'generic', phase: 'drinks_break' })
  expect(pause).toContain('Drinks break')
  expect(pause).not.toContain('hero-phase')
})

it('leaves the note to what the sport says of it in more words', () => {
  const noted = { scoreline: { ...scoreOf('1'), note: 'Set point' } }
  const changing = { sport: 'volleyball', detail: { sets: [], points: { home: 8, away: 2 }, changeEnds: true } }
  expect(headOf(noted)).toContain('hero-note')
  expect(headOf({ ...noted, ...changing })).not.toContain('hero-note')
})

it('says once what awaits a decision', () => {
  const pending = [{ id: 'g', type: 'goal', team: 'home', status: 'pending' }] as const
  const note = words.awaits('Goal')
  const html = headOf({ pending, scoreline: { ...scoreOf('1'), note } })
  expect(html.split(note).length - 1).toBe(1)
})

it('keeps the mark of who serves on the line where the name ends', () => {
  const serving = { scoreline: { ...scoreOf('1'), serving: 'home' } } as const
  expect(headOf(serving)).toMatch(/<\/bdi><span class="hero-serves" aria-hidden="true">\u2060●<\/span>/)
})
