import { z } from 'zod'
import { gamesFormat } from '../engines/games/format.ts'

/**
 * The ways in which tennis is scored.
 *
 * Sources: ITF Rules of Tennis, rules 5 (game, tie-break game), 6 (set), 7 (match) and the appendix of alternative
 * scoring methods (no-ad, short sets, short-set tie-break, match tie-breaks of 7 and 10). Final sets of the Grand Slams: the
 * Grand Slam Board's announcement of 16 March 2022 (tie-break to 10 at 6-6 in all four, from Roland-Garros 2022 on), and
 * before it each event's own rule. Pro sets: USTA Friend at Court, regulation I.
 */

export const tennisFormat = gamesFormat.extend({
  noAd: z.boolean().default(false).describe('one deciding point at deuce'),
})

const SLAM = { tiebreakAt: 6, tiebreakPoints: 7 }
const MEN = { ...SLAM, bestOf: 5 }

/** Men's singles where an event has several; `{"preset": "wimbledon", "bestOf": 3}` for the women's. */
export const tennisPresets = {
  wimbledon: { ...MEN, finalSet: 'tb10@6' },
  'wimbledon-2019': { ...MEN, finalSet: 'tb7@12' },
  'wimbledon-pre-2019': { ...MEN, finalSet: 'advantage' },
  'us-open': { ...MEN, finalSet: 'tb10@6' },
  'us-open-pre-2022': { ...MEN, finalSet: 'tb7@6' },
  'roland-garros': { ...MEN, finalSet: 'tb10@6' },
  'roland-garros-pre-2022': { ...MEN, finalSet: 'advantage' },
  'australian-open': { ...MEN, finalSet: 'tb10@6' },
  'australian-open-pre-2019': { ...MEN, finalSet: 'advantage' },
  atp: { ...SLAM, bestOf: 3, finalSet: 'same' },
  wta: { ...SLAM, bestOf: 3, finalSet: 'same' },
  'atp-doubles': { ...SLAM, bestOf: 3, finalSet: 'matchtb10', noAd: true, doubles: true },
  'mixed-doubles': { ...SLAM, bestOf: 3, finalSet: 'matchtb10', noAd: true, doubles: true },
  'pro-set': { bestOf: 1, gamesPerSet: 8, tiebreakAt: 8, tiebreakPoints: 7 },
  'short-sets': { bestOf: 3, gamesPerSet: 4, tiebreakAt: 4, tiebreakPoints: 7 },
  'short-sets-3': { bestOf: 3, gamesPerSet: 4, tiebreakAt: 3, tiebreakPoints: 5, tiebreakWinBy: 1, noAd: true },
} as const
