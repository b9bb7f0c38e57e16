import { type Explained, problem, problemOf } from '../problem.ts'

/**
 * What a refusal of each code is like, as OpenAPI shows it, of match `npu-val` and its event `g1`. A test provokes them, and holds that
 * the server says these very words.
 */
const EXPLAINED = {
  'invalid-request': {
    status: 400,
    detail: 'the request does not match its schema',
    errors: [{ path: 'matchId', message: 'must be 1 to 64 of A-Z a-z 0-9 . _ ~ -' }],
  },
  unauthorised: { status: 401, detail: 'send your feed key as "Authorization: Bearer <key>"' },
  forbidden: { status: 403, detail: 'the token does not allow match "npu-val"' },
  'held-back': {
    status: 403,
    detail: 'the token shows match "npu-val" later, and its events can be read once nothing has changed for that long',
  },
  'out-of-scope': { status: 403, detail: 'the key of feed "scout" may not write match "npu-val"' },
  'not-in-charge': {
    status: 403,
    detail: 'source "opta" is in charge of match "npu-val"; only its feeds, or an operator, may do that',
  },
  'operators-only': {
    status: 403,
    detail: 'feed "opta" sends for source "opta"; only an operator acts as another',
  },
  'match-not-found': { status: 404, detail: 'there is no match "npu-val"' },
  'epoch-over': {
    status: 404,
    detail: 'match "npu-val" is in epoch 0mdx4q1k2a; what it was in epoch 0mdw90c3fe is not known',
  },
  'sport-not-found': { status: 404, detail: 'there is no sport "quidditch"; known: …' },
  'event-not-found': { status: 404, detail: 'this source has sent no event "g1" for this match' },
  'event-conflict': {
    status: 409,
    detail: 'event "g1" exists with other content; change it with PUT, or send a higher "revision"',
  },
  'sport-conflict': {
    status: 409,
    detail: 'match "npu-val" is a football match, and a match cannot change its sport; take another id',
  },
  'source-not-listed': {
    status: 409,
    detail: 'the fixture lets only opta be in charge; add "scout" to its "sources" first',
  },
  'source-unknown': {
    status: 409,
    detail: 'source "scout" has sent nothing of match "npu-val", which is being told already',
  },
  'body-too-large': { status: 413, detail: 'a body may have 1 MiB at most; send less at once' },
  'unsupported-media-type': {
    status: 415,
    detail: 'send Content-Type: application/json (application/x-ndjson for POST /v1/events), in UTF-8',
  },
  'invalid-event': {
    status: 422,
    detail: 'football refuses this goal',
    errors: [{ path: 'team', message: 'is missing; it must be one of home, away' }],
  },
  'match-full': {
    status: 422,
    detail:
      'the source has sent 20000 events of this match, the most there may be; edit or restore those instead of sending new ones',
  },
  'state-too-large': {
    status: 422,
    detail:
      'the state of the match would be bigger than 262144 bytes; does the feed send the same events under new ids?',
  },
  'too-many-sources': { status: 422, detail: '16 sources tell match "npu-val", the most there may be' },
  'rate-exceeded': {
    status: 429,
    detail: 'a feed may send 2000 requests a second; send several events in one array',
  },
  'request-timeout': { status: 408, detail: 'the request did not arrive in time' },
  'expectation-failed': { status: 417, detail: 'this server knows only Expect: 100-continue; leave the header out' },
  'headers-too-large': { status: 431, detail: 'address and headers may have 16 KiB at most' },
  'internal-error': { status: 500, detail: 'an unexpected error; the log has it under this request id' },
  'database-unavailable': {
    status: 503,
    detail: 'it may or may not have been written; send the same request again, repeats are safe',
  },
  'keys-unavailable': { status: 503, detail: 'the keys of viewer tokens cannot be read now' },
  'match-busy': { status: 503, detail: 'match "npu-val" is being written by others; send the same request again' },
  stopping: { status: 503, detail: 'this replica is stopping; send it again' },
} as const satisfies Readonly<Record<string, Omit<Explained, 'code'>>>

