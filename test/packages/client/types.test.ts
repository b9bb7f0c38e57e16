import { afterAll, beforeAll, describe, it } from 'vitest'
import { clientsStranger } from '../built-client.ts'
import type { Stranger } from '../packed.ts'

let stranger: Stranger

beforeAll(async () => {
  stranger = await clientsStranger()
})
afterAll(async () => {
  await stranger?.remove()
})

describe('the types of @touchline/client', () => {
  const check = async (text: string, options: readonly string[]) => {
    await stranger.write('use.ts', text)
    return stranger.compile(
      ...['--noEmit', '--strict', '--types', '', '--target', 'es2022', '--lib', 'es2022,dom', ...options, 'use.ts'],
    )
  }
  const narrowing = `
    import { createClient, unknownSport, type SportState } from '@touchline/client'
    const match = createClient({ url: 'https://scores.example' }).subscribe('m')
    const show = (state: SportState): string => {
      const newer = unknownSport(state)
      if (newer) return newer.scoreline.home.main
      switch (state.sport) {
        case 'cricket': return Object.values(state.detail.innings).map(({ runs, wickets }) => runs / wickets).join()
        case 'tennis': return state.detail.sets.map(({ home, away }) => home + away).join()
        case 'football': return state.detail.scorers.map(({ player }) => player ?? '?').join()
        default: return state.scoreline.away.main
      }
    }
    match.on('change', ({ state }) => state && show(state))
    match.on('update', (update) => {
      if (update.sport !== 'football' || update.message.event?.type !== 'card') return
      const card: 'yellow' | 'second_yellow' | 'red' = update.message.event.card
      console.log(card, update.after.detail.redCards.home)
    })
    // @ts-expect-error A sport has no detail of another.
    match.on('change', ({ state }) => { if (state?.sport === 'tennis') console.log(state.detail.innings) })
    const sides = (state: import('@touchline/client').MatchState): readonly import('@touchline/client').Side[] => Object.keys(state.scoreline) as never
    match.on('change', ({ state }) => state && sides(state))
    // @ts-expect-error No such sport.
    match.on('change', ({ state }) => state?.sport === 'quidditch')
  `

  it.each([
    ['a bundler', ['--module', 'esnext', '--moduleResolution', 'bundler']],
    ['Node', ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--exactOptionalPropertyTypes']],
  ])('narrow by the sport, for %s, libraries checked too', async (_, options) => {
    await check(narrowing, options)
  })

  // One program: what all of them import is read and checked once.
  it('type what hooks give and what a feed sends, and have in view `score` no more than it brings, for subscriptions, boards, hooks and tags', async () => {
    const hooks = `
      import { useBoard, useMatch } from '@touchline/client/react'
      export function runs(match: string): number {
        const { state } = useMatch(match)
        return state?.sport === 'cricket' ? Object.values(state.detail.innings).length : 0
      }
      export const nothing: null | object = useMatch(null)
      export const rows: number = useBoard('sport:tennis').matches.length
      // @ts-expect-error It may be null.
      export const none = useMatch(null).state
    `
    const feed = `
      import type { CricketWicket, FootballEvent } from '@touchline/client'
      import { createFeedClient, GaveUp, type NewEvent, QueueFull, Refused } from '@touchline/client/feed'
      const feed = createFeedClient({ url: 'https://scores.example', key: 'k', via: 'socket', maxQueued: 10 })
      const goal: NewEvent<FootballEvent> = { type: 'goal', team: 'home', clock: '23:10' }
      const applied: Promise<number | undefined> = feed.add('m', goal).then(({ status, seq }) => status === 'applied' ? seq : 0)
      feed.putFixture({ match: 'm', sport: 'football', format: 'cup', startsAt: '2026-11-28T15:00:00Z', home: { name: 'A' }, away: { name: 'B' } })
      feed.send('m', { op: 'delete', id: 'g', reason: 'offside' })
      const catchers: string[] = ['Root', 'Stokes']
      const caught: NewEvent<CricketWicket> = { type: 'wicket', kind: 'caught', fielders: catchers }
      const followed: number | undefined = feed.follow('m').state?.score.home
      console.log(applied, followed, caught, [GaveUp, QueueFull, Refused].length)
      // @ts-expect-error A goal has a team.
      const nobodys: NewEvent<FootballEvent> = { type: 'goal' }
      // @ts-expect-error No such side.
      feed.add('m', { type: 'goal', team: 'both' })
      // @ts-expect-error An event has a type.
      feed.add('m', { team: 'home' })
    `
    const score = `
      import { type BoardSubscription, createClient, type MatchSubscription, progressLabel, type ScoreState, type SubscribeOptions, type View } from '@touchline/client'
      import { createClient as createShared } from '@touchline/client/shared'
      import { useBoard, useMatch } from '@touchline/client/react'
      import '@touchline/client/element'
      for (const client of [createClient(), createShared()]) {
        const match: MatchSubscription<'score'> = client.subscribe('m', { view: 'score', delayMs: 1_000 })
        match.on('change', ({ state }) => state && console.log(state.score.home, progressLabel(state, client.now())))
        match.on('update', ({ before, after, message }) => console.log(before.score, after.score, message.correction?.kind))
        match.on('snapshot', ({ after }) => console.log(after.scoreline.note))
        const board: BoardSubscription<'score'> = client.board('sport:tennis', { view: 'score' })
        board.on('joined', (each) => console.log(each.state?.score))
        // @ts-expect-error No detail.
        match.state?.detail
        // @ts-expect-error No format.
        match.on('change', ({ state }) => state?.format)
        // @ts-expect-error No event.
        match.on('update', ({ message }) => message.event)
        // @ts-expect-error No kind.
        match.on('update', ({ message }) => message.kind)
        // @ts-expect-error No time.
        match.on('snapshot', ({ after }) => after.updatedAt)
        // @ts-expect-error No detail of a match of a board.
        board.matches[0]?.state?.detail
        // @ts-expect-error No detail of one that joins.
        board.on('joined', ({ state }) => state?.detail)
        const whole: MatchSubscription = client.subscribe('m', { delayMs: 1_000 })
        if (whole.state?.sport === 'cricket') console.log(whole.state.detail.innings)
        whole.on('update', ({ message }) => console.log(message.kind, message.missed?.length))
        // A page has one function for what both have.
        for (const each of [match, whole]) console.log(each.state?.score, each.view)
        const both: readonly MatchSubscription<View>[] = [match, whole]
        console.log(both.length)
      }
      export function either(view: View, options: SubscribeOptions) {
        const state = createClient().subscribe('m', { view }).state
        if (state && 'detail' in state && state.sport === 'football') console.log(state.detail.scorers)
        // @ts-expect-error It may be view score.
        if (state?.sport === 'football') state.detail
        const given = useMatch('m', options).state
        return given?.scoreline.home.main
      }
      export function Score(held: { state: ScoreState; epoch: string; seq: number }, name: string | null): number {
        const { state } = useMatch('m', { view: 'score', from: held })
        // @ts-expect-error No detail.
        state?.detail
        const { matches } = useBoard('sport:tennis', { view: 'score' })
        // @ts-expect-error No detail.
        matches[0]?.state?.detail
        const view = useMatch(name, { view: 'score' })
        // @ts-expect-error It may be null.
        view.state
        // @ts-expect-error The score alone is not all of a match.
        useMatch('m', { from: held })
        return state?.score.home ?? view?.state?.score.home ?? 0
      }
      document.addEventListener('scorechange', ({ detail }) => console.log(detail.state.score))
      window.addEventListener('statuschange', ({ detail }) => console.log(detail.delivery.kind))
      // @ts-expect-error Tags ask for view score.
      document.addEventListener('scorechange', ({ detail }) => detail.state.detail)
    `
    await stranger.write('hooks.ts', hooks)
    await stranger.write('feed.ts', feed)
    const options = ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--exactOptionalPropertyTypes']
    await check(score, [...options, 'hooks.ts', 'feed.ts'])
  })

  it('know the element, and the tags in React, Preact, Vue and Svelte, each by its own entry, libraries checked too', async () => {
    const detail = "CustomEvent<import('@touchline/client/element').ScoreChangeDetail>"
    const jsx = (framework: string, event: string) => `
      import '@touchline/client/element/${framework}'
      const tell = ({ detail }: ${detail}) => console.log(detail.scoreline.home.main)
      export const score = <touchline-score match="m" server="https://s" view="full" delay={30} ${event}={tell} />
      export const board = <touchline-board board="sport:tennis" limit={5} />
      // @ts-expect-error No such look.
      export const look = <touchline-score match="m" view="wide" />
      // @ts-expect-error A board has a name.
      export const name = <touchline-board board={5} />
    `
    const element = `
      import '@touchline/client/element'
      const score = document.createElement('touchline-score')
      score.setAttribute('match', 'm')
      const typed: import('@touchline/client/element').TouchlineScore = score
      console.log(typed)
    `
    await stranger.write('element.ts', element)
    await stranger.write('react.tsx', jsx('react', 'onscorechange'))
    await stranger.write('preact.tsx', `/** @jsxImportSource preact */${jsx('preact', 'onscorechange')}`)
    await stranger.write('vue.tsx', `/** @jsxImportSource vue */${jsx('vue', 'onScorechange')}`)
    const templates = `
      import '@touchline/client/element/vue'
      import '@touchline/client/element/svelte'
      import type { GlobalComponents } from 'vue'
      import type { SvelteHTMLElements } from 'svelte/elements'
      type Props = InstanceType<GlobalComponents['touchline-score']>['$props']
      export const vue: Props = { match: 'm', view: 'full', onScorechange: (event: ${detail}) => event.detail.match }
      export const svelte: SvelteHTMLElements['touchline-board'] = { board: 'sport:tennis', limit: 5, onscorechange: (event) => event.detail.match }
      // @ts-expect-error No such look.
      export const look: Props = { view: 'wide' }
      // @ts-expect-error A board has a name.
      export const name: SvelteHTMLElements['touchline-board'] = { board: 5 }
    `
    const options = ['--module', 'esnext', '--moduleResolution', 'bundler', '--exactOptionalPropertyTypes']
    await check(templates, [...options, '--jsx', 'react-jsx', 'element.ts', 'react.tsx', 'preact.tsx', 'vue.tsx'])
  })
})
