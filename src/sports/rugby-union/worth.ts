import { rugbyWorth } from '../engines/rugby/worth.ts'

/** What an event brings to its team's score. */
export const rugbyUnionWorth = rugbyWorth({ try: 5, penalty_try: 7, conversion: 2, penalty_goal: 3, drop_goal: 3 })
