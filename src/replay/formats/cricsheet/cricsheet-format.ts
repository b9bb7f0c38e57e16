import type { CricsheetFile } from './cricsheet-schema.ts'

const PRESETS: Readonly<Record<string, string>> = {
  Test: 'test',
  MDM: 'first-class',
  ODI: 'odi',
  ODM: 'odi',
  T20: 't20',
  IT20: 't20',
  T10: 't10',
}

/** The format as a feed would write it: a preset, and what differs from it in this match. */
export function formatOf({ info, innings }: CricsheetFile): object {
  const { match_type, overs, balls_per_over: ballsPerOver } = info
  const hasReviews = innings.some((each) => each.overs.some((over) => over.deliveries.some(({ review }) => review)))
  const reviews = hasReviews ? {} : { reviews: 0 }
  if (ballsPerOver === 5) return { preset: 'hundred', ...(overs && { ballsLimit: overs * ballsPerOver }), ...reviews }
  const preset = (overs === 10 ? 't10' : PRESETS[match_type]) ?? (overs ? 't20' : 'first-class')
  const isLimited = preset !== 'test' && preset !== 'first-class'
  return {
    preset,
    ...(isLimited && overs && { oversLimit: overs }),
    // Tests were played with eight balls an over in some countries until 1979.
    ...(ballsPerOver !== 6 && { ballsPerOver, ballsPerEnd: ballsPerOver }),
    ...reviews,
  }
}
