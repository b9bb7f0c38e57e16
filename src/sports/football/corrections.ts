import { corrections, type NamedCorrection } from '../contract/corrections.ts'
import type { FootballEvent } from './events.ts'

const of = (type: FootballEvent['type'], what: string) => ({
  what,
  concerns: (event: FootballEvent) => event.type === type,
})

export const footballCorrections: readonly NamedCorrection<FootballEvent>[] = [
  ...corrections(of('goal', 'a goal'), { delete: 'goal_disallowed', restore: 'goal_restored', edit: 'goal_changed' }),
  ...corrections(of('card', 'a card'), { delete: 'card_rescinded', restore: 'card_restored', edit: 'card_changed' }),
  ...corrections(of('shootout_kick', 'a kick of the shoot-out'), {
    delete: 'kick_annulled',
    restore: 'kick_restored',
    edit: 'kick_changed',
  }),
  ...corrections(of('penalty_awarded', 'the award of a penalty'), {
    delete: 'penalty_cancelled',
    restore: 'penalty_restored',
    edit: 'penalty_changed',
  }),
  ...corrections(of('match_end', 'the final whistle'), {
    delete: 'full_time_revoked',
    restore: 'full_time_restored',
    edit: 'full_time_changed',
  }),
]
