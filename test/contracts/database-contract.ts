import { describe, expect, it, onTestFinished } from 'vitest'
import { type Database, DatabaseUnavailable } from '../../src/store/database.ts'

export interface DatabaseContractOptions {
  readonly kind: Database['kind']
  /** A database that the tests share; they leave nothing behind. */
  shared(): Database
  /** One that the contract may close. */
  open(): Promise<Database>
}

/** What every Database does. */
export function databaseContract(name: string, { kind, shared, open }: DatabaseContractOptions): void {
  describe(name, () => {
    it('says what kind it is', () => {
      expect(shared().kind).toBe(kind)
    })

    it('gives bigint as numbers, also counts and what is too big for 32 bits', async () => {
      const rows = await shared().query('select 9007199254740991::bigint as big, count(*) as count, 7::int as small')
      expect(rows).toEqual([{ big: Number.MAX_SAFE_INTEGER, count: 1, small: 7 }])
    })

    it('takes every text as a parameter and gives it back unchanged', async () => {
      for (const text of NASTY_TEXTS) {
        expect(await shared().query('select $1::text as text', [text])).toEqual([{ text }])
      }
    })

    it('takes lists as parameters, with nothing in them or with holes', async () => {
      const texts = [...NASTY_TEXTS, null]
      const numbers = [1, null, Number.MAX_SAFE_INTEGER]
      const flags = [true, false]
      // As rows, which is how the store reads them.
      const rows = await shared().query(
        'select * from unnest($1::text[], $2::bigint[], $3::boolean[]) as item (text, number, flag)',
        [texts, numbers, flags],
      )
      expect(rows).toEqual(
        texts.map((text, index) => ({ text, number: numbers[index] ?? null, flag: flags[index] ?? null })),
      )
      expect(await shared().query('select * from unnest($1::text[])', [[]])).toEqual([])
    })

    it('takes null for what is absent', async () => {
      expect(await shared().query('select $1::bigint as nothing, $2::text is null as "isNull"', [null, null])).toEqual([
        { nothing: null, isNull: true },
      ])
    })

    it('runs a script of several statements', async () => {
      const database = shared()
      onTestFinished(() => database.exec('drop table if exists script'))
      await database.exec("create table script (n int); insert into script values (1), (2); -- and that's all")
      expect(await database.query('select n from script order by n')).toEqual([{ n: 1 }, { n: 2 }])
    })

    it('runs nothing of a script that fails', async () => {
      const database = shared()
      await expect(database.exec('create table half (n int); insert into half values (1 / 0)')).rejects.toThrow(/zero/)
      expect(await database.query("select to_regclass('half') as name")).toEqual([{ name: null }])
    })

    it('reports a refused statement with its SQLSTATE, and works on', async () => {
      const database = shared()
      onTestFinished(() => database.exec('drop table if exists once'))
      await database.exec('create table once (n int primary key); insert into once values (1)')

      await expect(database.query('insert into once values ($1)', [1])).rejects.toMatchObject({ code: '23505' })
      await expect(database.query('select nonsense')).rejects.toMatchObject({ code: '42703' })

      expect(await database.query('select n from once')).toEqual([{ n: 1 }])
    })

    it('answers many queries at once, each its own', async () => {
      const numbers = Array.from({ length: 100 }, (_, index) => index)
      const answers = await Promise.all(numbers.map((n) => shared().query('select $1::int as n', [n])))
      expect(answers).toEqual(numbers.map((n) => [{ n }]))
    })

    it('is not available after it was closed, and may be closed twice', async () => {
      const database = await open()
      await database.query('select 1')
      await Promise.all([database.close(), database.close()])
      await expect(database.query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable)
      await expect(database.exec('select 1')).rejects.toBeInstanceOf(DatabaseUnavailable)
      await database.close()
    })
  })
}

const NASTY_TEXTS = [
  '',
  ' ',
  'NULL',
  'null',
  '"',
  "'",
  '\\',
  '{}',
  '{"a":"b,c\\n"}',
  'a,b',
  '⚽ Müller 🇧🇷',
  '\u0001\n\t\r',
  '$1',
]
