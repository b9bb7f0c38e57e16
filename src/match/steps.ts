import type { EffectiveEvent } from './event.ts'
import { foldOne, type Rules, readerOf } from './fold.ts'
import { arrange } from './order.ts'
import type { Fixture, MatchState } from './state.ts'

/** One event in order of play, and the states around it as they are shown. */
export interface Step<T extends EffectiveEvent> {
  readonly effective: T
  readonly before: MatchState
  readonly after: MatchState
}

/** A match event by event, in order of play. The last state is that of the fold, but for `updatedAt`, which no event says. */
export function* stepsOf<T extends EffectiveEvent>(
  rules: Rules,
  fixture: Fixture,
  events: readonly T[],
): Generator<Step<T>> {
  let reduced = rules.finish(rules.start(fixture))
  for (const effective of arrange(events, readerOf(rules, reduced))) {
    const before = reduced.state
    reduced = rules.finish(foldOne(rules, reduced, effective))
    yield { effective, before, after: reduced.state }
  }
}
