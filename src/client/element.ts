import type { MatchState, Side } from '../match/state.ts'
import { MAX_DELAY_MS } from '../protocol/messages.ts'
import { progressLabel } from '../sports/labels.ts'
import type { Client } from './client.ts'
import { SharedClients } from './element/shared-clients.ts'
import { scoreElementStyle } from './element/style.ts'
import type { MatchSubscription } from './match-subscription.ts'

const CLOCK_INTERVAL_MS = 1_000

const sharedClients = new SharedClients()

/**
 * `<touchline-score match="ars-che" server="https://scores.example"></touchline-score>`: a live score in any page.
 *
 * With `delay="30"` it shows everything that many seconds later (0 to 120), for those whose television is late.
 *
 * Load it with `<script type="module" src="https://scores.example/assets/client/element.js"></script>`. Without
 * `server` it is the page's own. Colours and type follow the page: `font` is inherited, and `--touchline-ink`,
 * `--touchline-surface`, `--touchline-muted`, `--touchline-live`, `--touchline-line`, `--touchline-radius` may be set.
 */
export class TouchlineScore extends HTMLElement {
  static readonly observedAttributes = ['match', 'server', 'delay']
  readonly #parts = createParts()
  #isPlaced = false
  #match: MatchSubscription | undefined
  #shared: { readonly client: Client; readonly release: () => void } | undefined
  #clock: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [scoreElementStyle()]
    root.append(this.#parts.card, this.#parts.announcer)
  }

  connectedCallback(): void {
    this.#isPlaced = true
    this.#start()
  }

  disconnectedCallback(): void {
    this.#isPlaced = false
    this.#stop()
  }

  attributeChangedCallback(): void {
    // Browsers report the attributes of an element that was in the page before this script first, its place after them.
    if (!this.#isPlaced) return
    this.#stop()
    this.#start()
  }

  #start(): void {
    const match = this.getAttribute('match')
    if (!match) return
    const server = new URL(this.getAttribute('server') ?? location.origin, location.href).href
    const delayMs = delayOf(this.getAttribute('delay'))
    this.#shared = sharedClients.acquire(server, delayMs)
    this.#match = this.#shared.client.subscribe(match, { delayMs })
    this.#match.on('change', () => this.#render())
    this.#match.on('update', ({ before, after }) => {
      if (before.score.home !== after.score.home || before.score.away !== after.score.away) this.#announce(after)
    })
    this.#clock = setInterval(() => this.#render(), CLOCK_INTERVAL_MS)
    this.#render()
  }

  #stop(): void {
    clearInterval(this.#clock)
    this.#match?.close()
    this.#match = undefined
    this.#shared?.release()
    this.#shared = undefined
  }

  #render(): void {
    const { card, progress, note, sides } = this.#parts
    const { state, status, delayMs = 0 } = this.#match ?? {}
    card.classList.toggle('is-live', state?.status === 'live' && status?.kind === 'live')
    note.textContent = noteText(status)
    const now = this.#shared?.client.now() ?? Date.now()
    progress.textContent = state ? progressText(state, now - delayMs) : ''
    for (const side of ['home', 'away'] as const) {
      sides[side].name.textContent = state?.[side].name ?? ''
      sides[side].score.textContent = !state || state.status === 'scheduled' ? '' : String(state.score[side])
    }
  }

  #announce({ home, away, score }: MatchState): void {
    this.#parts.announcer.textContent = `${home.name} ${score.home}, ${away.name} ${score.away}`
  }
}

/** @param seconds an attribute; one that is no number means no delay */
function delayOf(seconds: string | null): number {
  const ms = Math.round(Number(seconds) * 1_000)
  return Number.isNaN(ms) ? 0 : Math.min(MAX_DELAY_MS, Math.max(0, ms))
}

function createParts() {
  const part = (tag: string, name: string) => {
    const element = document.createElement(tag)
    element.className = name
    element.setAttribute('part', name)
    return element
  }
  const card = part('div', 'card')
  const progress = part('div', 'progress')
  const note = part('div', 'note')
  const announcer = part('div', 'announcer')
  announcer.setAttribute('aria-live', 'polite')
  const createSide = (side: Side) => {
    const row = part('div', `side ${side}`)
    const name = part('span', 'name')
    const score = part('span', 'score')
    row.append(name, ' ', score)
    return { row, name, score }
  }
  const sides = { home: createSide('home'), away: createSide('away') }
  card.append(progress, sides.home.row, sides.away.row, note)
  return { card, progress, note, announcer, sides }
}

function progressText(state: MatchState, now: number): string {
  const label = progressLabel(state, now)
  if (label || state.startsAt === undefined) return label
  return new Date(state.startsAt).toLocaleString(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' })
}

/** Said plainly, so that an old score is never taken for a live one. */
function noteText(status: MatchSubscription['status'] | undefined): string {
  switch (status?.kind) {
    case 'loading':
      return 'Loading…'
    case 'refused':
      return 'This match is not available.'
    case 'stale':
      return `Not live. Score as of ${new Date(status.asOf).toLocaleTimeString()}.`
    case 'closed':
      return 'Not live. Reload the page to try again.'
    default:
      return ''
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'touchline-score': TouchlineScore
  }
}

if (!customElements.get('touchline-score')) customElements.define('touchline-score', TouchlineScore)
