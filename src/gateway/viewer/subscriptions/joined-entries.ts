import { type Part, Piece } from '../../delivery/deflate.ts'

/** The rows that were told last, by the first of them: while none has changed, the next viewers are told the same bytes. */
const lastJoined = new WeakMap<Piece, { readonly entries: readonly Part[]; readonly joined: Piece }>()

/** `{…},{…}`. One alone stays a part of its own; several are more alike than different, and are deflated together. */
export function joinEntries(entries: readonly Part[]): Part[] {
  if (entries.length <= 1) return entries.flatMap((entry) => ['{', entry, '}'])
  const [first] = entries
  const last = first instanceof Piece ? lastJoined.get(first) : undefined
  const isSame =
    last?.entries.length === entries.length && last.entries.every((entry, index) => entry === entries[index])
  if (isSame) return [last.joined]
  const joined = new Piece(entries.map((entry) => `{${entry}}`).join(','))
  if (first instanceof Piece) lastJoined.set(first, { entries, joined })
  return [joined]
}
