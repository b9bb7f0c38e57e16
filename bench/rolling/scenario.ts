import type { Scenario } from '../common/scenario.ts'
import { atMost, info } from '../common/table.ts'
import { measureRolling } from './rolling.ts'

export const rolling: Scenario = {
  name: 'rolling',
  title: 'three gateways behind HAProxy restart one after the other, 1,000 viewers, 20 updates/s',
  async run(onProgress) {
    const load = { viewers: 1_000, matches: 5, matchesPerViewer: 1, perSecond: 20, drainMs: 10_000 }
    const { restarts, ...seen } = await measureRolling(load, onProgress)
    const rows = restarts.map(({ viewers, advised, most }, index) => {
      const what = `rolling restart, gateway ${index + 1}: ${viewers} viewers move, advised ${advised.toFixed(1)}/s; most in a second`
      return atMost(what, most / advised, 1.5, '× the advised', 2)
    })
    return [
      info('rolling restart: updates that 1,000 viewers received', seen.updates, 'updates', 0),
      atMost('rolling restart: missed', seen.missed, 0, 'updates', 0),
      atMost('rolling restart: received twice', seen.duplicated, 0, 'updates', 0),
      atMost('rolling restart: resumes that had to start over', seen.startedOver, 0, 'resumes', 0),
      atMost('rolling restart: viewers not at the end', seen.behind, 0, 'viewers', 0),
      atMost('rolling restart: too slow for updates, given the newest state', seen.conflated, 0, 'times', 0),
      info('rolling restart: POST accepted → last viewer, moves included, max', seen.longestDelayMs, 'ms', 0),
      ...rows,
    ]
  },
}
