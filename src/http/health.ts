import type { FastifyInstance, FastifyRequest } from 'fastify'

/** One thing that this process needs in order to do its job. @returns undefined when it is well, else what is wrong */
export type Check = () => Promise<string | undefined> | string | undefined

export interface HealthOptions {
  /** Of this program; `/livez` tells it. */
  readonly version: string
  readonly checks: Readonly<Record<string, Check>>
  /** How far this machine's clock is ahead of the database's. Only told: nothing depends on this machine's clock. */
  readonly readSkewMs?: () => number
  /** Who is told what is wrong, which names our own servers; others are told only whether it is ready. Default: everybody. */
  readonly mayKnow?: (request: FastifyRequest) => boolean
}

/** A component that does not answer in time is not well. */
const CHECK_TIMEOUT_MS = 2_000

/** `/livez`: the process runs. `/readyz`: it can do its job now, else 503 with what is wrong by component. */
export async function healthRoutes(
  app: FastifyInstance,
  { version, checks, readSkewMs, mayKnow = () => true }: HealthOptions,
): Promise<void> {
  app.get('/livez', { schema: { hide: true }, logLevel: 'silent' }, async () => ({ status: 'ok', version }))

  app.get('/readyz', { schema: { hide: true }, logLevel: 'silent' }, async (request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await run(check)] as const),
    )
    const isReady = results.every(([, fault]) => fault === undefined)
    const components = Object.fromEntries(results.map(([name, fault]) => [name, fault ?? 'ok']))
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        status: isReady ? 'ready' : 'not ready',
        ...(mayKnow(request) && { components, ...(readSkewMs && { clockSkewMs: readSkewMs() }) }),
      })
  })
}

async function run(check: Check): Promise<string | undefined> {
  const timeout = new Promise<string>((resolve) => {
    setTimeout(resolve, CHECK_TIMEOUT_MS, `no answer in ${CHECK_TIMEOUT_MS} ms`).unref()
  })
  try {
    return await Promise.race([check(), timeout])
  } catch (error) {
    return (error as Error).message
  }
}
