import { type DiamondFormat, diamondFormatOf } from '../engines/diamond/format.ts'

/** Fastpitch as the WBSC plays it, with neither the tie-break nor the run-ahead rule; `wbsc` has both. */
export const softballFormat = diamondFormatOf({
  innings: 7,
  extraRunners: 'none',
  mercy: [],
  officialAfter: 5,
  forfeitRuns: 7,
})

export const softballPresets: Readonly<Record<string, Partial<DiamondFormat>>> = {
  wbsc: {
    extraRunners: 'second',
    mercy: [
      { after: 3, lead: 20 },
      { after: 4, lead: 15 },
      { after: 5, lead: 7 },
    ],
  },
  ncaa: { mercy: [{ after: 5, lead: 8 }] },
}
