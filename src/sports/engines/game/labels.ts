/** The breaks of games in periods, as boards write them. */
export const gamePhaseLabels: Readonly<Record<string, string>> = {
  half_time: 'HT',
  break: 'Break',
  awaiting_overtime: 'OT next',
  awaiting_shootout: 'SO next',
  shootout: 'Shoot-out',
}
