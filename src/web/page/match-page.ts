import type { AppliedUpdate, MatchSubscription } from '../../client/index.ts'
import { applyPatch } from '../../match/merge-patch.ts'
import type { MatchState, Side } from '../../match/state.ts'
import type { UpdateMessage } from '../../protocol/messages.ts'
import { fetchStory } from './api.ts'
import { h } from './dom.ts'
import { matchHead } from './match-head.ts'
import { matchStory } from './match-story.ts'
import { morph } from './morph.ts'
import type { OpenView, PageContext } from './page.ts'
import { pageTime } from './page-time.ts'
import { scoreText } from './sports/score-text.ts'
import { viewOf } from './sports/view-of.ts'
import { Timeline } from './timeline.ts'

const CLOCK_INTERVAL_MS = 1_000
const HIGHLIGHT_MS = 8_000
/** The story begins this many updates ago: a long cricket match has thousands. */
const STORY_LENGTH = 500

/** One match, live: score, clock, story. */
export function openMatchPage(context: PageContext, match: string): OpenView {
  return new MatchPage(context, match)
}

class MatchPage implements OpenView {
  readonly #context: PageContext
  readonly #match: MatchSubscription
  readonly #abort = new AbortController()
  readonly #clock: ReturnType<typeof setInterval>
  #timeline = new Timeline()
  /** The state that the story has come to, and its seq. */
  #told: { seq: number; state: MatchState } | undefined
  /** What came in while the story was being read. */
  #waiting: AppliedUpdate[] | undefined
  #celebrated: Side | undefined
  #highlight: ReturnType<typeof setTimeout> | undefined
  #frame: number | undefined

  constructor(context: PageContext, match: string) {
    this.#context = context
    this.#match = context.client.subscribe(match)
    this.#match.on('change', () => this.#renderSoon())
    this.#match.on('update', (update) => this.#take(update))
    this.#match.on('snapshot', () => void this.#readStory())
    this.#clock = setInterval(() => this.#render(), CLOCK_INTERVAL_MS)
    document.title = 'Match · Touchline'
    this.#render()
    if (this.#match.state) void this.#readStory()
  }

  close(): void {
    this.#abort.abort()
    this.#match.close()
    clearInterval(this.#clock)
    clearTimeout(this.#highlight)
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
  }

  #take(update: AppliedUpdate): void {
    if (this.#waiting) this.#waiting.push(update)
    else this.#tell(update.message, update.before)
    if (update.wasMissed) return
    const view = viewOf(update.after.sport)
    const text = view.announce(update)
    if (text) this.#context.announce(text)
    const celebrated = view.celebrates(update)
    if (!celebrated) return
    this.#celebrated = celebrated
    clearTimeout(this.#highlight)
    this.#highlight = setTimeout(() => {
      this.#celebrated = undefined
      this.#render()
    }, HIGHLIGHT_MS)
  }

  /** Reads the updates that led here, then those that came in meanwhile; each is told once. */
  async #readStory(): Promise<void> {
    const { match, seq = 0 } = this.#match
    const { signal } = this.#abort
    if (this.#waiting) return
    const waiting: AppliedUpdate[] = []
    this.#waiting = waiting
    try {
      const { start, updates } = await fetchStory(match, Math.max(0, seq - STORY_LENGTH), seq, signal)
      this.#timeline = new Timeline()
      this.#told = start
      for (const update of updates) this.#tell(update, this.#told.state)
    } catch {
      // The score does not depend on it; the story goes on with what comes in.
    }
    this.#waiting = undefined
    for (const { message, before } of waiting) this.#tell(message, before)
    if (!signal.aborted) this.#render()
  }

  #tell(message: UpdateMessage, before: MatchState): void {
    if (this.#told && message.seq <= this.#told.seq) return
    const after = applyPatch(before, message.patch)
    this.#told = { seq: message.seq, state: after }
    this.#timeline.take(message, before, after)
  }

  #renderSoon(): void {
    this.#frame ??= requestAnimationFrame(() => this.#render())
  }

  #render(): void {
    this.#frame = undefined
    const { main, client } = this.#context
    const { state, status, match } = this.#match
    const back = h(
      'nav',
      { class: 'back', 'aria-label': 'Back' },
      h('a', { href: '/', 'data-link': true }, '← All matches'),
    )
    if (!state) {
      const text = status.kind === 'refused' ? `There is no match “${match}” here.` : 'Loading the match…'
      morph(main, [
        h('div', { class: 'match-page', key: `match ${match}` }, back, h('p', { class: 'card notice' }, text)),
      ])
      return
    }
    document.title = titleOf(state)
    const view = viewOf(state.sport)
    const story = matchStory(this.#timeline.entries, state)
    const panels = view.panels(state)
    const body = h(
      'div',
      { class: `match-body of-${view.story}`, key: 'body' },
      story,
      panels.length > 0 && h('div', { class: 'panels', key: 'panels' }, panels),
    )
    const head = matchHead(state, status, this.#celebrated, pageTime(client).of(status))
    morph(main, [h('div', { class: 'match-page', key: `match ${match}` }, back, head, body)])
  }
}

/** The tab shows the score too. */
function titleOf({ home, away, score, status }: MatchState): string {
  const middle = status === 'scheduled' ? 'v' : scoreText(score)
  return `${home.name} ${middle} ${away.name} · Touchline`
}
