import { writeFile } from 'node:fs/promises'
import { basketball } from './basketball.ts'
import { type InventedGame, invent } from './invented-game.ts'

/** The games that this writes into `fixtures/`, each as `<sport>.ndjson`. Running it again changes nothing. */
const games: readonly InventedGame[] = [basketball]

for (const game of games) {
  const text = invent(game)
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')
  await writeFile(new URL(`../../../fixtures/${game.fixture.sport}.ndjson`, import.meta.url), text)
}
