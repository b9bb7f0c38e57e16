import type { Side } from '../../../../src/match/state.ts'
import type { SeededRandom } from '../../seeded-random.ts'

/** Invented people: who plays for which side, in every recording that is invented. */
const SQUADS: Readonly<Record<Side, readonly string[]>> = {
  home: [
    'Ada Lind',
    'Bo Marrow',
    'Cleo Danso',
    'Dag Ferro',
    'Esi Novak',
    'Finn Oduya',
    'Gia Tamm',
    'Hal Verne',
    'Ivo Skaar',
    'June Paz',
    'Kaz Orlov',
  ],
  away: [
    'Lou Becker',
    'Mika Sato',
    'Nia Rahm',
    'Otto Quist',
    'Pia Calder',
    'Quin Abara',
    'Rex Holm',
    'Sol Ibarra',
    'Tove Grant',
    'Uma Frost',
    'Vik Jarosz',
  ],
}

export function squadOf(side: Side): readonly string[] {
  return SQUADS[side]
}

export function someone(random: SeededRandom, side: Side): string {
  return random.pick(SQUADS[side])
}

/** Another of the same side. */
export function mateOf(random: SeededRandom, side: Side, player: string): string {
  return random.pick(SQUADS[side].filter((each) => each !== player))
}
