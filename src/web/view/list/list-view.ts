import { type ComponentChild, h } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ListData } from '../../page-data.ts'
import { words } from '../../words.ts'
import { dayOf, noonOf } from '../shared/days.ts'
import { longDay } from '../shared/local-time.ts'
import { useTicking } from '../shared/page-time.ts'
import { type Reader, useReader } from '../shared/reader.ts'
import { type Source, useSource } from '../shared/source.ts'
import { TvDelay, type TvDelayProps } from '../shared/tv-delay.ts'
import { DayBar } from './day-bar.ts'
import { ListControls } from './list-controls.ts'
import { ALL_MATCHES, type KeptWanted, type Wanted } from './list-filter.ts'
import { MatchList, type ShownList } from './match-list.ts'
import { SearchForm } from './search-form.ts'

export interface ListViewProps {
  readonly page: ListData
  readonly list: Source<ShownList>
  readonly delay: TvDelayProps
  readonly favourites: Source<ReadonlySet<string>>
  onMark(match: string): void
  /** Left out while the server draws. */
  readonly kept?: KeptWanted
}

type ListPage = Pick<ListData, 'of' | 'matches'>

/** A page with a list: its heading, the days beside it, the matches. */
export function ListView({ page, list, delay, favourites, onMark, kept }: ListViewProps): ComponentChild {
  const { of, now } = page
  const [wanted, setWanted] = useState(ALL_MATCHES)
  // Changes may come faster than they are drawn.
  const latest = useRef(wanted)
  const want = (now: Wanted) => {
    latest.current = now
    setWanted(now)
  }
  const onWant = (change: Partial<Wanted>) => {
    want({ ...latest.current, ...change })
    kept?.keep(latest.current)
  }
  // Once the browser has taken over what the server drew.
  useEffect(() => {
    if (kept) want(kept.read())
  }, [kept])
  const marked = useSource(favourites)
  const reader = useReader()
  const today = useTicking((at) => dayOf(at || now, reader))
  const day = of.kind === 'day' ? of.day : today
  return h(
    'div',
    { class: of.kind === 'day' ? 'list-page of-day' : 'list-page' },
    h(
      'div',
      { class: 'page-heading' },
      // On its own page a day needs no more words: on a phone they would take a line of the matches.
      h('h1', { dir: 'auto' }, of.kind === 'day' ? nameOf(day, reader) : headingOf(page, day, reader)),
      of.kind === 'today' && h('p', null, nameOf(day, reader)),
      h(TvDelay, delay),
    ),
    (of.kind === 'today' || of.kind === 'day') && h(DayBar, { day, today }),
    of.kind === 'search' ? h(SearchForm, { text: of.text }) : h(ListControls, { wanted, onWant }),
    h(MatchList, { source: list, whenEmpty: whenEmpty(page, day, reader), wanted, marked, onMark }),
  )
}

/** What a list is called: its page's title begins with it. */
export function headingOf(page: ListPage, day: string, reader: Reader): string {
  const { of } = page
  switch (of.kind) {
    case 'today':
      return words.todaysMatches
    case 'day':
      return words.matchesOn(nameOf(day, reader))
    case 'competition':
      return competitionName(page, of.competition)
    case 'search':
      return of.text === '' ? words.search : words.found(of.text)
  }
}

/** The name that fans know, of which the address has the id. */
function competitionName({ matches }: ListPage, id: string): string {
  return matches.find(({ state }) => state.competitionName !== undefined)?.state.competitionName ?? id
}

function whenEmpty(page: ListPage, day: string, reader: Reader): string {
  const { of } = page
  switch (of.kind) {
    case 'today':
      return words.noMatchesToday
    case 'day':
      return words.noMatchesOn(nameOf(day, reader))
    case 'competition':
      return words.noMatchesIn(competitionName(page, of.competition))
    case 'search':
      return of.text === '' ? words.searchHow : words.noneFound(of.text)
  }
}

function nameOf(day: string, { locale }: Reader): string {
  return longDay(noonOf(day), { locale, zone: 'UTC' })
}
