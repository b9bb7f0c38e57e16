import type { FastifyInstance } from 'fastify'

const LOOK_EVERY_MS = 10_000
const WORTH_TELLING_MS = 2_000

/** Says in the log when this machine's clock is wrong, and when it is right again. Touchline goes by the database's; other programs may not. */
export function watchSkew(app: FastifyInstance, clock: { readonly skewMs: number }): void {
  let isSkewed = false
  const look = () => {
    const skewMs = clock.skewMs
    if (Math.abs(skewMs) > WORTH_TELLING_MS === isSkewed) return
    isSkewed = !isSkewed
    if (isSkewed) app.log.warn({ skewMs }, "this machine's clock differs from the database's, which counts")
    else app.log.info({ skewMs }, "this machine's clock agrees with the database's again")
  }
  look()
  const timer = setInterval(look, LOOK_EVERY_MS).unref()
  app.addHook('onClose', async () => clearInterval(timer))
}
