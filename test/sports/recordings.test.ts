import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseFixture } from '../../src/sports/contract/reading/parse-fixture.ts'
import { sports } from '../../src/sports/registry.ts'
import { MatchBuilder } from '../support/sports/match-builder.ts'
import { RECORDINGS, readRecording, sendLine } from '../support/sports/recording.ts'

/** The recordings that say how they end. */
const recordings = readdirSync(RECORDINGS)
  .filter((file) => file.endsWith('.ndjson'))
  .map((file) => ({ file, ...readRecording(file) }))
  .filter(({ head }) => head['ends'] !== undefined)

describe.each(recordings)('fixtures/$file', ({ head, lines }) => {
  const { match: id, ...body } = head['fixture'] as { readonly match: string; readonly sport: string }
  const fixture = parseFixture(id, body, sports)

  it('is taken without a warning, and ends as it says', () => {
    const match = new MatchBuilder(sports.get(body.sport) as never, undefined, fixture)
    for (const line of lines) {
      const { status, warnings } = sendLine(match, line)
      expect({ line, status, warnings }).toEqual({ line, status: 'applied', warnings: [] })
    }
    expect(match.state.status).toBe('final')
    expect(match.state.result?.text).toBe(head['ends'])
  })
})
