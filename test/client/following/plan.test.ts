import { describe, expect, it } from 'vitest'
import { Followed } from '../../../src/client/following/followed.ts'
import type { FollowedBoard } from '../../../src/client/following/followed-board.ts'
import type { FollowedMatch } from '../../../src/client/following/followed-match.ts'
import type { Memberships } from '../../../src/client/following/membership.ts'
import { isMatchDue } from '../../../src/client/following/plan.ts'
import { shownOf } from '../../../src/client/following/shown.ts'
import { EVERY_STEPS_MS } from '../../../src/protocol/client-messages.ts'
import { VIEWS } from '../../../src/protocol/messages.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { stateOf } from '../state-builder.ts'

const CUP = 'competition:cup'

function start() {
  const followed = new Followed(Math.random, () => {}, Date.now)
  followed.restart(4_096)
  let id = 0
  const follow = (name: string, delayMs?: number, everyMs = 0): FollowedMatch => {
    const match = followed.match(name)
    match.followers.add({ view: 'full', everyMs })
    match.ownDelayMs = delayMs
    return match
  }
  const open = (name: string, delayMs = 0): FollowedBoard => {
    const board = followed.board(name)
    board.listeners.add({ listChanged: () => {}, statusChanged: () => {} })
    board.delayMs = delayMs
    return board
  }
  const list = (board: FollowedBoard, names: readonly string[]) => {
    const matches = names.map((name) => followed.match(name))
    for (const match of matches) match.boards.add(board)
    board.take(matches)
  }
  /** Everything that is due is sent. */
  const send = () => {
    const planned = followed.plan()
    for (const each of planned) followed.sent(each, ++id)
    return planned.map(({ request }) => request)
  }
  return { followed, server: followed.server, follow, open, list, send }
}

const subscribe = (matches: readonly object[], boards?: readonly object[]) => ({
  op: 'subscribe',
  matches,
  ...(boards && { boards }),
})

describe('a match is asked for', () => {
  it('once, with its delay', () => {
    const { follow, send } = start()
    follow('m1', 5_000)
    expect(send()).toEqual([subscribe([{ match: 'm1', delayMs: 5_000 }])])
    expect(send()).toEqual([])
  })

  it('with what is held of it, unless only a state helps', () => {
    const { follow, send, server } = start()
    const match = follow('m1')
    match.start({ epoch: 'e', seq: 3, state: stateOf('m1') })
    const resume = [subscribe([{ match: 'm1', epoch: 'e', seq: 3 }])]
    expect(send()).toEqual(resume)
    server.matches.unsync('m1', true)
    expect(send()).toEqual([subscribe([{ match: 'm1' }])])
    server.matches.unsync('m1')
    expect(send()).toEqual(resume)
  })

  it('again when its delay is another, as asked or as joined', () => {
    const { follow, send, server } = start()
    const match = follow('m1', 5_000)
    send()
    match.ownDelayMs = 0
    expect(send()).toEqual([subscribe([{ match: 'm1' }])])
    server.matches.join('m1', { by: 'request', view: 'full', delayMs: 0, everyMs: 0 })
    expect(send()).toEqual([])
    match.ownDelayMs = 5_000
    expect(send()).toEqual([subscribe([{ match: 'm1', delayMs: 5_000 }])])
  })

  it('when the board that brought it has it no more', () => {
    const { follow, open, list, send, server } = start()
    follow('m1')
    const board = open(CUP)
    list(board, ['m1'])
    send()
    server.boards.join(CUP, { by: 'request', view: 'full', delayMs: 0, everyMs: 0 })
    server.matches.join('m1', { by: 'board', view: 'full', delayMs: 0, everyMs: 0 })
    expect(send()).toEqual([])
    board.listeners.clear()
    expect(send()).toEqual([{ op: 'unsubscribe', matches: [], boards: [CUP] }, subscribe([{ match: 'm1' }])])
  })

  it('not while it is refused or postponed', () => {
    const { follow, send, server } = start()
    follow('m1')
    follow('m2')
    send()
    server.matches.refuse('m1', 'invalid-match-id')
    server.matches.postpone('m2')
    expect(send()).toEqual([])
    server.matches.retry()
    expect(send()).toEqual([subscribe([{ match: 'm2' }])])
  })

  it('again when it was refused, left, and is followed anew', () => {
    const { followed, follow, send, server } = start()
    const match = follow('m1')
    send()
    server.matches.refuse('m1', 'invalid-match-id')
    match.followers.clear()
    followed.release(match)
    expect(followed.matches.size).toBe(0)
    follow('m1')
    expect(send()).toEqual([subscribe([{ match: 'm1' }])])
  })
})

