import { rugbyWorth } from '../engines/rugby/worth.ts'

/** What an event brings to its team's score. */
export const rugbyLeagueWorth = rugbyWorth({ try: 4, conversion: 2, penalty_goal: 2, drop_goal: 1 })
