import { createHash, randomUUID } from 'node:crypto'
import type { FleetChannel } from '../../bus/fleet-channel.ts'

export interface SharedListsOptions {
  /** Absent where there is no other gateway. */
  readonly fleet?: FleetChannel
  /** Asks the database. */
  read(name: string): Promise<readonly string[]>
  /** Told when another gateway has read a list that differs from the one known here. */
  onChange(name: string): void
}

interface Known {
  readonly matches: readonly string[]
  readonly hash: string
  /** This gateway has read it last. */
  readonly isOurs: boolean
}

interface Told {
  readonly from: string
  readonly lists: readonly { readonly name: string; readonly hash: string; readonly matches?: readonly string[] }[]
}

/** What another gateway has read is good for this long: a round, and a little for it to come here. */
const FRESH_MS = 2_500
/** Lists in one message. */
const TOLD_AT_ONCE = 50

/**
 * The lists of the boards that are watched here. In a fleet one gateway reads each list and tells the others, which then do not read it. Once
 * that gateway is not heard any more, whoever looks next reads the list, and goes on reading it. Of two that read at the same
 * time the one with the lower id goes on.
 */
export class SharedLists {
  readonly #options: SharedListsOptions
  readonly #id = randomUUID()
  readonly #known = new Map<string, Known>()
  readonly #reading = new Map<string, Promise<readonly string[]>>()
  /** When another gateway told that it has read the list known here, and which. */
  readonly #heard = new Map<string, { readonly at: number; readonly from: string }>()
  /** What this gateway or another has told last, by its hash. */
  readonly #told = new Map<string, string>()

  constructor(options: SharedListsOptions) {
    this.#options = options
    options.fleet?.hearFleet('lists', (text) => this.#hear(JSON.parse(text) as Told))
  }

  /** As another gateway has read it lately; undefined if it is this one's turn. */
  fresh(name: string): readonly string[] | undefined {
    const known = this.#known.get(name)
    const heard = this.#heard.get(name)
    if (known === undefined || heard === undefined || performance.now() - heard.at > FRESH_MS) return undefined
    return known.isOurs && heard.from > this.#id ? undefined : known.matches
  }

  /** Reads it from the database, once for all who ask meanwhile. */
  read(name: string): Promise<readonly string[]> {
    const reading = this.#reading.get(name) ?? this.#read(name)
    this.#reading.set(name, reading)
    return reading
  }

  /** Tells the other gateways what was read here; the matches only if they do not know them yet. Never fails. */
  async tell(names: readonly string[]): Promise<void> {
    const { fleet } = this.#options
    if (fleet === undefined) return
    for (let from = 0; from < names.length; from += TOLD_AT_ONCE) {
      const lists = names.slice(from, from + TOLD_AT_ONCE).flatMap((name) => {
        const { hash, matches } = this.#known.get(name) ?? {}
        if (hash === undefined || matches === undefined) return []
        const isNew = this.#told.get(name) !== hash
        this.#told.set(name, hash)
        return isNew ? { name, hash, matches } : { name, hash }
      })
      // Others read by themselves what they are not told.
      await fleet.tellFleet('lists', JSON.stringify({ from: this.#id, lists } satisfies Told)).catch(() => {})
    }
  }

  /** Forgets all but these. */
  keep(names: ReadonlySet<string>): void {
    for (const lists of [this.#known, this.#heard, this.#told])
      for (const name of lists.keys()) if (!names.has(name)) lists.delete(name)
  }

  async #read(name: string): Promise<readonly string[]> {
    try {
      const matches = await this.#options.read(name)
      this.#known.set(name, { matches, hash: hashOf(matches), isOurs: true })
      return matches
    } finally {
      this.#reading.delete(name)
    }
  }

  #hear({ from, lists }: Told): void {
    if (from === this.#id) return
    for (const { name, hash, matches } of lists) {
      const known = this.#known.get(name)
      if (known === undefined) continue
      const isSame = known.hash === hash
      // The list has changed, and its matches were told before anybody watched it here: read it.
      if (!isSame && matches === undefined) continue
      this.#heard.set(name, { at: performance.now(), from })
      this.#told.set(name, hash)
      const isOurs = known.isOurs && from > this.#id
      this.#known.set(name, { matches: isSame ? known.matches : (matches ?? []), hash, isOurs })
      if (!isSame) this.#options.onChange(name)
    }
  }
}

function hashOf(matches: readonly string[]): string {
  return createHash('sha1').update(matches.join(' ')).digest('base64url').slice(0, 12)
}
