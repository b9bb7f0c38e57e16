import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseFixture } from '../../src/sports/contract/reading/parse-fixture.ts'
import { sports } from '../../src/sports/registry.ts'
import { MatchBuilder, type Outcome } from '../support/sports/match-builder.ts'

type Line = Record<string, unknown> & { readonly event?: { readonly id: string } }

const FOLDER = new URL('../../fixtures/', import.meta.url)

/** The recordings that say how they end. */
const recordings = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ndjson'))
  .map((file) => {
    const [head, ...lines] = readFileSync(new URL(file, FOLDER), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)
    return { file, head: head as Line, lines }
  })
  .filter(({ head }) => head['ends'] !== undefined)

describe.each(recordings)('fixtures/$file', ({ head, lines }) => {
  const { match: id, ...body } = head['fixture'] as { readonly match: string; readonly sport: string }
  const fixture = parseFixture(id, body, sports)

  it('is taken without a warning, and ends as it says', () => {
    const match = new MatchBuilder(sports.get(body.sport) as never, undefined, fixture)
    for (const line of lines) {
      const { status, warnings } = send(match, line)
      expect({ line, status, warnings }).toEqual({ line, status: 'applied', warnings: [] })
    }
    expect(match.state.status).toBe('final')
    expect(match.state.result?.text).toBe(head['ends'])
  })
})

function send(match: MatchBuilder, line: Line): Outcome {
  switch (line['op']) {
    case 'delete':
      return match.delete(String(line['id']), String(line['reason']))
    case 'restore':
      return match.restore(String(line['id']))
    case 'edit':
      return match.edit(line.event?.id ?? '', line.event ?? {})
    default:
      return match.send(String(line['type']), line)
  }
}
