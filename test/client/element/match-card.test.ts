import { expect, it } from 'vitest'
import type { MatchCard } from '../../../src/client/element/match-card.ts'
import { words } from '../../../src/client/element/words.ts'
import type { MatchState } from '../../../src/match/state.ts'
import { stateOf } from '../state-builder.ts'
import { type PlainPart, stubPageAndTimers } from './plain-page.ts'

stubPageAndTimers()

type Shown = Parameters<MatchCard['draw']>[0]

async function openCard() {
  const { MatchCard } = await import('../../../src/client/element/match-card.ts')
  const card = new MatchCard()
  const part = card.element as unknown as PlainPart
  const draw = (match: Partial<MatchState>, more: Partial<Shown> = {}) =>
    card.draw({
      ...{
        state: { ...stateOf('m1'), ...match },
        status: { kind: 'live' },
        feedSilentSince: undefined,
        now: Date.now(),
      },
      ...{ hasColumns: false, href: '/match/m1', correction: undefined, scorer: undefined, notice: '', ...more },
    })
  return { card, part, draw }
}

it('has the colour of a live score only while the score is vouched for', async () => {
  const { part, draw } = await openCard()
  const looks = () => ['is-live', 'is-stale'].filter((name) => part.classList.contains(name))
  draw({})
  expect(looks()).toEqual(['is-live'])
  draw({}, { status: { kind: 'stale', asOf: 0, reason: 'connection' } })
  expect(looks()).toEqual(['is-stale'])
  draw({}, { feedSilentSince: 5 })
  expect(looks()).toEqual([])
  draw({ status: 'final' })
  expect(looks()).toEqual([])
})

it('shows a review before a correction, a correction before a note, and no empty line', async () => {
  const { part, draw } = await openCard()
  const note = part.one('note')
  const shown = () => [
    note.hidden ? undefined : note.textContent,
    ...['is-review', 'is-correction'].filter((name) => note.classList.contains(name)),
  ]
  const scoreline = { ...stateOf('m1').scoreline, note: 'Second leg' }
  draw({})
  expect(shown()).toEqual([undefined])
  draw({ scoreline })
  expect(shown()).toEqual(['Second leg'])
  draw({ scoreline }, { correction: 'Goal taken back' })
  expect(shown()).toEqual(['Goal taken back', 'is-correction'])
  const pending = [{ status: 'under_review', subject: 'goal' }] as unknown as MatchState['pending']
  draw({ scoreline, pending }, { correction: 'Goal taken back' })
  expect(shown()).toEqual(['Second leg', 'is-review'])
})

it('lets its numbers be reached and scrolled by keyboard only where it has columns, and leads to its page where they are clicked', async () => {
  const { part, draw } = await openCard()
  const [scroller, link] = [part.one('scroller'), part.one('link')]
  let clicks = 0
  link.addEventListener('click', () => {
    clicks += 1
  })
  draw({}, { hasColumns: true })
  expect([part.classList.contains('is-full'), scroller]).toMatchObject([true, { tabIndex: 0, role: 'group' }])
  scroller.click()
  expect([clicks, link.href, link.getAttribute('aria-label')]).toEqual([1, '/match/m1', 'Home v Away: match page'])
  draw({})
  expect([part.classList.contains('is-full'), scroller]).toMatchObject([false, { tabIndex: -1, role: null }])
})

it('keeps nothing of a match that is no longer shown, not even hidden', async () => {
  const { card, part, draw } = await openCard()
  draw({ scoreline: { ...stateOf('m1').scoreline, note: 'Second leg' } }, { hasColumns: true })
  expect(part.textContent).toContain('Home')
  card.draw({
    ...{ state: undefined, status: { kind: 'waiting' }, feedSilentSince: undefined, now: 0, hasColumns: true },
    ...{ href: '/match/m1', correction: undefined, scorer: undefined, notice: words.notYetHere },
  })
  expect(part.textContent.trim()).toBe(words.notYetHere)
  const link = part.one('link')
  expect([link.href, link.getAttribute('aria-label'), part.one('note').hidden]).toEqual(['', null, true])
  expect([link, part.one('progress'), part.one('scroller')].map(({ hidden }) => hidden)).toEqual([true, true, true])
})

it('says when a match starts, with its day unless that is today, until it has a score or is off', async () => {
  const { part, draw } = await openCard()
  const now = new Date(2026, 10, 28, 12).getTime()
  const said = (match: Partial<MatchState>) => {
    draw({ status: 'scheduled', phase: 'scheduled', ...match }, { now })
    return part.one('progress').textContent
  }
  const at = (day: number) => new Date(2026, 10, day, 20, 45).getTime()
  expect(said({ startsAt: at(28) })).toMatch(/^0?8:45\D*$/)
  expect(said({ startsAt: at(29) })).toMatch(/29.*8:45/)
  expect(said({})).toBe(words.soon)
  expect(said({ status: 'postponed', startsAt: at(28) })).toMatch(/^Postponed · .*8:45/)
  expect(said({ status: 'cancelled', startsAt: at(28) })).toBe('Cancelled')
  expect(said({ status: 'live', phase: 'first_half', startsAt: at(28) })).not.toMatch(/8:45/)
})

it('has no line for what it need not say', async () => {
  const { part, draw } = await openCard()
  draw({}, { notice: 'Not live.' })
  expect([part.one('notice').hidden, part.one('notice').textContent]).toEqual([false, 'Not live.'])
  draw({})
  expect(part.one('notice').hidden).toBe(true)
})

it('marks who has won, who has lost, and who has just scored', async () => {
  const { part, draw } = await openCard()
  const looks = (side: string) =>
    ['is-winner', 'is-loser', 'has-scored'].filter((name) => part.one(side).classList.contains(name))
  draw({}, { scorer: 'away' })
  expect([looks('home'), looks('away')]).toEqual([[], ['has-scored']])
  const score = { home: 2, away: 1 }
  const result = { winner: 'home', method: 'regulation' } as const
  draw({ ...stateOf('m1', score), status: 'final', result })
  expect([looks('home'), looks('away')]).toEqual([['is-winner'], ['is-loser']])
  expect(part.one('home').textContent).toContain(words.won)
})

it.each([
  [false, ['1', '4', '30']],
  [true, ['6', '4', '1', '30']],
])(
  'has the games of the set that is played between sets and points, also where it has no columns: %s',
  async (hasColumns, numbers) => {
    const { part, draw } = await openCard()
    const periods = [
      { label: '1', home: 6, away: 3 },
      { label: '2', home: 4, away: 2 },
    ] as unknown as MatchState['periods']
    const scoreline = { home: { main: '1', now: '30' }, away: { main: '0', now: '15' } }
    draw({ sport: 'tennis', phase: 'set_2', period: { n: 2, label: 'Set 2' }, periods, scoreline }, { hasColumns })
    expect(
      part
        .one('home')
        .all('number')
        .map(({ textContent }) => textContent),
    ).toEqual(numbers)
  },
)
