import { WholeFrames } from '../../src/gateway/delivery/frames.ts'
import { updatesTextOf } from '../../src/gateway/variants/tick.ts'
import { diff } from '../../src/match/merge-patch.ts'
import { scoreState } from '../../src/protocol/view.ts'
import { idOf } from './board-bytes.ts'
import type { PlayedMatch } from './played-match.ts'

const MATCHES = 200
const UPDATES_PER_SECOND = 65
const EVERY_MS = 2_000
const TICKS = 60

/**
 * Bytes a second that a viewer of a board in view `score` is sent with `everyMs` 2000: what the gateway makes of tennis matches that play in turn, each from
 * another point on.
 */
export function paceBytes({ updates }: PlayedMatch, isDeflated: boolean): number {
  const textOf = updatesTextOf('sport:tennis;status:live')
  const places = Array.from({ length: MATCHES }, (_, index) => (index * 37) % updates.length)
  const shown = (match: number) =>
    scoreState((updates[(places[match] as number) % updates.length] as PlayedMatch['updates'][0]).after)
  let bytes = 0
  for (let tick = 0, next = 0; tick < TICKS; tick += 1) {
    const count = (UPDATES_PER_SECOND * EVERY_MS) / 1_000
    const turn = Array.from({ length: count }, (_, index) => (next + index) % MATCHES)
    next += count
    const changes = turn.flatMap((match) => {
      const before = shown(match)
      const after = places[match] as number
      places[match] = after + 1
      // A match that is over begins again: that is no update.
      if ((after + 1) % updates.length === 0) return []
      const patch = diff(before, shown(match))
      if (patch === undefined) return []
      return {
        channel: { match: idOf(match) },
        after,
        seq: after + 1,
        at: 1_795_000_000_000 + tick,
        patch: JSON.stringify(patch),
        missed: '',
      }
    })
    const frames = new WholeFrames(textOf(changes as never))
    bytes += (isDeflated ? frames.deflated : frames.frame).length
  }
  return bytes / (TICKS * (EVERY_MS / 1_000))
}