describe('a match on a board that is asked for', () => {
  it('comes with the board, if its delay is the same', () => {
    const { follow, open, list, send } = start()
    follow('late', 5_000)
    follow('own')
    list(open(CUP), ['own', 'late', 'm1'])
    expect(send()).toEqual([subscribe([{ match: 'late', delayMs: 5_000 }], [{ board: CUP }])])
  })

  it('is asked for by itself once the board has failed, if somebody follows it', () => {
    const { follow, open, list, send, server } = start()
    follow('own')
    list(open(CUP), ['own', 'm1'])
    send()
    server.boards.postpone(CUP)
    expect(send()).toEqual([subscribe([{ match: 'own' }])])
    server.boards.retry()
    expect(send()).toEqual([subscribe([], [{ board: CUP }])])
  })

  it('does not wait for a failed board whose delay is another', () => {
    const { open, list, send, server } = start()
    list(open(CUP, 5_000), ['m1'])
    list(open('sport:football'), ['m1'])
    server.boards.join(CUP, { by: 'request', view: 'full', delayMs: 5_000, everyMs: 0 })
    server.boards.unsync('sport:football')
    expect(send()).toEqual([subscribe([{ match: 'm1', delayMs: 5_000 }], [{ board: 'sport:football' }])])
  })

  it('is asked for by itself if the board came without it', () => {
    const { open, list, send, server } = start()
    list(open(CUP), ['m1'])
    send()
    server.boards.join(CUP, { by: 'request', view: 'full', delayMs: 0, everyMs: 0 })
    expect(send()).toEqual([subscribe([{ match: 'm1' }])])
  })
})

describe('a match on a board whose delay is changed', () => {
  /** m1 is there by the board alone, m2 was asked for too; then the board is to be later. */
  function changed() {
    const world = start()
    const board = world.open(CUP)
    world.list(board, ['m1', 'm2'])
    const followed = world.follow('m2')
    world.server.boards.join(CUP, { by: 'request', view: 'full', delayMs: 0, everyMs: 0 })
    world.server.matches.join('m1', { by: 'board', view: 'full', delayMs: 0, everyMs: 0 })
    world.server.matches.join('m2', { by: 'request', view: 'full', delayMs: 0, everyMs: 0 })
    board.delayMs = 5_000
    return { ...world, board, m2: followed }
  }
  const later = [{ board: CUP, delayMs: 5_000 }]

  it('comes with the board, unless the server has it by a request of its own', () => {
    const { send } = changed()
    expect(send()).toEqual([subscribe([{ match: 'm2', delayMs: 5_000 }], later)])
  })

  it('is not asked for by itself while the answer of the board is to come', () => {
    const { send, server, followed } = changed()
    send()
    expect(followed.isMatchCurrent(followed.match('m1'))).toBe(true)
    server.boards.join(CUP, { by: 'request', view: 'full', delayMs: 5_000, everyMs: 0 })
    expect(send(), 'the answer did not have it').toEqual([subscribe([{ match: 'm1', delayMs: 5_000 }])])
  })

  it('is asked for by itself when it has a delay of its own', () => {
    const { send, follow } = changed()
    follow('m1', 1_000)
    expect(send()).toEqual([
      subscribe(
        [
          { match: 'm1', delayMs: 1_000 },
          { match: 'm2', delayMs: 5_000 },
        ],
        later,
      ),
    ])
  })
})

