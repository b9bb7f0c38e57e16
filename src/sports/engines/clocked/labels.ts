/** The breaks and endings of sports with periods, as boards write them. */
export const clockedPhaseLabels: Readonly<Record<string, string>> = {
  half_time: 'HT',
  extra_time_half_time: 'ET HT',
  awaiting_extra_time: 'Full time',
  awaiting_penalties: 'Pens next',
  penalty_shootout: 'Pens',
  break: 'Break',
}
