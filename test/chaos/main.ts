import { parseArgs } from 'node:util'
import { runChaos } from './run.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '1' },
    viewers: { type: 'string', default: '300' },
    rate: { type: 'string', default: '30' },
  },
})

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())

/**
 * `npm run chaos -- --seed N --minutes M`: the whole system under traffic, with every fault we can think of, and then the question
 * whether anything got lost. Exits with 1 if so.
 */
const isRight = await runChaos({
  seed: Number(values.seed),
  minutes: Number(values.minutes),
  viewers: Number(values.viewers),
  perSecond: Number(values.rate),
  signal: interrupted.signal,
  print: (line) => process.stdout.write(`${line}\n`),
})
process.exit(interrupted.signal.aborted ? 130 : isRight ? 0 : 1)
