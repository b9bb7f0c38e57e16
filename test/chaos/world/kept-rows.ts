import pg from 'pg'
import type { Position } from '../../../src/protocol/messages.ts'

/** What a match lost when its rows were put back. */
export interface Lost {
  readonly match: string
  /** Where it was before, and where it is now. */
  readonly was: Position
  readonly is: Position
  /** Updates that are not in its log any more, each as `<seq> <kind> <event id>`. */
  readonly updates: readonly string[]
  /** Ids of the events that are not kept as they were. */
  readonly events: readonly string[]
}

const TABLES = {
  match: 'id',
  match_event: 'match_id',
  match_update: 'match_id',
  match_shadow: 'match_id',
  match_shadow_update: 'match_id',
} as const
const DEADLOCK = '40P01'
const ATTEMPTS = 5

/**
 * All rows of some matches as they are at one moment, to be put back later: that is what is left of them after a failover to a replica that
 * lacks the last writes.
 */
export class KeptRows {
  readonly #matches: readonly string[]
  readonly #client: pg.Client

  private constructor(client: pg.Client, matches: readonly string[]) {
    this.#client = client
    this.#matches = matches
  }

  /** Must be put back or closed. */
  static async copy(url: string, matches: readonly string[]): Promise<KeptRows> {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {}) // the next query fails, too
    await client.connect()
    const kept = new KeptRows(client, matches)
    await client.query('create schema if not exists kept')
    await kept.#together('repeatable read', async () => {
      for (const [table, id] of Object.entries(TABLES)) {
        await client.query(`drop table if exists kept.${table}`)
        // Parameters are not allowed in `create table as`.
        await client.query(`create table kept.${table} as select * from ${table} where false`)
        await client.query(`insert into kept.${table} select * from ${table} where ${id} = any($1)`, [matches])
      }
    })
    return kept
  }

  /**
   * In one transaction, and no writer is in the middle of anything.
   *
   * @param beforeLoss told what each match is about to lose, if it loses anything; nobody can write until it is done
   */
  async putBack(beforeLoss: (losses: readonly Lost[]) => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#together('read committed', () => this.#replace(beforeLoss))
      } catch (error) {
        if ((error as { code?: string }).code !== DEADLOCK || attempt === ATTEMPTS) throw error
      }
    }
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => {})
  }

  async #replace(beforeLoss: (losses: readonly Lost[]) => Promise<void>): Promise<void> {
    const client = this.#client
    // Every write of a match touches this table, and none reads it while it is locked.
    await client.query('lock table match_event in exclusive mode')
    const lost: Lost[] = []
    for (const match of this.#matches) lost.push(await this.#compare(match))
    const isLoss = ({ was, is, updates, events }: Lost) =>
      was.epoch !== is.epoch || updates.length > 0 || events.length > 0
    await beforeLoss(lost.filter(isLoss))
    for (const [table, id] of Object.entries(TABLES)) {
      await client.query(`delete from ${table} where ${id} = any($1)`, [this.#matches])
      await client.query(`insert into ${table} select * from kept.${table}`)
    }
  }

  async #compare(match: string): Promise<Lost> {
    const position = (schema: string) =>
      this.#rows<Position>(`select epoch, seq::int as seq from ${schema}.match where id = $1`, match)
    const [[was], [is]] = [await position('public'), await position('kept')]
    if (was === undefined || is === undefined) throw new Error(`${match} is not in the database`)
    const updates = await this.#rows<{ text: string }>(
      `select seq || ' ' || kind || ' ' || coalesce(event_id, '') as text from (
         select seq, kind, event_id, wire from match_update where match_id = $1
         except select seq, kind, event_id, wire from kept.match_update where match_id = $1) lost`,
      match,
    )
    const events = await this.#rows<{ id: string }>(
      `select distinct event_id as id from (
         select * from match_event where match_id = $1 except select * from kept.match_event where match_id = $1) lost`,
      match,
    )
    return { match, was, is, updates: updates.map(({ text }) => text), events: events.map(({ id }) => id) }
  }

  async #rows<Row extends object>(text: string, match: string): Promise<Row[]> {
    return (await this.#client.query<Row>(text, [match])).rows
  }

  async #together<T>(isolation: 'repeatable read' | 'read committed', work: () => Promise<T>): Promise<T> {
    await this.#client.query(`begin isolation level ${isolation}`)
    try {
      const result = await work()
      await this.#client.query('commit')
      return result
    } catch (error) {
      await this.#client.query('rollback').catch(() => {})
      throw error
    }
  }
}
