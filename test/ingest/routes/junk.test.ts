import { describe, expect, it } from 'vitest'
import { useServer } from '../../http/use-server.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'

const server = useServer({ LOG_LEVEL: 'error' })

const WORDS = [
  'goal',
  'delivery',
  'point',
  'period_start',
  'score_set',
  'home',
  'away',
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'toJSON',
  'length',
  'id',
  'type',
  '',
  '\u0000',
]
const FIELDS = ['id', 'type', 'team', 'period', 'clock', 'player', 'order', 'revision', 'status', 'occurredAt', 'score']
const TYPES = [
  'goal',
  'card',
  'score_set',
  'period_start',
  'status_set',
  'clock',
  'result_set',
  'shootout_kick',
  'note',
]

const FIXTURE_FIELDS = ['sport', 'format', 'competition', 'startsAt', 'venue', 'home', 'away']
const FORMAT_FIELDS = ['preset', 'type', 'oversLimit', 'halves', 'sets', 'periodLabel', 'code', 'name', 'ballsPerOver']
const SPORTS = ['football', 'tennis', 'cricket', 'generic', 'volleyball']
/** Stands for what nests so deep that only a text can hold it. */
const ABYSS = '<abyss>'
const DEEP = `${'[{"a":'.repeat(10_000)}0${'}]'.repeat(10_000)}`
/** Objects that cannot be made into text, and what else surprises whoever trusts a type. */
const ODDITIES: readonly unknown[] = [
  { toString: null },
  { toString: 1, valueOf: {} },
  { toJSON: 'x', length: 1e9 },
  { length: -1, 0: 'a' },
  Object.fromEntries([['__proto__', null]]),
  { constructor: { prototype: null } },
  [[[[[]]]]],
  [null],
  Array.from({ length: 40 }).reduce<unknown>((inner) => [inner], 0),
  ABYSS,
  Number.MAX_VALUE,
  -Number.MIN_VALUE,
  '\ud800',
  'x'.repeat(20_000),
]

/** Any JSON value, now and then one that means something. */
function value(random: SeededRandom, depth = 0): unknown {
  if (random.chance(0.1)) return random.pick(ODDITIES)
  const kind = random.int(depth > 4 ? 6 : 9)
  if (kind === 0) return null
  if (kind === 1) return random.chance(0.5)
  if (kind === 2) return random.pick([0, -1, 1, 2, 45, 1e15, -1e308, 0.1, Number.MAX_SAFE_INTEGER])
  if (kind <= 5) return random.pick([...WORDS, '45+2', '12:00', 'confirmed', String.fromCharCode(random.int(0xffff))])
  if (kind === 6) return Array.from({ length: random.int(4) }, () => value(random, depth + 1))
  return object(random, depth + 1)
}

function object(random: SeededRandom, depth: number): object {
  const keys = Array.from({ length: random.int(6) }, () => random.pick([...FIELDS, ...WORDS]))
  return Object.fromEntries(keys.map((key) => [key, value(random, depth)]))
}

/** An event that is nearly right. */
function event(random: SeededRandom): object {
  const id = random.chance(0.1) ? random.pick(ODDITIES) : `e${random.int(30)}`
  const base = { id, type: random.pick(TYPES), team: random.pick(['home', 'away']) }
  const spoilt = Object.fromEntries(
    Array.from({ length: random.int(4) }, () => [random.pick(FIELDS), value(random, 2)]),
  )
  return random.chance(0.5)
    ? { ...base, ...spoilt }
    : { ...base, period: 1 + random.int(5), clock: `${random.int(99)}` }
}

/** A fixture that is nearly right. */
function fixture(random: SeededRandom): object {
  const format = Object.fromEntries(
    Array.from({ length: random.int(4) }, () => [
      random.pick(FORMAT_FIELDS),
      random.chance(0.3) ? random.pick(ODDITIES) : value(random, 2),
    ]),
  )
  const base = { sport: random.pick(SPORTS), format, home: { name: 'A' }, away: { name: 'B' } }
  return random.chance(0.5) ? base : { ...base, [random.pick(FIXTURE_FIELDS)]: value(random, 2) }
}

