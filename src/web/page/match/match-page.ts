import type { AppliedUpdate, MatchSubscription } from '../../../client/index.ts'
import { applyPatch } from '../../../match/merge-patch.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import type { UpdateMessage } from '../../../protocol/messages.ts'
import { scoreText } from '../../../sports/common/score-text.ts'
import { viewOf } from '../../../sports/views.ts'
import { fetchStory, fetchViewers } from '../api.ts'
import { h } from '../drawing/dom.ts'
import { drawPanel } from '../drawing/draw-blocks.ts'
import { morph } from '../drawing/morph.ts'
import type { OpenPage, PageContext } from '../page.ts'
import { delayControl } from '../time/delay-control.ts'
import { pageTime } from '../time/page-time.ts'
import { matchHead } from './match-head.ts'
import { matchStory } from './match-story.ts'
import { Timeline } from './timeline.ts'

const CLOCK_INTERVAL_MS = 1_000
const HIGHLIGHT_MS = 8_000
const VIEWERS_INTERVAL_MS = 15_000
/** The story begins at most this many updates ago: a long cricket match has thousands. */
const STORY_LENGTH = 500

/** One match, live: score, clock, story. */
export function openMatchPage(context: PageContext, match: string): OpenPage {
  return new MatchPage(context, match)
}

class MatchPage implements OpenPage {
  readonly #context: PageContext
  readonly #abort = new AbortController()
  readonly #timers: ReturnType<typeof setInterval>[]
  #match: MatchSubscription
  #timeline = new Timeline()
  /** The seq and the state that the timeline has reached. */
  #told: { seq: number; state: MatchState } | undefined
  /** Updates that came while the story was being fetched; undefined otherwise. */
  #waiting: AppliedUpdate[] | undefined
  #celebrated: Side | undefined
  #highlight: ReturnType<typeof setTimeout> | undefined
  #frame: number | undefined
  #viewers: number | undefined

  constructor(context: PageContext, match: string) {
    this.#context = context
    this.#match = this.#follow(match)
    this.#timers = [
      setInterval(() => this.#render(), CLOCK_INTERVAL_MS),
      setInterval(() => void this.#countViewers(), VIEWERS_INTERVAL_MS),
    ]
    document.title = 'Match · Touchline'
    this.#render()
    void this.#countViewers()
    if (this.#match.state) void this.#readStory()
  }

  close(): void {
    this.#abort.abort()
    this.#match.close()
    for (const timer of this.#timers) clearInterval(timer)
    clearTimeout(this.#highlight)
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
  }

  #follow(match: string): MatchSubscription {
    const { client, delay } = this.#context
    const subscription = client.subscribe(match, { delayMs: delay.ms })
    subscription.on('change', () => this.#renderSoon())
    subscription.on('update', (update) => this.#take(update))
    subscription.on('snapshot', () => void this.#readStory())
    return subscription
  }

  /** Subscribes with the new delay before it closes the old subscription, so that the state is kept. */
  #delayChanged(): void {
    const before = this.#match
    this.#match = this.#follow(before.match)
    before.close()
    this.#render()
  }

  async #countViewers(): Promise<void> {
    if (document.hidden) return
    try {
      this.#viewers = await fetchViewers(this.#match.match, this.#abort.signal)
    } catch {
      // Showing no number is better than showing an old one.
      this.#viewers = undefined
    }
    if (!this.#abort.signal.aborted) this.#renderSoon()
  }

  #take(update: AppliedUpdate): void {
    if (this.#waiting) this.#waiting.push(update)
    else this.#tell(update.message, update.before)
    if (update.wasMissed) return
    const view = viewOf(update.after.sport)
    const text = view.announce(update)
    if (text) this.#context.announce(text)
    const celebrated = view.celebrates?.(update)
    if (!celebrated) return
    this.#celebrated = celebrated
    clearTimeout(this.#highlight)
    this.#highlight = setTimeout(() => {
      this.#celebrated = undefined
      this.#render()
    }, HIGHLIGHT_MS)
  }

  /** Fills the timeline with the updates up to the present state, then with those that came meanwhile, each once. */
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
      // The score does not depend on the story. The timeline goes on with the updates that come.
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
    const { main, client, delay } = this.#context
    const { state, status, match } = this.#match
    const back = h(
      'div',
      { class: 'match-bar' },
      h('nav', { class: 'back', 'aria-label': 'Back' }, h('a', { href: '/', 'data-link': true }, '← All matches')),
      delayControl(delay, () => this.#delayChanged()),
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
    const panels = view.panels(state).map((panel) => drawPanel(panel, state))
    const body = h(
      'div',
      { class: `match-body of-${view.story.layout}`, key: 'body' },
      story,
      panels.length > 0 && h('div', { class: 'panels', key: 'panels' }, panels),
    )
    const head = matchHead(state, {
      status,
      celebrated: this.#celebrated,
      viewers: this.#viewers,
      now: pageTime(client, delay.ms).of(status),
    })
    morph(main, [h('div', { class: 'match-page', key: `match ${match}` }, back, head, body)])
  }
}

/** The title of the browser's tab, with the score. */
function titleOf({ home, away, score, status }: MatchState): string {
  const middle = status === 'scheduled' ? 'v' : scoreText(score)
  return `${home.name} ${middle} ${away.name} · Touchline`
}
