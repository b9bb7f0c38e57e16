import { isEqual } from '../match/merge-patch.ts'
import { commonEvents } from '../sports/common/events.ts'
import { envelope } from '../sports/contract/reading/envelope.ts'
import { type JsonSchema, type SportSchemas, schemasOf } from '../sports/contract/schemas/sport-schemas.ts'
import type { Sport } from '../sports/contract/sport.ts'
import { code, jsonBlock, spaced, table } from './markdown.ts'
import { type FieldRow, fieldsOf, typeText } from './schema-text.ts'

export const GENERATED = '<!-- Made by `npm run docs` of the schemas in src/sports. Do not edit. -->'

/** The page of one sport: what a fixture may say, what a feed may send, what comes of it. */
export function sportPage(sport: Sport): string {
  const schemas = schemasOf(sport)
  const { name, title, about, phases } = schemas
  return [
    GENERATED,
    `# ${title}`,
    about,
    `A fixture says ${code(spaced({ sport: name }))}. The JSON Schemas of this page: ${code(`GET /v1/sports/${name}`)}.`,
    '## Format',
    Object.keys(schemas.presets).length > 0
      ? 'A fixture’s `format` is the name of a preset, or options, or options on top of a preset, `{ "preset": "…", … }`; left out, the defaults.'
      : 'A fixture’s `format` has the options that differ from the defaults.',
    formatTable(sport, schemas),
    ...presetSection(sport),
    '## Events',
    ...eventSections(sport, schemas),
    '## Warnings',
    'What is taken all the same, and answered with a warning. A warning never decides what counts.',
    table(
      ['code', 'when', 'example'],
      Object.entries(sport.warnings).map(([name, { when, example }]) => [code(name), when, example]),
    ),
    '## State',
    ...detailSection(sport, schemas),
    '### Phases',
    table(
      ['`state.phase`', ''],
      Object.entries(phases).map(([phase, meaning]) => [code(phase), meaning]),
    ),
  ].join('\n\n')
}

/** The sport's own events in full, the others by name: they are the same everywhere. */
function eventSections(sport: Sport, { events }: SportSchemas): string[] {
  const types = Object.keys(events)
  const common = types.filter((type) => isCommon(sport, type))
  const changed = types.filter((type) => !common.includes(type) && Object.hasOwn(commonEvents, type))
  const own = types.filter((type) => !Object.hasOwn(commonEvents, type))
  const links = common.map((type) => `[${code(type)}](README.md#${type})`).join(', ')
  if (common.length === types.length) return [`Those that every sport has: ${links}.`]
  return [
    'Each may also have the fields that [all events share](README.md#fields-of-every-event).',
    ...[...own, ...changed].flatMap((type) => eventSection(type, events[type] ?? {})),
    `### The others\n\nThe same in every sport: ${links}.`,
  ]
}

function detailSection({ detail }: Sport, { state }: SportSchemas): string[] {
  const fields = fieldsOf(state.properties?.['detail'] as JsonSchema)
  return [
    `\`state.detail\` is ${detail.description ?? 'what only this sport shows'}. Beside it stand [the fields of every state](README.md#fields-of-every-state).`,
    ...(fields.length > 0 ? [fieldTable(fields, 'always there')] : []),
  ]
}

/** True for an event that is the same in every sport. */
function isCommon({ events }: Sport, type: string): boolean {
  return events[type] === (commonEvents as Sport['events'])[type]
}

export function eventSection(type: string, schema: JsonSchema): string[] {
  const isOfType = ({ path, schema: { description } }: FieldRow) =>
    path !== 'type' && (!Object.hasOwn(envelope.shape, path) || description !== sharedDescription(path))
  const fields = fieldsOf(schema).filter(isOfType)
  return [
    `### ${type}`,
    schema.description ?? '',
    ...(fields.length > 0 ? [fieldTable(fields)] : []),
    ...(schema.examples ?? []).map(jsonBlock),
  ]
}

function sharedDescription(field: string): string | undefined {
  return (envelope.shape as Sport['events'][string]['shape'])[field]?.description
}

export function fieldTable(fields: readonly FieldRow[], required = 'required'): string {
  return table(
    ['field', 'type', required, 'meaning'],
    fields.map(({ path, schema, isRequired }) => [
      code(path),
      typeText(schema),
      isRequired ? 'yes' : '',
      schema.description ?? '',
    ]),
  )
}

function formatTable(sport: Sport, { state }: SportSchemas): string {
  const defaults = sport.format.parse({}) as Readonly<Record<string, unknown>>
  return table(
    ['option', 'type', 'default', 'meaning'],
    fieldsOf(state.properties?.['format'] as JsonSchema).map(({ path, schema }) => [
      code(path),
      typeText(schema),
      defaultText(defaults[path] ?? schema.default),
      schema.description ?? '',
    ]),
  )
}

function defaultText(value: unknown): string {
  return value === undefined ? '' : code(spaced(value))
}

/** Presets by what is different in them from the defaults. */
function presetSection(sport: Sport): string[] {
  const defaults = sport.format.parse({}) as Readonly<Record<string, unknown>>
  const rows = Object.entries(sport.presets).map(([name, preset]) => {
    const differing = Object.entries(sport.format.parse(preset)).filter(
      ([key, value]) => !isEqual(value, defaults[key]),
    )
    return [code(name), differing.map(([key, value]) => code(`${key}: ${spaced(value)}`)).join(', ') || 'the defaults']
  })
  return rows.length === 0 ? [] : ['### Presets', table(['preset', 'where it differs from the defaults'], rows)]
}
