/** The breaks of games in periods, as boards write them. */
export const gamePhaseLabels: Readonly<Record<string, string>> = {
  half_time: 'HT',
  break: 'Break',
  awaiting_overtime: 'OT next',
  overtime_half_time: 'OT HT',
  awaiting_sudden_death: 'SD next',
  awaiting_shootout: 'SO next',
  shootout: 'Shoot-out',
}
