import { type Frames, WholeFrames } from '../delivery/frames.ts'
import { eventIdOf } from '../delivery/server-sent-event.ts'
import type { TickChange, TickMessage } from '../rooms/channel.ts'

/** Makes the message that has these changes. */
export type TickText = (changes: readonly TickChange[]) => string

/**
 * What a viewer is told in one tick, as a path in a tree: viewers who are told the same changes stand on the same node, and their
 * message is made once.
 */
export class Tick implements TickMessage {
  readonly changes: readonly TickChange[]
  readonly #textOf: TickText
  readonly #next = new Map<TickChange, Tick>()
  #frames: Frames | undefined

  constructor(textOf: TickText, changes: readonly TickChange[] = []) {
    this.#textOf = textOf
    this.changes = changes
  }

  /** This and one change more. */
  with(change: TickChange): Tick {
    const known = this.#next.get(change)
    if (known !== undefined) return known
    const next = new Tick(this.#textOf, [...this.changes, change])
    this.#next.set(change, next)
    return next
  }

  get frames(): Frames {
    this.#frames ??= this.#encode()
    return this.#frames
  }

  #encode(): Frames {
    const [first, ...others] = this.changes
    const isOfOne = first !== undefined && others.length === 0
    return new WholeFrames(
      this.#textOf(this.changes),
      isOfOne ? eventIdOf(first.channel.match, first.channel.log) : undefined,
    )
  }
}

/** The message of one match that is told by itself. */
export function updateText([change]: readonly TickChange[]): string {
  if (change === undefined) throw new RangeError('a tick has at least one change')
  return `{"op":"update",${headOf(change)},"at":${change.at},"patch":${change.patch}${change.missed}}`
}

/** The message of the matches of a board. */
export function updatesTextOf(board: string): TickText {
  const start = `{"op":"updates","board":${JSON.stringify(board)},"at":`
  return (changes) => {
    const at = Math.max(...changes.map((change) => change.at))
    const updates = changes.map((change) => `{${headOf(change)},"patch":${change.patch}${change.missed}}`)
    return `${start}${at},"updates":[${updates.join(',')}]}`
  }
}

function headOf({ channel: { match }, seq, after }: TickChange): string {
  return `"match":${JSON.stringify(match)},"seq":${seq}${after === seq - 1 ? '' : `,"after":${after}`}`
}
