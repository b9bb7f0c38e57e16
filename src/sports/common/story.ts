import type { MatchEvent } from '../../match/event.ts'
import type { SportStory, StoryEntry, StoryItem } from '../contract/view.ts'
import { scoreText } from './score-text.ts'
import { tellCommon } from './tell-common.ts'
import { inWords } from './words.ts'

/** Every event in words, those of a sport's own in the feed's. */
export const plainStory: SportStory = {
  layout: 'sides',
  tell: (entries) => entries.map((entry) => ({ entry, item: tellPlain(entry, scoreText(entry.after.score)) })),
}

/** A line for an event of which at most what every sport has is known. */
function tellPlain(entry: StoryEntry, score: string): StoryItem {
  const { event } = entry
  return tellCommon(entry, score) ?? withPlace(event, { tone: 'plain', title: inWords(event.type), ...reasonOf(event) })
}

/** A line for an event of a type that the sport does not know: nobody shall take `red_card` for a red card. */
export function tellUnknown(event: MatchEvent): StoryItem {
  const details = ['not counted: no such event in this sport', event.player, textOf(event, 'text')]
  return withPlace(event, { tone: 'unknown', title: `“${event.type}”`, detail: details.filter(Boolean).join(' · ') })
}

function withPlace({ team, clock }: MatchEvent, item: StoryItem): StoryItem {
  return { ...item, ...(team && { side: team }), ...(clock !== undefined && { when: clock }) }
}

function reasonOf(event: MatchEvent): { readonly detail?: string } {
  const reason = textOf(event, 'reason')
  const detail = [event.player, textOf(event, 'text'), reason && inWords(reason)].filter(Boolean).join(' · ')
  return detail === '' ? {} : { detail }
}

function textOf(event: MatchEvent, field: string): string | undefined {
  const value = event[field]
  return typeof value === 'string' ? value : undefined
}
