import { type ComponentChild, h } from 'preact'
import type { MatchGroup } from '../../../client/scoreboard/match-groups.ts'
import { labelsOf } from '../../../sports/labels.ts'
import { words } from '../../words.ts'
import { memo } from '../shared/memo.ts'
import { useReader } from '../shared/reader.ts'
import type { MatchSource } from '../shared/shown-match.ts'
import { type Source, useSource } from '../shared/source.ts'
import { useKeptFocus } from './kept-focus.ts'
import { favouritesFirst, type Wanted, wantedGroups } from './list-filter.ts'
import { MatchRow } from './match-row.ts'

/** What a list shows. */
export type ShownList =
  | { readonly kind: 'matches'; readonly groups: readonly MatchGroup<MatchSource>[] }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  /** `isNew`: the server has no match at all, so whoever looks has just started it. */
  | { readonly kind: 'empty'; readonly isNew: boolean }

export interface MatchListProps {
  readonly source: Source<ShownList>
  readonly whenEmpty: string
  readonly wanted: Wanted
  readonly marked: ReadonlySet<string>
  onMark(match: string): void
}

/** A list of matches in cards, a card for each competition. */
export function MatchList({ source, whenEmpty, wanted, marked, onMark }: MatchListProps): ComponentChild {
  const list = useSource(source)
  useKeptFocus()
  switch (list.kind) {
    case 'matches': {
      const groups = favouritesFirst(wantedGroups(list.groups, wanted), marked, words.favourites)
      if (groups.length === 0) return h(NoneWanted, { text: wanted.text.trim() })
      return h(
        'div',
        { class: 'groups' },
        groups.map((group) => h(Group, { key: group.key, group, marked, onMark })),
      )
    }
    case 'loading':
      return h(Skeleton, null)
    case 'failed':
      return h('p', { class: 'card notice' }, words.cannotLoad)
    case 'empty':
      return list.isNew ? h(FirstMatch, null) : h('p', { class: 'card notice' }, whenEmpty)
  }
}

/** What is typed may be on another day. */
function NoneWanted({ text }: { readonly text: string }): ComponentChild {
  const { base } = useReader()
  const link = h('a', { href: `${base}/search?q=${encodeURIComponent(text)}` }, words.searchAllDays(text))
  return h('p', { class: 'card notice', role: 'status' }, words.noneWanted, text !== '' && [' ', link])
}

interface GroupProps extends Pick<MatchListProps, 'marked' | 'onMark'> {
  readonly group: MatchGroup<MatchSource>
}

function Group({ group: { title, sport, competition, rows }, marked, onMark }: GroupProps): ComponentChild {
  const { base } = useReader()
  const sportName = sport === '' ? undefined : labelsOf(sport).title
  const name =
    competition === undefined
      ? title
      : h('a', { href: `${base}/competition/${encodeURIComponent(competition)}` }, title)
  const liveCount = rows.filter((row) => row.get().state.status === 'live').length
  return h(
    'section',
    { class: 'card group' },
    h(
      'header',
      null,
      h('h2', { dir: 'auto' }, name),
      sportName !== undefined && sportName !== title && h('span', { class: 'group-sport' }, sportName),
      liveCount > 0 && h('span', { class: 'live-count' }, words.liveCount(liveCount)),
    ),
    h(
      'ul',
      { class: 'rows' },
      rows.map((source) => h(MatchRow, { key: source.match, source, isMarked: marked.has(source.match), onMark })),
    ),
  )
}

const Skeleton = memo(function Skeleton(): ComponentChild {
  const row = (key: number) => h('div', { class: 'skeleton-row', key })
  return h('div', { class: 'card skeleton', role: 'status', 'aria-label': words.loadingScores }, [1, 2, 3].map(row))
})

/** A new server has no matches, so the page says how to get some. */
function FirstMatch(): ComponentChild {
  const { origin, base } = useReader()
  const api = `${origin}${base}/v1/matches/first`
  const events = '[{"id":"k1","type":"period_start","period":1},{"id":"g1","type":"goal","team":"home","player":"You"}]'
  const curl = [
    `curl -X PUT ${api} -H 'content-type: application/json' \\`,
    `  -d '{"sport":"football","home":{"name":"Home"},"away":{"name":"Away"}}'`,
    `curl ${api}/events -H 'content-type: application/json' \\`,
    `  -d '${events}'`,
  ].join('\n')
  return h(
    'section',
    { class: 'card empty' },
    h('h2', null, words.noMatchesYet),
    h('p', null, words.firstMatchHow),
    h('pre', { tabIndex: 0 }, h('code', null, 'npx touchline demo')),
    h('p', null, words.firstMatchByHand),
    h('pre', { tabIndex: 0 }, h('code', null, curl)),
  )
}
