import type { Scenario } from '../common/scenario.ts'
import { median } from '../common/statistics.ts'
import { atLeast, atMost, info } from '../common/table.ts'
import { type MeasuredIngest, measureIngest, type NamedLoad } from '../ingest/ingest.ts'

const SIZE = { connections: 32, matches: 32 } as const
const POST: NamedLoad = { name: 'POST, 32 connections', shape: 'single', ...SIZE }
const SOCKET: NamedLoad = { name: '32 sockets', shape: 'socket', ...SIZE }
const AHEAD: NamedLoad = { name: '32 sockets, 8 events ahead', shape: 'socket', ahead: 8, ...SIZE }
const ROUNDS = 3
/** The two ways differ by less than one run differs from the next. */
const NOISE = 1.05

/** `[H16]` Feeds on Postgres + Redis that send the next event when the one before it was answered, by POST and by socket in turn. */
export const feedSocket: Scenario = {
  name: 'feed-socket',
  title: 'durable events over 32 WebSockets of feeds, beside POST in turn; Postgres + Redis',
  async run(onProgress) {
    const loads = [...Array.from({ length: ROUNDS }, () => [POST, SOCKET]).flat(), AHEAD]
    const measured = await measureIngest('Postgres + Redis', loads, { warmUpS: 2, seconds: 6 }, onProgress)
    const of = ({ name }: NamedLoad, read: (one: MeasuredIngest) => number) =>
      median(measured.filter((one) => one.name === name).map(read))
    const postP50 = of(POST, ({ p50 }) => p50)
    const socketP50 = of(SOCKET, ({ p50 }) => p50)
    return [
      atLeast(
        `${SOCKET.name}: acknowledged`,
        of(SOCKET, ({ perSecond }) => perSecond),
        3_000,
        'events/s',
      ),
      info(
        `${POST.name}: answered`,
        of(POST, ({ perSecond }) => perSecond),
        'events/s',
        0,
      ),
      info(
        `${AHEAD.name}: acknowledged`,
        of(AHEAD, ({ perSecond }) => perSecond),
        'events/s',
        0,
      ),
      info(`${SOCKET.name}: acknowledged, p50`, socketP50, 'ms', 1),
      info(`${POST.name}: answered, p50`, postP50, 'ms', 1),
      atMost('p50 of an ack, by that of a POST', socketP50 / postP50, NOISE, '×'),
      info(
        `${SOCKET.name}: acknowledged, p99`,
        of(SOCKET, ({ p99 }) => p99),
        'ms',
        1,
      ),
      info(
        `${POST.name}: answered, p99`,
        of(POST, ({ p99 }) => p99),
        'ms',
        1,
      ),
      info(`${SOCKET.name}: CPU of the server per event`, of(SOCKET, cpuOfServer), 'µs', 0),
      info(`${POST.name}: CPU of the server per event`, of(POST, cpuOfServer), 'µs', 0),
    ]
  },
}

function cpuOfServer({ microsPerEvent }: MeasuredIngest): number {
  return microsPerEvent['server'] ?? Number.NaN
}
