import { type DiamondFormat, diamondFormatOf } from '../engines/diamond/format.ts'

/** Major League Baseball, Official Baseball Rules 7.01 to 7.03; `{}` has no runner in extra innings. */
export const baseballFormat = diamondFormatOf({
  innings: 9,
  extraRunners: 'none',
  mercy: [],
  officialAfter: 5,
  forfeitRuns: 9,
})

export const baseballPresets: Readonly<Record<string, Partial<DiamondFormat>>> = {
  /** Rule 7.01(b): a runner on second from the tenth, in the regular season. */
  mlb: { extraRunners: 'second' },
  'mlb-postseason': {},
  milb: { extraRunners: 'second' },
  'milb-doubleheader': { innings: 7, extraRunners: 'second' },
  npb: { maxInnings: 12 },
  kbo: { maxInnings: 11 },
  /** The run-ahead rule is one of the pools and quarter-finals alone. */
  wbc: {
    extraRunners: 'second',
    mercy: [
      { after: 5, lead: 15 },
      { after: 7, lead: 10 },
    ],
  },
  'wbc-finals': { extraRunners: 'second' },
  wbsc: {
    extraRunners: 'first_second',
    mercy: [
      { after: 5, lead: 15 },
      { after: 7, lead: 10 },
    ],
  },
  'seven-innings': { innings: 7 },
}
