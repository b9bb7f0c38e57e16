import type { MatchEvent } from '../../../match/event.ts'
import type { MatchState } from '../../../match/state.ts'
import type { SportPresentation, SportStory, StoryEntry, StoryItem, Told } from '../../contract/presentation.ts'
import { scoreText } from './score-text.ts'
import { tellCommon } from './tell-common.ts'
import { inWords } from './words.ts'

/** Every event in words, those of a sport's own in the feed's. */
export const plainStory: SportStory = {
  layout: 'sides',
  tell: (entries) => entries.map((entry) => ({ entry, item: tellPlain(entry, scoreText(entry.after.score)) })),
}

/**
 * A presentation whose story also has what the feed says of an event in any sport: whom it is about, why, and its own words. Each stands
 * once: not where the sport's line says it already, and in the first line of an event that has several.
 */
export function withFeedWords(presentation: SportPresentation): SportPresentation {
  const { story } = presentation
  const tell = <Entry extends StoryEntry>(entries: readonly Entry[], state: MatchState): readonly Told<Entry>[] => {
    let last: Entry | undefined
    return story.tell(entries, state).map((told) => {
      const isFirst = told.entry !== last
      last = told.entry
      return isFirst ? { ...told, item: withWords(told.item, told.entry.event) } : told
    })
  }
  return { ...presentation, story: { ...story, tell } }
}

function withWords(item: StoryItem, event: MatchEvent): StoryItem {
  const { title, detail, tone } = item
  // It has them already: nothing of it is counted.
  if (tone === 'unknown') return item
  const reason = textOf(event, 'reason')
  const said = [event.player, reason && inWords(reason), textOf(event, 'text')]
  const news = said.filter((each) => each !== undefined && each !== '' && !says(`${title} ${detail ?? ''}`, each))
  return news.length === 0 ? item : { ...item, detail: [detail, ...news].filter(Boolean).join(' · ') }
}

/** Whether a line has these words, as whole ones: `Al` is not in `Goal`. */
function says(line: string, words: string): boolean {
  const [found, sought] = [line.toLowerCase(), words.toLowerCase()]
  const at = found.indexOf(sought)
  const isLetter = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character)
  return at >= 0 && !isLetter(found[at - 1]) && !isLetter(found[at + sought.length])
}

/** A line for an event of which at most what every sport has is known. */
function tellPlain(entry: StoryEntry, score: string): StoryItem {
  const { event } = entry
  return tellCommon(entry, score) ?? withPlace(event, { tone: 'plain', title: inWords(event.type) })
}

/** A line for an event of a type that the sport does not know: nobody shall take `red_card` for a red card. */
export function tellUnknown(event: MatchEvent): StoryItem {
  const details = ['not counted: no such event in this sport', event.player, textOf(event, 'text')]
  return withPlace(event, { tone: 'unknown', title: `“${event.type}”`, detail: details.filter(Boolean).join(' · ') })
}

function withPlace({ team, clock }: MatchEvent, item: StoryItem): StoryItem {
  return { ...item, ...(team && { side: team }), ...(clock !== undefined && { when: clock }) }
}

function textOf(event: MatchEvent, field: string): string | undefined {
  const value = event[field]
  return typeof value === 'string' ? value : undefined
}
