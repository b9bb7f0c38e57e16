import { describe, expect, it } from 'vitest'
import { sportPages } from '../../../src/docs/pages.ts'
import { protocolTables } from '../../../src/docs/protocol-tables.ts'
import { foldAll } from '../../../src/match/fold.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../../src/sports/contract/reading/parse-fixture.ts'
import { registryOf } from '../../../src/sports/contract/registry.ts'
import { schemasOf } from '../../../src/sports/contract/schemas/sport-schemas.ts'
import { LABELS, progressLabel, sportTitle } from '../../../src/sports/labels.ts'
import { presentationOf } from '../../../src/sports/presentations.ts'
import { sports } from '../../../src/sports/registry.ts'
import { examplesOf, missingOf } from '../../support/sports/sport-examples.ts'
import { flagSnatch } from './invented-sport.ts'

const registry = registryOf([...sports.values(), flagSnatch])
const teams = { home: { name: 'Reds' }, away: { name: 'Blues' } }

describe('a sport that is defined and listed, and no more,', () => {
  const fixture = parseFixture('m1', { sport: 'flag-snatch', format: 'three', ...teams }, registry)
  const events = [
    { id: '1', type: 'match_start' },
    { id: '2', type: 'snatch', team: 'away' },
  ].map((event, arrival) => ({ event: parseEvent(flagSnatch, event), at: arrival, arrival }))
  const { state } = foldAll(flagSnatch, fixture, events).reduced

  it('is parsed and folded', () => {
    expect(fixture.format).toEqual({ flags: 3 })
    expect(state).toMatchObject({ status: 'live', score: { home: 0, away: 3 } })
    expect(flagSnatch.correctionKind(events[1]?.event ?? { id: '', type: '' }, 'delete')).toBe('flag_returned')
  })

  it('is described to those who send and show it', () => {
    expect(Object.keys(schemasOf(flagSnatch).events)).toContain('snatch')
    const pages = sportPages(registry)
    expect(pages.get('flag-snatch.md')).toContain('The flag is carried home.')
    expect(pages.get('README.md')).toContain('[Flag snatch](flag-snatch.md)')
    const tables = protocolTables(registry)
    expect(tables.get('warnings')).toContain(
      '| `two-flags` | flag snatch | the flag was in two places | a second `snatch` at once |',
    )
    expect(tables.get('corrections')).toContain('| `flag_returned` | flag snatch | a snatch is deleted |')
  })

  it('is shown plainly, under its name', () => {
    const presentation = presentationOf('flag-snatch')
    expect(sportTitle({ sport: 'flag-snatch' })).toBe('Flag snatch')
    expect(progressLabel(state, 0)).toBe('Pre match')
    expect(state.scoreline.away).toEqual({ main: '3' })
    const [entry] = events.map(({ event }) => ({ event, isDeleted: false, before: state, after: state })).slice(1)
    expect(presentation.story.tell(entry ? [entry] : [], state)).toMatchObject([
      { item: { title: 'Snatch', side: 'away' } },
    ])
  })

  it('is told what it still lacks, by each suite that needs it, and no other sport is', async () => {
    expect(missingOf(flagSnatch)).toEqual([
      'write src/sports/flag-snatch/index.ts',
      'write test/sports/flag-snatch/examples.ts, which exports `examples`',
      'write test/sports/flag-snatch/laws.test.ts, which calls `sportLaws`',
      'run npm run docs, and commit docs/sports/flag-snatch.md',
    ])
    await expect(examplesOf(flagSnatch)).rejects.toThrow(/^flag-snatch is not ready: write .*CONTRIBUTING/)
    for (const sport of sports.values()) await expect(examplesOf(sport)).resolves.toHaveProperty('generate')
  })
})

describe('every sport', () => {
  it.each([...sports.values()])('$name has all that a sport needs', (sport) => {
    expect(missingOf(sport)).toEqual([])
  })

  it.each([...sports.values()])(
    '$name has one title, and words for phases that it knows',
    ({ name, title, phases }) => {
      const { title: heading = title, phases: words } = LABELS[name] ?? { phases: {} }
      expect(heading).toBe(title)
      if (name !== 'generic') expect(Object.keys(words).filter((phase) => !(phase in phases))).toEqual([])
    },
  )

  it('has a name of its own', () => {
    expect(() => registryOf([flagSnatch, flagSnatch])).toThrow('two sports of one name')
  })
})
