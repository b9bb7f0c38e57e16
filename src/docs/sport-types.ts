import { compile } from 'json-schema-to-typescript'
import { z } from 'zod'
import { commonEvents } from '../sports/common/events.ts'
import { describePlayerIds } from '../sports/contract/players/describe-player-ids.ts'
import type { Sports } from '../sports/contract/registry.ts'
import { pascalCase } from '../sports/contract/schemas/pascal-case.ts'
import { type JsonSchema, schemasOf } from '../sports/contract/schemas/sport-schemas.ts'
import type { Sport } from '../sports/contract/sport.ts'

/**
 * The TypeScript types of every sport's states, events and corrections, for those who draw them: a module without
 * imports of schemas, made of the very schemas that the server reads and describes with.
 */
export async function sportTypes(sports: Sports): Promise<string> {
  const known = [...sports.values()]
  const declared: Declared = new Map()
  const common = Object.entries(commonEvents).map(([type, fields]) =>
    eventType(commonName(type), type, fields, declared),
  )
  const parts = await Promise.all(common)
  // One after the other: a sport refers to what those before it have declared.
  for (const sport of known) parts.push(await typesOf(sport, declared))
  const entries = (suffix: string) => known.map(({ name }) => `  '${name}': ${pascalCase(name)}${suffix}`)
  return [
    HEADER,
    ...parts,
    `/** The state of a match, by the name of its sport. */\nexport interface StateBySport {\n${entries('State').join('\n')}\n}`,
    `/** The events of a sport, by its name. */\nexport interface EventBySport {\n${entries('Event').join('\n')}\n}`,
    `/** The sports that this version knows. */\nexport const KNOWN_SPORTS = [${known.map(({ name }) => `'${name}'`).join(', ')}] as const`,
    `/** The words for a correction; a sport of a newer server may have others. */\nexport type CorrectionKind =\n  | ${correctionKinds(
      known,
    )
      .map((kind) => `'${kind}'`)
      .join('\n  | ')}`,
    '',
  ].join('\n\n')
}

const HEADER = `// Made by \`npm run docs\` of the schemas of the sports. Do not edit.

import type { MatchEvent } from '../match/event.ts'
import type { MatchState } from '../match/state.ts'

/** The state of one sport's matches: its name, format and detail are known. */
interface StateOf<Name extends string, Format extends object, Detail extends object> extends MatchState<Detail> {
  readonly sport: Name
  /** Left out in the view \`score\`. */
  readonly format?: Format
}

/** One type of event: what all events have; its own fields follow. */
interface EventOf<Type extends string> extends MatchEvent {
  readonly type: Type
}`

/** The name under which an event was declared, by its schema; a format or a detail, by its declaration. */
type Declared = Map<string, string>

/** The corrections that every sport has. */
const COMMON_CORRECTIONS = ['event_edited', 'event_deleted', 'event_restored', 'source_changed']

function correctionKinds(sports: readonly Sport[]): string[] {
  return [
    ...new Set([...COMMON_CORRECTIONS, ...sports.flatMap(({ corrections }) => corrections.map(({ kind }) => kind))]),
  ]
}

async function typesOf(sport: Sport, declared: Declared): Promise<string> {
  const name = pascalCase(sport.name)
  const { state } = schemasOf(sport)
  const { format, detail } = state.properties as Record<string, JsonSchema>
  const events = Object.entries(sport.events)
  const own = events.filter(([type]) => !isCommon(sport, type))
  const named = new Map(own.map(([type, fields]) => [eventName(sport, type), fieldsSchema(fields)]))
  return [
    `// ${sport.title}`,
    await declareOnce(`${name}Format`, format, declared),
    await declareOnce(`${name}Detail`, detail, declared),
    `export interface ${name}State extends StateOf<'${sport.name}', ${name}Format, ${name}Detail> {}`,
    ...(await Promise.all(
      own.map(([type, fields]) => eventType(eventName(sport, type), type, fields, declared, named)),
    )),
    `export type ${name}Event =\n  | ${events.map(([type]) => eventName(sport, type)).join('\n  | ')}`,
  ].join('\n\n')
}

