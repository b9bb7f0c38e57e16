import { createClient, progressLabel } from '@touchline/client'
import '@touchline/client/element'

const parameters = new URLSearchParams(location.search)
const server = parameters.get('server') ?? 'http://localhost:8080'
const name = parameters.get('board') ?? `date:${new Date().toISOString().slice(0, 10)}`

// One score is one tag.
const match = parameters.get('match')
if (match) {
  const score = document.createElement('touchline-score')
  score.setAttribute('server', server)
  score.setAttribute('match', match)
  document.querySelector('h1').after(score)
}

// A list of one's own is the client and a function that draws.
const client = createClient({ url: server })
const board = client.board(name)
const rows = new Map()

const draw = (subscription) => {
  const { state, status } = subscription
  const row = rows.get(subscription.match)
  if (!row || !state) return
  const { home, away, scoreline } = state
  row.className = status.kind === 'stale' ? 'old' : ''
  row.replaceChildren(
    cell(progressLabel(state, client.now())),
    cell(`${home.name} ${scoreline.home.main}`),
    cell(`${away.name} ${scoreline.away.main}`),
    cell(status.kind === 'stale' ? 'not live' : (scoreline.note ?? '')),
  )
}

const cell = (text) => {
  const span = document.createElement('span')
  span.dir = 'auto'
  span.textContent = text
  return span
}

board.on('joined', (subscription) => {
  rows.set(subscription.match, document.createElement('li'))
  subscription.on('change', draw)
  draw(subscription)
})
board.on('left', (subscription) => {
  rows.get(subscription.match)?.remove()
  rows.delete(subscription.match)
})
board.on('change', () => {
  document.querySelector('#scores').append(...board.matches.map((subscription) => rows.get(subscription.match)))
})
client.on('status', (status) => {
  document.querySelector('#connection').textContent = wordsFor(status)
})

const wordsFor = ({ kind, reason }) => {
  if (kind === 'live') return ''
  return kind === 'unreachable' ? `No server yet: ${reason}` : `Scores may be old: ${kind}`
}
