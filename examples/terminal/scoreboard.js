// A scoreboard in the terminal: node scoreboard.js [board], such as sport:football;status:live
import { createClient, progressLabel } from '@touchline/client'
import { WebSocket } from 'ws'

const [name = `date:${new Date().toISOString().slice(0, 10)}`] = process.argv.slice(2)
const client = createClient({
  url: process.env.TOUCHLINE_URL ?? 'http://localhost:8080',
  WebSocket: globalThis.WebSocket ?? WebSocket,
})
const board = client.board(name)
const isTerminal = process.stdout.isTTY === true

let isDue = false
/** Many changes of one moment are drawn once. */
const draw = () => {
  if (isDue) return
  isDue = true
  setTimeout(() => {
    isDue = false
    if (isTerminal) process.stdout.write('\x1b[2J\x1b[H')
    console.log(`${name} · ${client.status.kind}`)
    for (const { state, status } of board.matches) if (state) console.log(row(state, status))
  }, 50)
}

const row = (state, status) => {
  const { home, away, scoreline, sport } = state
  const when =
    progressLabel(state, client.now()) || (state.startsAt ? new Date(state.startsAt).toLocaleTimeString() : '')
  const side = ({ name: team }, { main, now, sub }) => `${team} ${[main, now, sub].filter(Boolean).join(' ')}`
  const old = status.kind === 'stale' ? ' (not live)' : ''
  const note = scoreline.note ? ` · ${scoreline.note}` : ''
  return `${when.padEnd(9)} ${side(home, scoreline.home)} – ${side(away, scoreline.away)}  [${sport}]${note}${old}`
}

board.on('change', draw)
board.on('status', draw)
board.on('joined', (match) => match.on('change', draw))
client.on('status', draw)
// Clocks run on between updates.
setInterval(draw, 1_000)
