import type { FrameData } from '../../page-data.ts'
import type { ShownFrame } from '../../view/frame/frame-view.ts'
import type { Announce } from './announcer.ts'
import { HIGHLIGHT_MS, type LiveContext, LiveMatch } from './live-match.ts'
import { LiveSource } from './live-source.ts'

/** The match of a frame, live, and for a moment what has just happened. */
export class LiveFrame extends LiveSource<ShownFrame> {
  readonly #live: LiveMatch
  #news: string | undefined
  #forgetNews: ReturnType<typeof setTimeout> | undefined

  /** @param context its `announce` is told as well */
  constructor({ match, held }: FrameData, context: LiveContext) {
    super(() => this.#shown())
    const announce: Announce = (text, match) => {
      context.announce(text, match)
      this.#tell(text)
    }
    this.#live = new LiveMatch(match, { ...context, announce }, held?.state)
    this.#live.watch(() => this.changed())
    this.#live.follow(held)
  }

  /** What is shown is the newest there is. */
  get isLive(): boolean {
    return this.#live.subscription?.status.kind === 'live'
  }

  #tell(text: string): void {
    clearTimeout(this.#forgetNews)
    this.#news = text
    this.#forgetNews = setTimeout(() => {
      this.#news = undefined
      this.changed()
    }, HIGHLIGHT_MS)
    this.changed()
  }

  #shown(): ShownFrame {
    const shown = this.#live.get()
    return {
      match: this.#live.match,
      ...(shown && { shown }),
      isMissing: this.#live.subscription?.status.kind === 'waiting',
      ...(this.#news !== undefined && { news: this.#news }),
    }
  }
}
