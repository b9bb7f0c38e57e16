import type { z } from 'zod'
import type { EffectiveEvent, MatchEvent } from '../../match/event.ts'
import type { Reduced, Rules } from '../../match/fold.ts'
import type { JsonObject } from '../../match/merge-patch.ts'
import { OVER } from '../../match/scoreboard.ts'
import type { Fixture, MatchState, Result, Scoreline } from '../../match/state.ts'
import { type CorrectionCause, type NamedCorrection, withGeneralCorrections } from './corrections.ts'

import { type ClockFace, finishWith } from './finish.ts'
import { playerFieldsOfEvent } from './players/event-players.ts'
import { type PlayerKeys, withPlayerKeys } from './players/player-keys.ts'
import { didYouMean } from './warnings/did-you-mean.ts'
import { isDisplayOnly } from './warnings/display-only.ts'
import { changesNothing, confirms, generalWarnings, mismatch } from './warnings/general.ts'
import { outOfPlay } from './warnings/out-of-play.ts'
import { rememberMoment, toldTwice } from './warnings/twice.ts'
import { unknownFields } from './warnings/unknown-fields.ts'
import type { Warning, WarningText } from './warnings/warning.ts'

/**
 * One sport: a folder whose `index.ts` calls `defineSport`, and a line in `registry.ts`.
 */
export interface Sport extends Rules {
  /** Wire name: `football`. */
  readonly name: string
  /** For people: `Football`. */
  readonly title: string
  /** What it covers, in a sentence or two for people who send or show it. */
  readonly about: string
  /** The options of a competition's rules; every one has a default, so `{}` parses. */
  readonly format: z.ZodType<object>
  /** Named formats: a fixture may say `format: "wimbledon"`, or `format: {"preset": "wimbledon", …}` to change some. */
  readonly presets: Readonly<Record<string, object>>
  /**
   * The fields of each event type beyond the envelope; its `meta` says what it does and gives examples, of the fields
   * alone. A type that is not here is unknown: stored, no effect.
   */
  readonly events: Readonly<Record<string, z.ZodObject>>
  /** The shape of `state.detail`. */
  readonly detail: z.ZodType<object>
  /** The numbers of a score; whole ones if left out. */
  readonly points?: z.ZodType<number>
  /** What each value of `state.phase` means; `<n>` in it stands for a number, and `<name>` for whatever a feed says. */
  readonly phases: Readonly<Record<string, string>>
  /** When each of its warnings is given, by code; a sport of its own has those of every sport too. */
  readonly warnings: Readonly<Record<string, WarningText>>
  /** What is surprising about this event where it stands in play: what there was before it, and after it. Never blocks it. */
  surprises(event: MatchEvent, before: Reduced, after: Reduced): readonly Warning[]
  /** Whether an event may change nothing and is told all the same: its type is for display only, or its description says when. */
  isShownOnly(event: MatchEvent): boolean
  /** The corrections that have a word of their own. */
  readonly corrections: readonly NamedCorrection[]
  /** The word for a correction of this event, such as `goal_disallowed`; undefined for the plain one. */
  correctionKind(event: MatchEvent, cause: CorrectionCause): string | undefined
  /** The sport's own numbers that a correction tells as before and after, beside the score. */
  figures(state: MatchState): JsonObject
  /** Whether a new event changed what was over before it: a late point that turns a set. Told as a correction. */
  turns(event: MatchEvent, before: MatchState, after: MatchState): boolean
  /**
   * True for what a viewer who fell behind must still be told: goals, cards, wickets, and what began or ended the match or a
   * period of it, even if that was an ordinary point.
   *
   * @param patch what the event changed in the state
   */
  isKeyEvent(event: MatchEvent, patch: JsonObject): boolean
}

/** A sport as its file writes it: typed by its own format, events, detail and memory. */
export interface SportDefinition<
  Events extends Readonly<Record<string, z.ZodObject>>,
  Detail extends object,
  Memory extends object,
