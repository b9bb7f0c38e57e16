import { inGoals } from '../common/text/tell-common.ts'
import { gamePresentation, named } from '../engines/game/presentation.ts'
import { iceHockeyWorth } from './worth.ts'

const STRENGTHS: Readonly<Record<string, string>> = {
  pp: 'Power-play goal',
  sh: 'Short-handed goal',
  en: 'Empty-net goal',
  ps: 'Goal by penalty shot',
  awarded: 'Goal awarded',
}

export const iceHockeyPresentation = gamePresentation({
  worth: iceHockeyWorth,
  scoreTitle: inGoals,
  tallies: { shots: 'Shots', penaltyMinutes: 'Penalty minutes', powerPlayGoals: 'Power-play goals' },
  words: {
    goal: { tone: 'goal', title: (event) => STRENGTHS[String(event['strength'])] ?? 'Goal' },
    penalty: {
      tone: 'card',
      title: (event) =>
        `Penalty, ${event['minutes']} minutes${event['kind'] === undefined ? '' : `: ${event['kind']}`}`,
    },
    penalty_end: { tone: 'plain', title: named('Penalty over') },
    shot: { tone: 'plain', title: named('Shot saved') },
    goalie_pulled: { tone: 'plain', title: named('Goalkeeper pulled') },
    goalie_returned: { tone: 'plain', title: named('Goalkeeper back') },
    faceoff: { tone: 'plain', title: named('Face-off') },
  },
})
