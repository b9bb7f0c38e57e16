import { readFile, writeFile } from 'node:fs/promises'
import { withTables } from '../../src/docs/protocol-tables.ts'
import type { Scenario } from '../common/scenario.ts'
import { info, type Row } from '../common/table.ts'
import { measureCapacity } from './capacity.ts'
import { plan } from './model.ts'
import { AUDIENCES, capacityTables } from './page.ts'

const PAGE = 'docs/capacity.md'

export const capacity: Scenario = {
  name: 'capacity',
  title: 'what one replica of each role carries, for docs/capacity.md (which --plots writes)',
  async run(onProgress, plotFolder) {
    const measured = await measureCapacity(onProgress)
    if (plotFolder === 'docs/plots') {
      const page = await readFile(PAGE, 'utf8')
      await writeFile(PAGE, withTables(page, capacityTables(measured), 'npm run bench -- capacity --plots'))
    }
    const { costs, checks } = measured
    const rows: Row[] = [
      info('capacity: gateway, CPU of a delivery', costs.deliveryMicros, 'µs', 1),
      info('capacity: gateway, CPU of an update that it hears', costs.heardMicros, 'µs', 1),
      info('capacity: gateway that has nobody, CPU a second', costs.baseMicros / 1_000, 'ms', 1),
      info('capacity: gateway, CPU of an idle viewer a second', costs.idleMicros, 'µs', 2),
      info('capacity: gateway, CPU of connecting and joining', costs.joinMicros, 'µs', 0),
      info('capacity: gateway, memory of a viewer', costs.viewerBytes / 1_024, 'KB', 1),
      info('capacity: gateway, bytes of a delivery', costs.deliveryBytes, 'bytes', 0),
      info('capacity: ingest, CPU of an update', costs.ingestMicros, 'µs', 0),
      info('capacity: Postgres, CPU of an update', costs.postgresMicros, 'µs', 0),
      info('capacity: Redis, CPU of an update, one gateway', costs.redisMicros, 'µs', 0),
      info('capacity: Redis, CPU of an update, each gateway more', costs.redisMicrosOfGateway, 'µs', 1),
    ]
    for (const { audience, predictedMicros, measuredMicros } of checks) {
      const what = `${audience.viewers} viewers, ${audience.matches} matches, ${Math.round(audience.matches * audience.updatesPerSecond)} updates/s`
      rows.push(info(`capacity: ${what}: model ÷ measured`, predictedMicros / measuredMicros, '×'))
    }
    for (const { title, audience } of AUDIENCES) {
      rows.push(info(`capacity: ${title}: gateways`, plan(costs, audience).gateways, 'processes', 0))
    }
    return rows
  },
}