/** JSON with a byte changed, cut, or doubled. */
function garbled(random: SeededRandom, text: string): string {
  const at = random.int(text.length + 1)
  const insert = random.pick(['', '"', '{', '}', ',', '\\', '\u0000', text])
  return text.slice(0, at) + insert + text.slice(at + random.int(3))
}

/** Mostly of the kind that belongs there. */
function body(random: SeededRandom, { method, path }: { method: string; path: string }, match: string): string {
  const one = () => event(random)
  const many = () => Array.from({ length: random.int(5) }, () => (random.chance(0.8) ? one() : value(random)))
  const line = () => ({ match: random.chance(0.8) ? match : value(random), ...one() })
  const whole = () => fixture(random)
  const fitting = () => {
    if (path === '/v1/events') return line
    if (path.endsWith('/timeline')) return many
    if (path.includes('/events')) return method === 'PUT' ? one : random.pick([one, many])
    return whole
  }
  const made = (random.chance(0.7) ? fitting() : random.pick([one, many, line, whole, () => value(random)]))()
  const text = JSON.stringify(made).replace(`"${ABYSS}"`, DEEP)
  return random.chance(0.2) ? garbled(random, text) : text
}

function address(random: SeededRandom, match: string): { method: string; path: string } {
  const m = random.chance(0.8)
    ? match
    : encodeURIComponent(random.pick(['nowhere', '..', '%', 'a b', '__proto__', 'é', 'x'.repeat(70)]))
  const id = encodeURIComponent(
    random.pick([`e${random.int(30)}`, ' ', '%2F', '__proto__', 'é', 'x'.repeat(140), '?', '#']),
  )
  const query = random.pick([
    '',
    '',
    `?at=${random.pick(['0', '-1', 'x', '5', '1e9'])}`,
    '?reason=%00',
    `?reason=${'r'.repeat(300)}`,
    '?revision=x',
    '?limit=0&after=x',
    '?cursor=%F0',
    '?status=live,,',
    '?date=0000-00-00',
    '?at=1&at=2',
  ])
  return random.pick([
    { method: 'POST', path: `/v1/matches/${m}/events${query}` },
    { method: 'POST', path: `/v1/matches/${m}/events` },
    { method: 'PUT', path: `/v1/matches/${m}/events/${id}` },
    { method: 'DELETE', path: `/v1/matches/${m}/events/${id}${query}` },
    { method: 'POST', path: `/v1/matches/${m}/events/${id}/restore` },
    { method: 'PUT', path: `/v1/matches/${m}/timeline` },
    { method: 'PUT', path: `/v1/matches/${m}` },
    { method: 'POST', path: '/v1/events' },
    { method: 'GET', path: `/v1/matches/${m}${query}` },
    { method: 'GET', path: `/v1/matches/${m}/updates${query}` },
    { method: 'GET', path: `/v1/matches${query}` },
    { method: random.pick(['PATCH', 'HEAD', 'OPTIONS']), path: `/v1/matches/${m}` },
  ])
}

describe('[H5] junk', () => {
  it('in bodies and addresses never makes a 500, a stack, or a state that the patches do not lead to', async () => {
    await forSeeds(20, async (random) => {
      const match = await server.api.createMatch({ sport: random.pick(SPORTS) })
      for (let step = 0; step < 80; step += 1) {
        const { method, path } = address(random, match)
        const hasBody = method === 'POST' || method === 'PUT'
        const contentType = path === '/v1/events' ? 'application/x-ndjson' : 'application/json'
        const { status } = await server.api.send(method, path, {
          isUndescribed: true,
          ...(hasBody && { body: body(random, { method, path }, match), headers: { 'content-type': contentType } }),
        })
        expect({ method, path, status }).toMatchObject({ status: expect.toSatisfy((code: number) => code < 500) })
      }
      const now = (await server.api.get(`/v1/matches/${match}`)).body
      const folded = (await server.api.get(`/v1/matches/${match}?at=${now.seq}`)).body
      expect(folded).toEqual(now)
      expect(JSON.stringify(now)).not.toContain('null')
    })
  })
})
