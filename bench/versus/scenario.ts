import type { Progress, Scenario } from '../common/scenario.ts'
import { atMost, info, type Row } from '../common/table.ts'
import { openCentrifugo } from './centrifugo.ts'
import { CENTRIFUGO_VERSION, findCentrifugo } from './centrifugo-program.ts'
import type { Contender } from './contender.ts'
import { openTouchline } from './touchline.ts'
import { compareContenders, type VersusLoad, type VersusResult } from './versus.ts'

const ROUNDS = 5
const MISSING = 'no `centrifugo` and no Go: put one on the PATH, or name the program by CENTRIFUGO'
const THOUSAND: VersusLoad = { viewers: 1_000, updates: 100, pauseMs: 50 }
const CROWD: VersusLoad = { viewers: 8_000, updates: 20, pauseMs: 400 }

export const versus: Scenario = {
  name: 'versus',
  title: 'Touchline against Centrifugo, both over Redis: fan-out, joins, memory',
  async run(onProgress) {
    const program = await findCentrifugo(onProgress)
    if (program === undefined) return [{ what: 'against Centrifugo', measured: `not measured: ${MISSING}` }]
    const contenders: Contender[] = []
    try {
      const touchline = await openTouchline()
      contenders.push(touchline)
      contenders.push(await openCentrifugo(program, touchline.redisUrl, touchline.example))
      return [
        ...(await compare(contenders, THOUSAND, 'one match, 1,000 viewers', onProgress)),
        ...(await compare(contenders, CROWD, 'one match, 8,000 viewers', onProgress)),
      ]
    } finally {
      // Centrifugo first: the databases are Touchline's.
      for (const contender of contenders.toReversed()) await contender.close()
    }
  },
}

async function compare(
  contenders: readonly Contender[],
  load: VersusLoad,
  title: string,
  onProgress: Progress,
): Promise<Row[]> {
  const results = await compareContenders(contenders, load, ROUNDS, onProgress)
  const of = (name: keyof VersusResult, which: string) => results.get(which)?.[name] ?? Number.NaN
  const ratio = (name: keyof VersusResult) => of(name, 'Touchline') / of(name, 'Centrifugo')
  const both = (what: string, name: keyof VersusResult, unit: string, digits: number, scale = 1) =>
    [...results.keys()].map((which) =>
      info(`${title}: ${what}, ${nameOf(which)}`, of(name, which) / scale, unit, digits),
    )
  return [
    ...both('CPU of a delivery', 'deliveryMicros', 'µs', 1),
    atMost(`${title}: CPU of a delivery, against Centrifugo`, ratio('deliveryMicros'), 0.55, '×'),
    ...both('… of it in the kernel', 'deliveryKernelMicros', 'µs', 1),
    info(
      `${title}: … Touchline's kernel part alone, against Centrifugo`,
      of('deliveryKernelMicros', 'Touchline') / of('deliveryMicros', 'Centrifugo'),
      '×',
    ),
    ...both('bytes of a delivery', 'deliveryBytes', 'B', 0),
    ...both('CPU of a join, just started', 'joinMicros', 'µs', 0),
    atMost(`${title}: CPU of a join, against Centrifugo`, ratio('joinMicros'), 1.06, '×'),
    ...both('memory of a viewer', 'viewerBytes', 'KB', 1, 1_024),
  ]
}

function nameOf(contender: string): string {
  return contender === 'Centrifugo' ? `Centrifugo ${CENTRIFUGO_VERSION}` : contender
}