/** An event that means the same in every sport is declared once. */
function eventName(sport: Sport, type: string): string {
  return isCommon(sport, type) ? commonName(type) : `${pascalCase(sport.name)}${pascalCase(type)}`
}

function isCommon({ events }: Sport, type: string): boolean {
  return Object.hasOwn(commonEvents, type) && events[type] === (commonEvents as Sport['events'])[type]
}

/** An event that is the same in several sports is declared for the first of them; the others' names stand for it. */
async function eventType(
  name: string,
  type: string,
  fields: z.ZodObject,
  declared: Declared,
  named: ReadonlyMap<string, JsonSchema> = new Map(),
): Promise<string> {
  const { examples: _, ...bare } = fieldsSchema(fields)
  const content = JSON.stringify([type, bare])
  const twin = declared.get(content)
  if (twin !== undefined) return `export type ${name} = ${twin}`
  declared.set(content, name)
  const text = await declare(name, withNamed(bare, named))
  return text.replace(`export interface ${name} {`, `export interface ${name} extends EventOf<'${type}'> {`)
}

function fieldsSchema(fields: z.ZodObject): JsonSchema {
  return z.toJSONSchema(fields, {
    io: 'output',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => describePlayerIds(zodSchema, jsonSchema),
  }) as JsonSchema
}

/** A part of an event with fewer fields is written out: its fields say more than a name. */
const NAMED_FIELDS = 4

/** What has the fields of another event of the sport goes by that one's name: a wicket that falls with a ball is like one that falls between balls. */
function withNamed(schema: JsonSchema, named: ReadonlyMap<string, JsonSchema>): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (key, part: JsonSchema) => {
    const keys = Object.keys(key === '' ? {} : ((part as JsonSchema | null)?.properties ?? {}))
    if (keys.length < NAMED_FIELDS) return part
    const [name] = [...named].find(([, event]) => keys.every((each) => hasSameField(part, event, each))) ?? []
    return name === undefined ? part : { tsType: `Pick<${name}, ${keys.map((each) => `'${each}'`).join(' | ')}>` }
  })
}

function hasSameField(left: JsonSchema, right: JsonSchema, key: string): boolean {
  const said = ({ properties, required = [] }: JsonSchema) =>
    JSON.stringify([properties?.[key], (required as readonly string[]).includes(key)])
  return said(left) === said(right)
}

/** What an earlier sport has as well, to the word, is declared for that one; the other's name stands for it. */
async function declareOnce(name: string, schema: JsonSchema | undefined, declared: Declared): Promise<string> {
  const text = await declare(name, schema)
  const content = text.replaceAll(name, '')
  const twin = declared.get(content)
  if (twin !== undefined) return `export type ${name} = ${twin}`
  declared.set(content, name)
  return text
}

async function declare(name: string, schema: JsonSchema | undefined): Promise<string> {
  const { $schema: _, $defs: __, description, ...bare } = withoutReferences({ ...schema, title: name })
  const about = description === undefined ? '' : `/** ${description} */\n`
  const text = await compile(bare as Parameters<typeof compile>[0], name, {
    bannerComment: '',
    additionalProperties: false,
    // At most 11 fielders would be a union of 12 tuples, which takes no `string[]`.
    ignoreMinAndMaxItems: true,
    style: { semi: false, singleQuote: true, printWidth: 120 },
  })
  return `${about}${text.trim().replace(/\/\*\*\n\s+\* (.*)\n\s+\*\//g, '/** $1 */')}`
}

/** A schema that refers to itself stands for any JSON. */
function withoutReferences<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_, item) => (item?.$ref === undefined ? item : { tsType: 'unknown' }))
}

/** `ClockEvent`, because `Clock` is a part of the state. */
function commonName(type: string): string {
  return `${pascalCase(type)}Event`
}
