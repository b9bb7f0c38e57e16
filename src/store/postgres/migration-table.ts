import { DatabaseUnavailable } from '../../errors.ts'

export type Read = <Row extends object>(sql: string) => Promise<readonly Row[]>

/** The table of the migrations that have run: where `search_path` leads, else in `public`, where older versions always kept it. */
const FOUND = `select space.nspname as schema, class.oid::regclass::text as name from pg_class class join pg_namespace space
  on space.oid = class.relnamespace where class.oid = coalesce(to_regclass('schema_migration'), to_regclass('public.schema_migration'))`

const MAY_CREATE = `select current_user as user, current_schema() as schema,
  current_setting('server_encoding') as encoding, coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayCreate"`

export const lacksLetters = (encoding: string) => `its encoding is ${encoding}, which lacks letters that names have`
export const MAKE_IN_UTF8 = "make the database anew with encoding 'UTF8'"

/** @returns the names of what has run; undefined if nothing ever has */
export async function readMigrations(read: Read): Promise<ReadonlySet<string> | undefined> {
  const [table] = await read<{ name: string }>(FOUND)
  if (table === undefined) return undefined
  const ran = await read<{ name: string }>(`select name from ${table.name}`)
  return new Set(ran.map(({ name }) => name))
}

/** @returns the schema that has the table, or will have it. @throws {DatabaseUnavailable} if this user may make no tables, or not in such a database */
export async function schemaOfMigrations(read: Read): Promise<string> {
  const [found] = await read<{ schema: string }>(FOUND)
  if (found !== undefined) return found.schema
  const [own] = await read<{ user: string; schema: string | null; encoding: string; mayCreate: boolean }>(MAY_CREATE)
  const { user = '', schema = null, encoding = 'UTF8', mayCreate = false } = own ?? {}
  if (encoding !== 'UTF8') throw new DatabaseUnavailable(`${lacksLetters(encoding)}: ${MAKE_IN_UTF8}`)
  if (schema === null)
    throw new DatabaseUnavailable(
      `"${user}" has no schema to make tables in: create one, and put it into its search_path`,
    )
  if (!mayCreate)
    throw new DatabaseUnavailable(`"${user}" may not make tables: grant create on schema "${schema}" to "${user}"`)
  return schema
}
