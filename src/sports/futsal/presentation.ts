import { inGoals } from '../common/text/tell-common.ts'
import { gamePresentation, named } from '../engines/game/presentation.ts'
import { futsalWorth } from './worth.ts'

const KINDS: Readonly<Record<string, string>> = {
  penalty: 'Goal by penalty',
  ten_metre: 'Goal from 10 metres',
  own_goal: 'Own goal',
  free_kick: 'Goal by free kick',
}

const CARDS: Readonly<Record<string, string>> = {
  yellow: 'Yellow card',
  second_yellow: 'Second yellow card, sent off',
  red: 'Red card',
}

export const futsalPresentation = gamePresentation({
  worth: futsalWorth,
  scoreTitle: inGoals,
  tallies: {
    fouls: 'Fouls of the half',
    shots: 'Shots',
    timeouts: 'Timeouts taken',
    yellowCards: 'Yellow cards',
    redCards: 'Red cards',
  },
  words: {
    goal: { tone: 'goal', title: (event) => KINDS[String(event['kind'])] ?? 'Goal' },
    foul: { tone: 'plain', title: named('Foul') },
    card: { tone: 'card', title: (event) => CARDS[String(event['card'])] ?? 'Card' },
    kick_missed: {
      tone: 'plain',
      title: (event) => (event['kind'] === 'penalty' ? 'Penalty missed' : 'Kick from 10 metres missed'),
    },
    shot: { tone: 'plain', title: named('Shot') },
    save: { tone: 'plain', title: named('Save') },
    flying_goalkeeper: {
      tone: 'plain',
      title: (event) => (event['isOn'] === true ? 'Flying goalkeeper' : 'Goalkeeper back in goal'),
    },
  },
})
