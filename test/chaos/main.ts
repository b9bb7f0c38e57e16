import { parseArgs } from 'node:util'
import { abortOnInterrupt } from '../../src/ctrl-c.ts'
import { exitCodeOf } from './report.ts'
import { runChaos } from './run.ts'
import { BROKER_KINDS } from './world/broker.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '1' },
    viewers: { type: 'string', default: '300' },
    rate: { type: 'string', default: '30' },
    redis: { type: 'string', default: 'single' },
    only: { type: 'string', default: '' },
  },
})

const redis = BROKER_KINDS.find((kind) => kind === values.redis)
if (redis === undefined) throw new Error(`--redis is one of ${BROKER_KINDS.join(', ')}`)

const interrupted = abortOnInterrupt()

/**
 * `npm run chaos -- --seed N --minutes M [--redis single|sentinel|cluster] [--only WORDS]`: the whole system under traffic, with every fault we can think of, or
 * those with these words in their name, and then the question whether anything got lost. Exits with 1 if so.
 */
const isRight = await runChaos({
  seed: Number(values.seed),
  minutes: Number(values.minutes),
  redis,
  only: values.only,
  viewers: Number(values.viewers),
  perSecond: Number(values.rate),
  signal: interrupted.signal,
  print: (line) => process.stdout.write(`${line}\n`),
})
process.exit(exitCodeOf({ isRight, isInterrupted: interrupted.signal.aborted }))