> {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly format: z.ZodType<object>
  readonly presets?: Readonly<Record<string, object>>
  readonly events: Events
  readonly detail: z.ZodType<Detail>
  readonly points?: z.ZodType<number>
  readonly phases: Readonly<Record<string, string>>
  start(fixture: Fixture): Reduced<Detail, Memory>
  apply(reduced: Reduced<Detail, Memory>, event: EventOf<Events>, at: number): Reduced<Detail, Memory>
  readonly readPlace: Rules['readPlace']
  /** What a scoreboard draws without knowing the sport; the result of the state has its text already. */
  scoreline(state: MatchState<Detail>): Scoreline
  /** How the clock is written in this state; `m:ss` if left out. */
  clockFace?(state: MatchState<Detail>): ClockFace
  /** Words for a result that the feed gave without any. */
  resultText(result: Result, state: MatchState<Detail>): string
  readonly warnings: Readonly<Record<string, WarningText>>
  /** What only this sport can find surprising, in the state before the event. The contract adds what holds in every sport. */
  surprises(state: MatchState<Detail>, event: EventOf<Events>, memory: Memory): readonly Warning[]
  readonly corrections?: readonly NamedCorrection<EventOf<Events>>[]
  figures?(state: MatchState<Detail>): JsonObject
  turns?(event: EventOf<Events>, before: MatchState<Detail>, after: MatchState<Detail>): boolean
  /** True for an event that is shown and no more, where that is not so of all of its type: a foul that no board counts. */
  isShownOnly?(event: EventOf<Events>): boolean
  /** True where a match is over because the laws say so and the feed has not: what it still tells is no surprise. */
  mayGoOn?(memory: Memory): boolean
  /** What of the memory is more than a note of each event, so that a change of it is an effect; all if left out. */
  lasting?(memory: Memory): object
  readonly keyEvents: ReadonlySet<string>
  /** The event types that cannot happen twice at one moment: a goal, not a free throw. */
  readonly once?: ReadonlySet<string>
  /** Tells which events of other types are key events too: a delivery that took a wicket. */
  isKeyEvent?(event: EventOf<Events>): boolean
}

/** The union of a sport's events, discriminated by `type`: envelope and fields together. */
export type EventOf<Events extends Readonly<Record<string, z.ZodObject>>> = {
  [Type in keyof Events & string]: Pick<
    MatchEvent,
    'id' | 'team' | 'period' | 'clock' | 'player' | 'occurredAt' | 'order'
  > &
    z.output<Events[Type]> & { readonly type: Type }
}[keyof Events & string]

/**
 * Makes a sport of its typed definition. This is the one place that trusts: `parseEvent` parsed the events when they
 * came in, and this sport made what was reduced before. Inside, nobody checks again.
 */
export function defineSport<
  Events extends Readonly<Record<string, z.ZodObject>>,
  Detail extends object,
  Memory extends object,
