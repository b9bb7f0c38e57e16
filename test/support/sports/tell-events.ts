import type { MatchEvent } from '../../../src/match/event.ts'
import type { StoryItem } from '../../../src/sports/contract/presentation.ts'
import { presentationOf } from '../../../src/sports/presentations.ts'
import { fixtureOf, type MatchBuilder } from './match-builder.ts'

/** The story of a match, an item for each line, of events in the order in which they are given. */
export function tellEvents(m: MatchBuilder, events: readonly (Partial<MatchEvent> & { type: string })[]): StoryItem[] {
  const entries = events.map((event, index) => {
    const before = m.state
    const id = `t${index}`
    m.send(event.type, { ...event, id })
    return { event: { ...event, id } as MatchEvent, isDeleted: false, before, after: m.state }
  })
  const { sport } = fixtureOf(m.sport)
  return presentationOf(sport)
    .story.tell(entries, m.state)
    .map(({ item }) => item)
}

/** `Half-time 1–0`: title, detail and score of a line. */
export function lineOf({ title, detail, score, when }: StoryItem): string {
  return [when, title, detail && `(${detail})`, score].filter(Boolean).join(' ')
}
