import type { Divergence, HeardSource, SourceLife, SourceLifeStore } from '../store/source-life.ts'
import type { Recorder } from './record-event.ts'

export interface SourceWatchOptions {
  readonly sources: SourceLifeStore
  /** A source under watch that is silent for this long is stale. */
  readonly staleMs: number
  /** Two sources that tell different scores for this long are reported. */
  readonly divergenceMs: number
  readonly recorder: Pick<Recorder, 'replaceStale'>
  /** Told once of each source that becomes stale, and once when it is heard again. */
  onHealth(source: string, health: 'stale' | 'live'): void
  /** Told of each match that got another source by itself. */
  onReplaced(match: string, stale: string, by: string): void
  /** Told of each match of a stale source that no other source can take over. */
  onStuck(match: string, stale: string, why: string): void
  /** Told once of each pair of sources that differ. */
  onDivergence(divergence: Divergence): void
  /** Told once when looking begins to fail, and once when it works again. */
  onFailure(error: Error | undefined): void
}

/** How often it looks, as a part of the time after which a source is stale. */
const LOOK_SHARE = 1 / 30
const SHORTEST_LOOK_MS = 50
const LONGEST_LOOK_MS = 2_000
/** After this many looks that every ingest has missed, silence is not the fault of the feeds. */
const MISSED_LOOKS = 4
/** After this many looks a match that no other source could take over is tried again. */
const RETRY_LOOKS = 8
/** Matches of one stale source that are given to others in one look. */
const MAX_REPLACED = 500

/**
 * `[H7]` Notes whom this replica has heard, and what follows from silence: sources become stale, and matches get another source.
 *
 * It only remembers whom it hears, and tells the database by one statement each look, so a POST costs no query more. Every ingest replica
 * runs one. The database decides who is stale, by its clock, and who takes over, by a compare-and-swap.
 */
export class SourceWatch {
  readonly #options: SourceWatchOptions
  readonly #lookMs: number
  /** Since the last look: when, on the monotonic clock, and whether by a heartbeat. */
  readonly #heard = new Map<string, { at: number; isHeartbeat: boolean }>()
  readonly #stale = new Map<string, { looks: number }>()
  #diverging = new Map<string, Divergence>()
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()
  #isFailing = false
  #isClosed = false

  constructor(options: SourceWatchOptions) {
    this.#options = options
    this.#lookMs = Math.min(Math.max(options.staleMs * LOOK_SHARE, SHORTEST_LOOK_MS), LONGEST_LOOK_MS)
    this.#schedule()
  }

  /** How many sources are stale. */
  get staleCount(): number {
    return this.#stale.size
  }

  /** How many shadows tell another score than the one in charge. */
  get divergingCount(): number {
    return this.#diverging.size
  }

  heard(source: string, isHeartbeat = false): void {
    const known = this.#heard.get(source)
    const at = performance.now()
    if (known === undefined) this.#heard.set(source, { at, isHeartbeat })
    else {
      known.at = at
      known.isHeartbeat ||= isHeartbeat
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().then(() => {
        if (!this.#isClosed) this.#schedule()
      })
    }, this.#lookMs).unref()
  }

  async #look(): Promise<void> {
    try {
      const lives = await this.#beat()
      await this.#follow(lives)
      this.#report(await this.#options.sources.compareScores(this.#options.divergenceMs))
      if (this.#isFailing) this.#options.onFailure(undefined)
      this.#isFailing = false
    } catch (error) {
      if (!this.#isFailing && !this.#isClosed) this.#options.onFailure(error as Error)
      this.#isFailing = true
    }
  }

  /** Tells the database whom it heard since the last look. */
  async #beat(): Promise<readonly SourceLife[]> {
    const { sources, staleMs } = this.#options
    const heard = [...this.#heard]
    this.#heard.clear()
    const now = performance.now()
    const told: HeardSource[] = heard.map(([source, { at, isHeartbeat }]) => ({
      source,
      agoMs: Math.round(now - at),
      isHeartbeat,
    }))
    try {
      return await sources.beat(told, { staleMs, gapMs: MISSED_LOOKS * this.#lookMs })
    } catch (error) {
      // Told with the next look; what was heard since then is newer.
      for (const [source, { at, isHeartbeat }] of heard) {
        const newer = this.#heard.get(source)
        this.#heard.set(source, { at: newer?.at ?? at, isHeartbeat: isHeartbeat || (newer?.isHeartbeat ?? false) })
      }
      throw error
    }
  }

  async #follow(lives: readonly SourceLife[]): Promise<void> {
    const stale = lives.filter(({ staleAt }) => staleAt !== undefined)
    for (const source of this.#stale.keys()) {
      if (stale.some((life) => life.source === source)) continue
      this.#stale.delete(source)
      this.#options.onHealth(source, 'live')
    }
    const alive = new Set(lives.filter(({ staleAt }) => staleAt === undefined).map(({ source }) => source))
    for (const life of stale) {
      const known = this.#stale.get(life.source) ?? { looks: 0 }
      if (known.looks === 0) {
        this.#stale.set(life.source, known)
        this.#options.onHealth(life.source, 'stale')
      }
      if (known.looks % RETRY_LOOKS === 0) await this.#replace(life, alive, known.looks === 0)
      known.looks += 1
    }
  }

  /** Gives the matches of a stale source to the next of their list. */
  async #replace({ source, heardAt }: SourceLife, alive: ReadonlySet<string>, isFirst: boolean): Promise<void> {
    for (const match of await this.#options.sources.readSharedMatches(source, MAX_REPLACED)) {
      if (this.#isClosed) return
      const outcome = await this.#options.recorder.replaceStale(match, { stale: source, heardAt, alive })
      if ('source' in outcome) this.#options.onReplaced(match, source, outcome.source)
      else if (isFirst) this.#options.onStuck(match, source, outcome.why)
    }
  }

  #report(found: readonly Divergence[]): void {
    const known = this.#diverging
    this.#diverging = new Map(found.map((each) => [`${each.match} ${each.source}`, each]))
    for (const [key, divergence] of this.#diverging) if (!known.has(key)) this.#options.onDivergence(divergence)
  }
}
