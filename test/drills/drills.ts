import { failOverWithLoss, losePostgres, loseRedis } from './brokers.ts'
import { certificateEnded, fullDisk, restoreBackup } from './machines.ts'
import { countryRefreshes, feedGoneWild, wrongScoreOnAir } from './people.ts'
import { Stage } from './stage.ts'

/** By the name of its place in `docs/runbook.md`. */
export const DRILLS = {
  'lose-redis': loseRedis,
  'lose-postgres': losePostgres,
  'fail-over-with-loss': failOverWithLoss,
  'restore-a-backup': restoreBackup,
  'feed-gone-wild': feedGoneWild,
  'wrong-score-on-air': wrongScoreOnAir,
  'full-disk': fullDisk,
  'certificate-ended': certificateEnded,
  'country-refreshes': countryRefreshes,
} as const

export type DrillName = keyof typeof DRILLS

/** @returns what everybody said @throws if something did not come that should have */
export async function runDrill(name: DrillName): Promise<string> {
  const stage = new Stage()
  try {
    await DRILLS[name](stage)
    return stage.text()
  } finally {
    await stage.close()
  }
}
