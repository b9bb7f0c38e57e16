import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { contentHash } from '../content-hash.ts'
import { AppError } from '../errors.ts'
import { schemasOf } from '../sports/contract/schemas/sport-schemas.ts'
import type { Sport } from '../sports/contract/sport.ts'
import { sports } from '../sports/registry.ts'
import { sportSchemas } from './sport-schemas.ts'
import { holdsTag, sendJson } from './stored-answer.ts'

class NoSuchSport extends AppError {
  readonly code = 'sport-not-found'
  readonly statusCode = 404
  constructor(name: string) {
    super(`there is no sport "${name}"; known: ${[...sports.keys()].join(', ')}`)
  }
}

/** An answer that stays the same as long as this version runs. */
interface Constant {
  readonly text: Buffer
  readonly etag: string
}

/** Sports change only with a release, and mostly by additions, so an answer may be a day old. */
const CACHE = 'public, max-age=86400, must-revalidate'

/** What a developer of a feed or a scoreboard needs to know of each sport. Made when it is first asked for: all of it takes some 100 ms. */
export async function sportReads(fastify: FastifyInstance): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>()
  const bySport = new Map<string, Constant>()
  const describe = (sport: Sport) => {
    const constant = bySport.get(sport.name) ?? constantOf(JSON.stringify(schemasOf(sport)))
    bySport.set(sport.name, constant)
    return constant
  }
  let all: Promise<Constant> | undefined
  const describeAll = async () => {
    const texts: string[] = []
    for (const sport of sports.values()) {
      texts.push(describe(sport).text.toString())
      await nextTurn() // the loop serves viewers, too
    }
    return constantOf(`{"sports":[${texts.join(',')}]}`)
  }

  app.get('/v1/sports', { schema: sportSchemas.sports }, async (request, reply) => {
    all ??= describeAll()
    return sendConstant(request, reply, await all)
  })

  app.get('/v1/sports/:name', { schema: sportSchemas.sport }, async (request, reply) => {
    const { name } = request.params
    const sport = sports.get(name)
    if (sport === undefined) throw new NoSuchSport(name)
    return sendConstant(request, reply, describe(sport))
  })
}

function constantOf(text: string): Constant {
  return { text: Buffer.from(text), etag: `"${contentHash(text)}"` }
}

function sendConstant(request: FastifyRequest, reply: FastifyReply, { text, etag }: Constant): FastifyReply {
  reply.header('etag', etag).header('cache-control', CACHE)
  if (holdsTag(request.headers['if-none-match'], etag)) return reply.code(304).send()
  return sendJson(reply, text)
}
