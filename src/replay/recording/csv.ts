/**
 * The rows of a CSV text (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes.
 *
 * @throws if the text is cut off within a row
 */
export function* csvRows(text: string): Generator<string[]> {
  let row: string[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  let width: number | undefined
  while (at < text.length) {
    const { field, end } = text[at] === '"' ? quotedField(text, at + 1) : plainField(text, at)
    row.push(field)
    if (text[end] === ',') {
      at = end + 1
      // After a comma at the very end comes one more, empty field.
      if (at < text.length) continue
      row.push('')
    }
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : Math.max(at, end + 1)
    width ??= row.length
    const isCutOff = end >= text.length && row.length < width
    if (isCutOff) throw new Error(`${lineAt(text, end)}: the file is cut off after ${row.length} of ${width} fields`)
    if (row.length > 1 || row[0] !== '') yield row
    row = []
  }
}

/**
 * The rows as objects, keyed by the names in the first row. A field that a short row lacks is empty.
 *
 * @throws if the first row lacks a column that is needed
 */
export function* csvRecords(text: string, needed: readonly string[] = []): Generator<Readonly<Record<string, string>>> {
  let header: string[] | undefined
  for (const row of csvRows(text)) {
    if (header === undefined) {
      header = row.map((name) => name.trim())
      requireColumns(header, needed)
    } else yield Object.fromEntries(header.map((name, index) => [name, row[index] ?? '']))
  }
}

/** @throws if one is missing */
export function requireColumns(header: readonly string[], needed: readonly string[]): void {
  const lacking = needed.find((name) => !header.includes(name))
  if (lacking !== undefined) throw new Error(`its first line has no column ${lacking}`)
}

function plainField(text: string, start: number): { field: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { field: text.slice(start, end), end }
}

function quotedField(text: string, start: number): { field: string; end: number } {
  let field = ''
  let from = start
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) throw new Error(`${lineAt(text, start)}: a quote is opened and never closed`)
    field += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { field, end: quote + 1 }
    field += '"'
    from = quote + 2
  }
}

function lineAt(text: string, at: number): string {
  return `line ${text.slice(0, at).split('\n').length}`
}