/** Wants and memberships of every kind, as any past may have left them. */
function anyState(random: SeededRandom) {
  const world = start()
  const { server, open, list, follow } = world
  const delays = [0, 5_000]
  const names = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6']
  const anyShown = () => ({
    view: random.pick(VIEWS),
    delayMs: random.pick(delays),
    everyMs: random.pick(EVERY_STEPS_MS),
  })
  const pasts = (
    memberships: Pick<Memberships<never>, 'ask' | 'join' | 'unsync' | 'postpone'>,
    by: readonly ('request' | 'board')[],
  ) => [
    () => {},
    (name: string) => memberships.ask(name, 900, anyShown()),
    (name: string) => memberships.join(name, { by: random.pick(by), ...anyShown() }),
    (name: string) => memberships.unsync(name, random.chance(0.5)),
    (name: string) => memberships.postpone(name),
  ]
  const ofBoards = [
    ...pasts(server.boards, ['request']),
    (name: string) => server.boards.refuse(name, 'too-many-boards'),
  ]
  const ofMatches = [
    ...pasts(server.matches, ['request', 'board']),
    (name: string) => server.matches.refuse(name, 'too-many-subscriptions'),
  ]
  for (const name of [CUP, 'sport:football']) {
    random.pick(ofBoards)(name)
    if (random.chance(0.7)) {
      const board = open(name, random.pick(delays))
      board.everyMs = random.pick(EVERY_STEPS_MS)
      list(board, random.shuffle(names).slice(0, random.int(4)))
    }
  }
  for (const name of names) {
    random.pick(ofMatches)(name)
    if (random.chance(0.5)) follow(name, random.pick([undefined, ...delays]), random.pick(EVERY_STEPS_MS))
  }
  server.messageBytes = random.pick([120, 4_096])
  return world
}

it('leaves nothing to ask and nothing to leave, from any state', async () => {
  await forSeeds(2_000, (random) => {
    const { followed, server, send } = anyState(random)
    const isWanted = ({ isNeeded }: { isNeeded: boolean }) => isNeeded
    const wanted = new Set([...followed.matches.values()].filter(isWanted).map(({ match }) => match))
    const wantedBoards = new Set([...followed.boards.values()].filter(isWanted).map(({ name }) => name))
    followed.dropUnneeded()
    const left = server.matches.askedFor.filter((match) => !wanted.has(match))

    const requests = send()
    const unsubscribed = requests.flatMap((request) => (request.op === 'unsubscribe' ? request.matches : []))
    expect(unsubscribed.toSorted()).toEqual(left.toSorted())
    const asked = requests.flatMap((request) => (request.op === 'subscribe' ? (request.matches as object[]) : []))
    const names = asked.map((entry) => (entry as { match: string }).match)
    expect(new Set(names).size, 'each once').toBe(names.length)
    for (const name of names) expect(wanted).toContain(name)
    for (const request of requests) {
      const bytes = JSON.stringify({ ...request, id: Number.MAX_SAFE_INTEGER }).length
      const entries = request.matches.length + (request.boards?.length ?? 0)
      if (entries > 1) expect(bytes).toBeLessThanOrEqual(server.messageBytes)
    }

    expect(send(), 'nothing more').toEqual([])
    expect(server.matches.askedFor.filter((match) => !wanted.has(match))).toEqual([])
    expect(server.boards.askedFor.filter((name) => !wantedBoards.has(name))).toEqual([])
    for (const match of followed.matches.values()) expect(isMatchDue(match, server)).toBe(false)
  })
})

it('ends with everything joined as it is wanted, whatever the answers were on the way', async () => {
  await forSeeds(500, (random) => {
    const { followed, server, send } = anyState(random)
    for (let turn = 0; turn < 20; turn++) {
      send()
      const isWell = turn > 10
      const isGiven = () => isWell || random.chance(0.5)
      for (const board of followed.boards.values()) {
        const membership = server.boards.of(board.name)
        if (membership.kind === 'asked') {
          if (isGiven()) server.boards.join(board.name, { ...shownOf(membership), by: 'request' })
          else server.boards.postpone(board.name)
        }
      }
      for (const { match } of followed.matches.values()) {
        const membership = server.matches.of(match)
        if (membership.kind === 'asked') {
          if (isGiven()) server.matches.join(match, { ...shownOf(membership), by: 'request' })
          else if (random.chance(0.5)) server.matches.postpone(match)
          else server.matches.unsync(match, random.chance(0.5))
        }
      }
      server.matches.retry()
      server.boards.retry()
      server.matches.allowAgain('too-many-subscriptions')
      server.boards.allowAgain('too-many-boards')
    }
    for (const match of followed.matches.values()) expect(followed.isMatchCurrent(match), match.match).toBe(true)
    for (const board of followed.boards.values()) expect(followed.isBoardCurrent(board)).toBe(true)
  })
})