>(definition: SportDefinition<Events, Detail, Memory>): Sport {
  type Event = EventOf<Events>
  // The same trust: `correctionKind` asks about events of known types alone.
  const corrections = withGeneralCorrections((definition.corrections ?? []) as readonly NamedCorrection[])
  const knows = (event: MatchEvent) => Object.hasOwn(definition.events, event.type)
  const fieldsOf = (event: MatchEvent) => (knows(event) ? definition.events[event.type] : undefined)
  const isShownOnly = (event: MatchEvent): boolean => {
    const fields = fieldsOf(event)
    if (fields === undefined) return false
    return isDisplayOnly(fields) || definition.isShownOnly?.(event as unknown as Event) === true
  }
  return {
    ...definition,
    presets: definition.presets ?? {},
    warnings: { ...generalWarnings, ...definition.warnings },
    corrections,
    finish: finishWith(definition),
    isShownOnly,
    apply: (reduced: Reduced, { event, at }: EffectiveEvent) => {
      const fields = fieldsOf(event)
      if (fields === undefined) return reduced
      const before = keysOf(reduced)
      const named = withPlayerKeys(playerFieldsOfEvent(fields), event, before)
      const given = definition.apply(reduced as Reduced<Detail, Memory>, named.event as unknown as Event, at)
      const ending = endOf(event, given.state)
      const applied = ending === undefined ? given : definition.apply(given, ending as unknown as Event, at)
      const told = momentsOf(reduced)
      const moments = definition.once?.has(event.type) ? rememberMoment(told, named.event) : told
      if (named.keys === before && moments === told) return applied
      const kept = { ...(named.keys !== before && { playerKeys: named.keys }), ...(moments !== told && { moments }) }
      return { ...applied, memory: { ...applied.memory, ...kept } }
    },
    surprises: (event, before, after) => {
      const fields = fieldsOf(event)
      if (fields === undefined) return [unknownType(definition, event), ...mismatch(event, after)]
      const named = withPlayerKeys(playerFieldsOfEvent(fields), event, keysOf(before))
      const own = definition.surprises(
        before.state as MatchState<Detail>,
        named.event as unknown as Event,
        before.memory as Memory,
      )
      const lasting = definition.lasting as ((memory: object) => object) | undefined
      // What says that it does not count needs no second word for it.
      const isSilent =
        own.length === 0 &&
        !isShownOnly(named.event) &&
        changesNothing(before, after, lasting) &&
        !confirms(event, after.state)
      const isKnown =
        own.some(({ code }) => code === 'match-decided') || definition.mayGoOn?.(before.memory as Memory) === true
      return [
        ...own,
        ...(isKnown ? [] : outOfPlay(event, before.state, after.state)),
        ...(definition.once?.has(event.type) ? toldTwice(momentsOf(before), named.event) : []),
        ...(isSilent ? [{ code: 'no-effect', detail: `${event.type} leaves the board as it was` }] : []),
        ...unknownFields(fields, event),
        ...mismatch(event, after),
      ]
    },
    correctionKind: (event, cause) =>
      knows(event) ? corrections.find((each) => each.cause === cause && each.concerns(event))?.kind : undefined,
    figures: (state) => definition.figures?.(state as MatchState<Detail>) ?? {},
    turns: (event, before, after) =>
      knows(event) &&
      definition.turns?.(event as unknown as Event, before as MatchState<Detail>, after as MatchState<Detail>) === true,
    isKeyEvent: (event, patch) =>
      definition.keyEvents.has(event.type) ||
      patch['period'] !== undefined ||
      patch['status'] !== undefined ||
      (knows(event) && (definition.isKeyEvent?.(event as unknown as Event) ?? false)),
  }
}

/** A match that has a result is over, whether or not the feed says so as well. */
function endOf({ id, type }: MatchEvent, { status }: MatchState): MatchEvent | undefined {
  return type === 'result_set' && !OVER.has(status) ? { id, type: 'match_end' } : undefined
}

const NO_KEYS: PlayerKeys = {}
const NO_MOMENTS: readonly string[] = []

/** Beside what the sport itself remembers. */
function keysOf({ memory }: Reduced): PlayerKeys {
  return (memory as { readonly playerKeys?: PlayerKeys }).playerKeys ?? NO_KEYS
}

/** When what cannot happen twice at one moment happened. */
function momentsOf({ memory }: Reduced): readonly string[] {
  return (memory as { readonly moments?: readonly string[] }).moments ?? NO_MOMENTS
}

function unknownType({ name, events }: Pick<Sport, 'name' | 'events'>, { type }: MatchEvent): Warning<'unknown-type'> {
  const meant = didYouMean(type, Object.keys(events))
  const question = meant === undefined ? '' : `; did you mean "${meant}"?`
  return { code: 'unknown-type', detail: `${name} has no event type "${type}"; it was stored and forwarded${question}` }
}
