import { MAX_BOARD_NAME } from '../../match/lists/max-board-name.ts'
import { MAX_MATCH_ID } from '../../protocol/max-match-id.ts'
import type { BoardCode, BoardStatus, ClientStatus, MatchCode, MatchStatus } from '../status.ts'
import { FollowedBoard } from './followed-board.ts'
import { FollowedMatch, type MatchSurroundings } from './followed-match.ts'
import { followedStatus, type StatusFacts } from './followed-status.ts'
import { Memberships } from './membership.ts'
import { MissingMatches } from './missing-matches.ts'
import { isBoardDue, isMatchDue, plan } from './plan.ts'
import { shownOf } from './shown.ts'
import type { PlannedRequest } from './wanted.ts'

/** The matches and boards that a client follows, and how far the present connection has got with each. */
export class Followed {
  readonly matches = new Map<string, FollowedMatch>()
  readonly boards = new Map<string, FollowedBoard>()
  readonly server = {
    matches: new Memberships<MatchCode>(MAX_MATCH_ID, 'invalid-match-id'),
    boards: new Memberships<BoardCode>(MAX_BOARD_NAME, 'invalid-board'),
    messageBytes: 0,
  }
  readonly #missing: MissingMatches
  readonly #around: MatchSurroundings & { leastDelayMs: number }
  /** The client's status as it was shown last, and when the client could last vouch for what it shows. */
  #shown: Pick<StatusFacts, 'client' | 'lastLiveAt'> = { client: { kind: 'connecting' }, lastLiveAt: undefined }

  /**
   * @param random as of `ClientOptions`
   * @param onDue a match that did not exist may be asked for again
   * @param now the server's time
   */
  constructor(random: () => number, onDue: () => void, now: () => number) {
    this.#around = { now, statusOf: (match) => this.#statusOfMatch(match), leastDelayMs: 0 }
    this.#missing = new MissingMatches({
      random,
      onDue: (match) => {
        this.server.matches.expect(match)
        onDue()
      },
    })
  }

  match(name: string): FollowedMatch {
    const match = this.matches.get(name) ?? new FollowedMatch(name, this.#around)
    this.matches.set(name, match)
    return match
  }

  board(name: string): FollowedBoard {
    const board = this.boards.get(name) ?? new FollowedBoard(name, (each) => this.#statusOfBoard(each))
    this.boards.set(name, board)
    return board
  }

  /** What the server sends of the match is what is wanted, and continues what is held. */
  isMatchCurrent(match: FollowedMatch): boolean {
    return this.server.matches.of(match.match).kind === 'joined' && !isMatchDue(match, this.server)
  }

  isBoardCurrent(board: FollowedBoard): boolean {
    return this.server.boards.of(board.name).kind === 'joined' && !isBoardDue(board, this.server)
  }

  /** The server says that the match does not exist. */
  miss(match: string): void {
    this.server.matches.miss(match)
    this.#missing.add(match)
  }

  /** The server has given the match. */
  found(match: string): void {
    this.#missing.delete(match)
  }

  /** Tells nothing more, also not the rest of a message of which a listener has closed the client. */
  close(): void {
    this.#missing.close()
    for (const { listeners } of [...this.matches.values(), ...this.boards.values()]) listeners.clear()
  }

  /** Drops a match that nobody needs. If the server sends it, it is kept until `dropUnneeded`: the page may come back to it. */
  release(match: FollowedMatch): void {
    if (!match.isNeeded && !this.server.matches.isAskedFor(match.match)) this.#dropMatch(match)
  }

  /** As of a match. */
  releaseBoard(board: FollowedBoard): void {
    if (!board.isNeeded && !this.server.boards.isAskedFor(board.name)) this.#dropBoard(board)
  }

  /** Drops all that nobody needs. What the server has of it stays in the memberships, for `plan` to unsubscribe. */
  dropUnneeded(): void {
    for (const board of this.boards.values()) if (!board.isNeeded) this.#dropBoard(board)
    for (const match of this.matches.values()) if (!match.isNeeded) this.#dropMatch(match)
  }

  /** The requests that are due. What nobody needs is dropped first. */
  plan(): PlannedRequest[] {
    this.dropUnneeded()
    // What may still not exist comes last: many of those must not hold up a match that is asked for the first time.
    const isAgain = ({ match }: FollowedMatch) => Number(this.#missing.has(match))
    const matches = [...this.matches.values()].sort((left, right) => isAgain(left) - isAgain(right))
    return plan({ matches, boards: [...this.boards.values()] }, this.server)
  }

  sent(planned: PlannedRequest, id: number): void {
    const { matches, boards } = this.server
    if ('matches' in planned) {
      for (const match of planned.matches) matches.ask(match.match, id, shownOf(match))
      for (const board of planned.boards) boards.ask(board.name, id, shownOf(board))
      return
    }
    const left = planned.request
    for (const match of left.matches) matches.leave(match)
    for (const name of left.boards ?? []) boards.leave(name)
  }

  /** A new connection: the server has nothing yet. */
  restart(messageBytes: number): void {
    this.dropUnneeded()
    const held = [...this.matches.values()].filter(({ isKnown }) => isKnown)
    this.server.matches.restart(held.map(({ match }) => match))
    this.server.boards.restart([])
    this.server.messageBytes = messageBytes
  }

  /** Updates that were missed while there was no connection are on their way. */
  get isResuming(): boolean {
    return [...this.matches.values()].some(({ match, boards }) => {
      const membership = this.server.matches.of(match)
      if (membership.kind === 'asked') return membership.isResume
      if (membership.kind !== 'absent' || !membership.isResume) return false
      return [...boards].some(({ name }) => this.server.boards.of(name).kind === 'asked')
    })
  }

  /** Tells each match and board its status. @param lastLiveAt when the client could last vouch for what it shows */
  showStatus(client: ClientStatus, lastLiveAt: number | undefined): void {
    this.#shown = { client, lastLiveAt }
    for (const match of this.matches.values()) this.refresh(match)
    for (const board of this.boards.values()) board.status = this.#statusOfBoard(board)
  }

  /** The viewer's token says by how much everything is late at least. What it did not allow may be asked for again. */
  takeToken(leastDelayMs: number): void {
    this.#around.leastDelayMs = leastDelayMs
    this.server.matches.allowAgain('forbidden')
    this.server.boards.allowAgain('forbidden')
  }

  /** As `showStatus`, of one match. */
  refresh(match: FollowedMatch): void {
    match.status = this.#statusOfMatch(match)
  }

  #statusOfMatch(match: FollowedMatch): MatchStatus {
    if (this.#missing.has(match.match) && this.#shown.client.kind !== 'closed') return { kind: 'waiting' }
    const membership = this.server.matches.of(match.match)
    return followedStatus(membership, { ...this.#shown, of: match, isCurrent: this.isMatchCurrent(match) })
  }

  #statusOfBoard(board: FollowedBoard): BoardStatus {
    const membership = this.server.boards.of(board.name)
    return followedStatus(membership, { ...this.#shown, of: board, isCurrent: this.isBoardCurrent(board) })
  }

  #dropBoard(board: FollowedBoard): void {
    this.boards.delete(board.name)
    this.server.boards.drop(board.name)
    for (const match of board.matches) match.boards.delete(board)
  }

  #dropMatch({ match }: FollowedMatch): void {
    this.matches.delete(match)
    this.server.matches.drop(match)
    this.#missing.delete(match)
  }
}