export type ProblemCode = keyof typeof EXPLAINED

/** What the parser of HTTP refuses before a route is asked, of any call. */
const OF_ANY_CALL: readonly ProblemCode[] = ['request-timeout', 'expectation-failed', 'headers-too-large']

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'It cannot be read; `errors` has every fault',
  401: 'No key or token, or one that is not good',
  403: 'The key or the token does not allow this',
  404: 'There is no such thing',
  409: 'It contradicts what is there',
  413: 'The body is too big',
  415: 'Another content type, or another charset than UTF-8',
  422: 'It can be read, and is refused',
  429: 'Too much at once; `Retry-After` says when to send it again',
  500: 'A bug',
}

/**
 * The answers of a route that are no success, with an example of each code.
 *
 * @param notNow what a 503 means for whoever asked
 * @param details where these routes say it in other words
 */
export function refusals(notNow: string, codes: readonly ProblemCode[], details: Details = {}) {
  const statuses = new Map<number, ProblemCode[]>()
  for (const code of [...codes, 'internal-error', 'stopping'] as const) {
    const { status } = EXPLAINED[code]
    statuses.set(status, [...(statuses.get(status) ?? []), code])
  }
  const described = [...statuses].map(
    ([status, of]) => [status, refusal(DESCRIPTIONS[status] ?? notNow, of, details)] as const,
  )
  const refused = refusal('What HTTP itself refuses: 408, 417, 431', OF_ANY_CALL, details)
  return { ...Object.fromEntries(described), '4xx': refused } as { readonly '4xx': typeof refused }
}

type Details = { readonly [Code in ProblemCode]?: string }

function refusal(description: string, codes: readonly ProblemCode[], details: Details) {
  const examples = codes.map((code) => {
    const explained: Explained = { code, ...EXPLAINED[code], detail: details[code] ?? EXPLAINED[code].detail }
    return [code, { value: problemOf(explained, 'c8a41f09d2b7-3k') }]
  })
  return {
    description,
    content: { [PROBLEM_TYPE]: { schema: problem } },
    // `withProblemExamples` puts them beside the schema: Fastify's plugin would drop them there.
    problemExamples: Object.fromEntries(examples) as ProblemExamples,
  }
}

const PROBLEM_TYPE = 'application/problem+json'
type ProblemExamples = Readonly<Record<string, { readonly value: object }>>

interface DescribedRoute {
  readonly operationId?: string
  readonly response?: Readonly<Record<string, { readonly problemExamples?: ProblemExamples }>>
}

interface WithPaths {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** The document with the examples of refusals where OpenAPI has them. @param routes the schemas of all its routes */
export function withProblemExamples<Document extends object>(
  document: Document,
  routes: readonly DescribedRoute[],
): Document {
  const examples = new Map(routes.map(({ operationId, response = {} }) => [operationId, response]))
  const { paths = {} } = document as WithPaths
  const shown = Object.entries(paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, said]) => [method, withExamplesOf(said as Said, examples)]),
    ),
  ])
  return { ...document, paths: Object.fromEntries(shown) }
}

interface Said {
  readonly operationId: string
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>
}

function withExamplesOf(said: Said, examples: ReadonlyMap<string | undefined, DescribedRoute['response']>): Said {
  const known = examples.get(said.operationId)
  const responses = Object.entries(said.responses).map(([status, response]) => {
    const shown = known?.[status.toLowerCase()]?.problemExamples
    const media = response.content?.[PROBLEM_TYPE]
    if (shown === undefined || media === undefined) return [status, response]
    return [status, { ...response, content: { [PROBLEM_TYPE]: { ...media, examples: shown } } }]
  })
  return { ...said, responses: Object.fromEntries(responses) }
}
