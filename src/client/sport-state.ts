import type { MatchState } from '../match/state.ts'
import type { UpdateMessage, ViewUpdate } from '../protocol/messages.ts'
import { type EventBySport, KNOWN_SPORTS, type StateBySport } from './sport-types.ts'

/** The wire names of the sports that this version knows. */
export type SportName = keyof StateBySport

/**
 * The state of a match. It narrows by its sport: after `if (state.sport === 'cricket')` the innings are typed. A server
 * newer than this client may send a sport that is not in here, see `unknownSport`.
 */
export type SportState = StateBySport[SportName]

/** An event as feeds send it. It narrows by `type` once its sport is known. */
export type SportEvent<Name extends SportName = SportName> = EventBySport[Name]

/** A match of a sport that this version does not know. Its scoreline says what to draw. */
export type UnknownSport = MatchState

const KNOWN: ReadonlySet<string> = /* @__PURE__ */ new Set(KNOWN_SPORTS)

/** The state, if its sport is one that this version does not know: a newer server may have more sports. */
export function unknownSport(state: SportState): UnknownSport | undefined {
  return KNOWN.has(state.sport) ? undefined : state
}

/** What one sport's matches tell when an update came in. */
interface UpdateOf<Name extends SportName> {
  readonly sport: Name
  /** As it came; `event` is typed by the sport. With `everyMs` it has neither `event` nor `kind`, and may have `after` and `missed`. */
  readonly message: Omit<UpdateMessage, 'event' | 'kind'> &
    Partial<Pick<UpdateMessage, 'kind'>> &
    Pick<ViewUpdate, 'after' | 'missed'> & { readonly event?: EventBySport[Name] }
  readonly before: StateBySport[Name]
  readonly after: StateBySport[Name]
  /** It happened while this client was away and came with the resume. */
  readonly isCatchUp: boolean
}

/** An update that was just folded in. It narrows by `sport`. */
export type MatchUpdate = { [Name in SportName]: UpdateOf<Name> }[SportName]
