import { writeFile } from 'node:fs/promises'
import { americanFootball } from './american-football.ts'
import { basketball } from './basketball.ts'
import { darts } from './darts.ts'
import { baseball, softball } from './diamond.ts'
import { esports } from './esports.ts'
import { generic } from './generic.ts'
import { fieldHockey, futsal, handball } from './goal-games.ts'
import { iceHockey } from './ice-hockey.ts'
import { australianRules, rugbyLeague, rugbyUnion } from './kicking-games.ts'
import { padel } from './padel.ts'
import { badminton, pickleball, squash, tableTennis, volleyball } from './rally-games.ts'
import { type InventedGame, invent } from './script/invented-game.ts'
import { snooker } from './snooker.ts'

/** The games that this writes into `fixtures/`, each as `<sport>.ndjson`. Running it again changes nothing. */
const games: readonly InventedGame[] = [
  americanFootball,
  australianRules,
  badminton,
  baseball,
  basketball,
  darts,
  esports,
  fieldHockey,
  futsal,
  generic,
  handball,
  iceHockey,
  padel,
  pickleball,
  rugbyLeague,
  rugbyUnion,
  snooker,
  softball,
  squash,
  tableTennis,
  volleyball,
]

for (const game of games) {
  const text = invent(game)
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')
  await writeFile(new URL(`../../../fixtures/${game.fixture.sport}.ndjson`, import.meta.url), text)
}
