import type { SeededRandom } from '../support/seeded-random.ts'

/** What a viewer might send, often with faults in it: wrong values anywhere. */
export function anyFrame(random: SeededRandom): object {
  return {
    ...(random.chance(0.9) && {
      op: random.chance(0.95) ? random.pick(['subscribe', 'unsubscribe', 'ping', 'auth']) : anyValue(random),
    }),
    ...(random.chance(0.3) && { id: random.chance(0.7) ? random.int(99) : anyValue(random) }),
    ...(random.chance(0.8) && { matches: anyList(random, anyMatch) }),
    ...(random.chance(0.4) && { boards: anyList(random, anyBoard) }),
    ...(random.chance(0.5) && { token: mostly(random, 'a.b.c') }),
    ...(random.chance(0.1) && { ['__proto__']: anyValue(random) }),
  }
}

export function anyValue(random: SeededRandom): unknown {
  return random.pick([null, true, -1, 1.5, 1e308, '', 'x'.repeat(99), [], [[]], {}, { match: {} }, '\u0000', 'ping'])
}

function anyList(random: SeededRandom, anyItem: (random: SeededRandom) => unknown): unknown {
  return random.chance(0.95) ? Array.from({ length: random.int(4) }, () => anyItem(random)) : anyValue(random)
}

function anyMatch(random: SeededRandom): unknown {
  if (random.chance(0.5)) return `m${random.int(9)}`
  if (random.chance(0.05)) return anyValue(random)
  const hasPosition = random.chance(0.5)
  return {
    match: mostly(random, 'm1'),
    ...((hasPosition || random.chance(0.05)) && { epoch: mostly(random, 'e1') }),
    ...((hasPosition || random.chance(0.05)) && { seq: mostly(random, random.int(99)) }),
    ...(random.chance(0.3) && { delayMs: anyDelay(random) }),
  }
}

function anyBoard(random: SeededRandom): unknown {
  if (random.chance(0.5)) return 'sport:tennis'
  if (random.chance(0.05)) return anyValue(random)
  return {
    board: mostly(random, 'sport:tennis'),
    ...(random.chance(0.3) && { delayMs: anyDelay(random) }),
    ...(random.chance(0.5) && {
      positions: anyList(random, () => ({
        match: mostly(random, 'm1'),
        epoch: mostly(random, 'e1'),
        ...(random.chance(0.95) && { seq: mostly(random, random.int(99)) }),
      })),
    }),
  }
}

function anyDelay(random: SeededRandom): unknown {
  return mostly(random, random.pick([0, 1, 120_000, 120_001]))
}

function mostly(random: SeededRandom, value: unknown): unknown {
  return random.chance(0.95) ? value : anyValue(random)
}
