import type { ResultMethod, Status } from '../../../match/state.ts'

/** The statuses that say where a match stands, in every sport. */
export const STATUS_LABELS: Readonly<Partial<Record<Status, string>>> = {
  delayed: 'Delayed',
  interrupted: 'Paused',
  suspended: 'Suspended',
  postponed: 'Postponed',
  cancelled: 'Cancelled',
  abandoned: 'Abandoned',
}

/** The ways to end that a scoreboard names. */
export const METHOD_LABELS: Readonly<Partial<Record<ResultMethod, string>>> = {
  extra_time: 'AET',
  golden_goal: 'AET',
  silver_goal: 'AET',
  shootout: 'Pens',
  overtime: 'Final/OT',
  retired: 'Ret.',
  walkover: 'W/O',
  default: 'Default',
  disqualified: 'DQ',
  forfeit: 'Forfeit',
  awarded: 'Awarded',
  no_result: 'No result',
}
