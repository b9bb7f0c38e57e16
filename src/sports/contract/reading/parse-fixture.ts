import { z } from 'zod'
import { type Fault, InvalidRequest } from '../../../errors.ts'
import { SOURCE_NAME } from '../../../match/feed.ts'
import type { Fixture } from '../../../match/state.ts'
import { isMatchId, NO_MATCH_ID } from '../../../protocol/match-id.ts'
import { PLAIN_WORDS } from '../plain-words.ts'
import { resolvePreset } from '../presets.ts'
import type { Sport } from '../sport.ts'
import { unknownFixtureFields } from '../warnings/unknown-fields.ts'
import type { Warning } from '../warnings/warning.ts'
import { cleanJson, isPlainObject, notClean } from './clean-json.ts'
import { faultsOf } from './faults.ts'
import { instant, VISIBLE } from './fields.ts'

const line = z.string().trim().regex(VISIBLE, 'must not be empty')
const text = line.max(200)
const team = z.object({
  id: line.max(64).exactOptional().describe('the feed’s own id of the team'),
  name: text,
  short: line.max(64).exactOptional().describe('what it is called where room is short: `Man United`'),
  code: line.max(16).exactOptional().describe('as scoreboards abbreviate it: `MUN`'),
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #c8102e')
    .exactOptional()
    .describe('of the team: `#c8102e`'),
  crest: z
    .url({ protocol: /^https$/, error: 'must be an https address of an image' })
    .max(500)
    .exactOptional()
    .describe('https address of an image'),
})
const source = z.string().regex(SOURCE_NAME, 'must be letters, digits and . _ -, up to 64')

/** A fixture as feeds send it, but for its format, which its sport reads. */
export const fixtureBody = z.object({
  sport: z.string(),
  competition: text.exactOptional(),
  competitionName: text.exactOptional().describe('what people call the competition, where `competition` is an id'),
  round: text.exactOptional().describe('`Matchday 12`, `Quarter-final`'),
  startsAt: instant.exactOptional(),
  venue: text.exactOptional(),
  home: team,
  away: team,
  sources: z
    .array(source)
    .min(1)
    .max(16)
    .refine((names) => new Set(names).size === names.length, 'must name each source once')
    .meta({ uniqueItems: true })
    .exactOptional()
    .describe('which sources may be in charge, the best first; all others stay in the shadow'),
})

/**
 * Makes a fixture from a feed's JSON, and completes its format with the sport's defaults.
 *
 * @throws {InvalidRequest} naming every fault
 */
export function parseFixture(matchId: string, input: unknown, sports: ReadonlyMap<string, Sport>): Fixture {
  if (!isPlainObject(input)) throw new InvalidRequest('a fixture is a JSON object')
  const clean = cleanJson(input)
  if (!isPlainObject(clean)) throw notClean('fixture', input)
  const faults: Fault[] = []
  if (!isMatchId(matchId)) faults.push({ path: 'match', message: NO_MATCH_ID })
  const body = fixtureBody.safeParse(clean, PLAIN_WORDS)
  if (!body.success) faults.push(...faultsOf(body.error))
  const format = readFormat({ ...clean, format: input['format'] }, sports, faults)
  if (!body.success || format === undefined || faults.length > 0) {
    throw new InvalidRequest('the fixture cannot be read', faults)
  }
  return { match: matchId, ...body.data, format }
}

/** What is surprising about a fixture as it was sent: fields that nobody knows. */
export function surprisesOfFixture(input: unknown): Warning<'unknown-field'>[] {
  return unknownFixtureFields(fixtureBody, input)
}

function readFormat(
  input: Readonly<Record<string, unknown>>,
  sports: ReadonlyMap<string, Sport>,
  faults: Fault[],
): object | undefined {
  const name = input['sport']
  if (typeof name !== 'string') return undefined
  const sport = sports.get(name)
  if (sport === undefined) {
    faults.push({ path: 'sport', message: `unknown sport "${name}"; known: ${[...sports.keys()].join(', ')}` })
    return undefined
  }
  const resolved = resolvePreset(sport, input['format'])
  if ('fault' in resolved) {
    faults.push({ path: 'format', message: resolved.fault })
    return undefined
  }
  // In a format null may have a meaning of its own, "no tie-break at all"; where it has none, it is as if left out.
  const asSent = sport.format.safeParse(resolved.format, PLAIN_WORDS)
  const format = asSent.success ? asSent : sport.format.safeParse(cleanJson(resolved.format), PLAIN_WORDS)
  if (format.success) return cleanJson(format.data) as object
  faults.push(...faultsOf(format.error, 'format'))
  return undefined
}
