import { inventHistory } from '../../support/invented-history.ts'
import { KeptRows } from '../world/kept-rows.ts'
import { type Fault, nothing, type Plan } from './fault.ts'

/** `[W17]` From the loss until every viewer shows what the database has. */
const MENDED_MS = 30_000
/** Of the matches of a run, as many as a failover might catch in the middle of something. */
const MATCHES_LOST = 5

/** A failover that lost the last writes: what was written since the fault began is not there any more. */
const rolledBack: Fault['plan'] = ({ postgres, script }, random) => {
  const matches = random.shuffle(script.matches).slice(0, MATCHES_LOST)
  let rows: KeptRows | undefined
  return {
    targets: ['postgres'],
    async inject() {
      rows = await KeptRows.copy(postgres.url, matches)
    },
    async heal() {
      await script.lose(matches, async (beforeLoss) => rows?.putBack(beforeLoss))
      await rows?.close()
    },
  }
}

/** The bus knows of updates that never were. */
function invented(kind: 'dead' | 'ahead'): Fault['plan'] {
  return ({ broker, postgres, script }, random): Plan => {
    const match = random.pick(script.matches)
    return {
      // While a broker fails nobody knows whether it took what it was told.
      targets: ['redis', 'postgres'],
      async inject() {
        const way = await broker.openWay()
        const seen = await inventHistory({ databaseUrl: postgres.url, redisUrl: way.url, match, kind })
        way.link?.close()
        script.mislead(match, seen)
      },
      heal: nothing,
    }
  }
}

/** What database and bus say of a match differs, and the database is right. */
export const FAULTS_OF_HISTORIES: readonly Fault[] = [
  { name: 'rows rolled back in Postgres', mendedWithinMs: MENDED_MS, plan: rolledBack },
  { name: 'a dead match of the same id on the bus', mendedWithinMs: MENDED_MS, plan: invented('dead') },
  { name: 'the bus has what Postgres has not', mendedWithinMs: MENDED_MS, plan: invented('ahead') },
]
