import type { ClientStatus, SportState } from '@touchline/client'
import { type MatchView, useBoard, useConnection, useMatch } from '@touchline/client/react'
import { memo, useState } from 'react'

/** A list of matches; the one that was clicked is shown below it. */
export function Scores({ board }: { board: string }) {
  const { matches } = useBoard(board)
  const connection = useConnection()
  const [chosen, choose] = useState<string | null>(null)
  return (
    <main style={{ font: '1rem/1.5 system-ui', maxWidth: '40rem', margin: '2rem auto', padding: '0 1rem' }}>
      <h1>Scores</h1>
      {connection.kind !== 'live' && <p role="status">{wordsFor(connection)}</p>}
      <ul>
        {matches.map((view) => (
          <Row key={view.match} view={view} choose={choose} />
        ))}
      </ul>
      <Details match={chosen} />
    </main>
  )
}

function wordsFor(status: ClientStatus): string {
  return status.kind === 'unreachable' ? `No server yet: ${status.reason}` : `Scores may be old: ${status.kind}`
}

/** A match that has not changed is not drawn again. */
const Row = memo(function Row({ view, choose }: { view: MatchView; choose: (match: string) => void }) {
  const { match, state, status } = view
  if (!state) return <li>{status.kind}</li>
  const { home, away, scoreline } = state
  return (
    <li>
      <button type="button" onClick={() => choose(match)}>
        <bdi>{home.name}</bdi> {scoreline.home.main}–{scoreline.away.main} <bdi>{away.name}</bdi>
      </button>{' '}
      {status.kind === 'stale' ? 'not live' : scoreline.note}
    </li>
  )
})

function Details({ match }: { match: string | null }) {
  const view = useMatch(match)
  if (view?.status.kind === 'waiting') return <p>No longer here; it is asked for again.</p>
  if (!view?.state) return null
  return (
    <section>
      <h2>
        {view.state.home.name} v {view.state.away.name}
      </h2>
      <p>{story(view.state)}</p>
    </section>
  )
}

/** What only this sport has: the state is typed by its sport. */
function story(state: SportState): string {
  switch (state.sport) {
    case 'football':
      return state.detail.scorers.map(({ player, minute }) => `${player ?? 'Goal'} ${minute ?? ''}`).join(', ')
    case 'cricket':
      return Object.values(state.detail.innings)
        .map(({ runs, wickets }) => `${runs}/${wickets}`)
        .join(' and ')
    default:
      return state.periods.map(({ label, home, away }) => `${label} ${home}–${away}`).join(', ')
  }
}
