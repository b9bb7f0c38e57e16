import { envelope } from '../sports/contract/reading/envelope.ts'
import { type JsonSchema, schemasOf } from '../sports/contract/schemas/sport-schemas.ts'
import type { Sport } from '../sports/contract/sport.ts'
import { code, table } from './markdown.ts'
import { fieldsOf } from './schema-text.ts'
import { eventSection, fieldTable, GENERATED } from './sport-page.ts'

/** The measured figures of one sport, as they stand in `docs/sports/figures.json`. */
export interface SportFigures {
  readonly sport: string
  readonly matches: number
  readonly events: number
  readonly medianBytes: number
  readonly p99Bytes: number
  readonly appendMicros: number
  readonly refoldMs: number
}

/** The page above those of the sports: what they share. `generic` is the sport that has nothing else. */
export function sportsIndex(sports: Iterable<Sport>, generic: Sport, figures: readonly SportFigures[]): string {
  const { events, state } = schemasOf(generic)
  const { id, text: _, ...shared } = events['note']?.properties ?? {}
  const ofState = { ...state.properties, ...OPAQUE }
  return [
    GENERATED,
    '# Sports',
    'What a feed may send of each sport, and what viewers get of it. The same as JSON Schemas: `GET /v1/sports`.',
    table(
      ['sport', 'name', 'presets'],
      [...sports].map(({ name, title, presets }) => [
        `[${title}](${name}.md)`,
        code(name),
        Object.keys(presets).map(code).join(', '),
      ]),
    ),
    '## How large and how fast',
    'Of the recordings that come with the project: the patch of one event in bytes, reducer and patch of one more event, and a correction of the first event of the longest match. `node bench/folding/patch-sizes.ts --write` measures it again.',
    table(
      ['sport', 'matches', 'events', 'patch, median', 'patch, p99', 'one more event', 'the longest again'],
      figures.map((each) => [
        code(each.sport),
        String(each.matches),
        String(each.events),
        `${each.medianBytes} B`,
        `${each.p99Bytes} B`,
        `${each.appendMicros} µs`,
        `${each.refoldMs} ms`,
      ]),
    ),
    '## Fields of every event',
    fieldTable(fieldsOf({ properties: { id, ...shared, type: TYPE }, required: ['id', 'type'] } as JsonSchema)),
    'Other fields are kept and forwarded. A `null` is the same as a field left out.',
    '## Fields of every state',
    fieldTable(fieldsOf({ ...state, properties: ofState } as JsonSchema), 'always there'),
    '## Events of every sport',
    ...Object.entries(events).flatMap(([type, schema]) => eventSection(type, schema)),
  ].join('\n\n')
}

const TYPE: JsonSchema = { type: 'string', description: envelope.shape.type.description ?? '' }

/** What differs from sport to sport: the pages of the sports have its fields. */
const OPAQUE = {
  sport: { type: 'string', description: 'its wire name' },
  format: { type: 'object', description: 'the rules of this match, complete' },
  detail: { type: 'object', description: 'what only the sport shows' },
} as const
