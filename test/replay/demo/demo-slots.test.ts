import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { UsageError } from '../../../src/replay/command-line.ts'
import { slotsOf } from '../../../src/replay/demo/demo-slots.ts'
import { sports } from '../../../src/sports/registry.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const team = (name: string) => ({ name })
const FIRST = { match: 'm', sport: 'darts', home: team('Ann'), away: team('Bea') }

async function folder(): Promise<string> {
  const path = await temporaryDirectory()
  await copyFile(new URL('../../../fixtures/var-drama.ndjson', import.meta.url), join(path, 'var-drama.ndjson'))
  const events = Array.from({ length: 5 }, (_, index) => JSON.stringify({ id: `e${index}`, type: 'visit' }))
  await writeFile(join(path, 'darts.ndjson'), [JSON.stringify({ fixture: FIRST }), ...events].join('\n'))
  await writeFile(join(path, 'README.md'), '# not a recording')
  return path
}

it('plays one match of each sport that has a recording, found by what its fixture says', async () => {
  const slots = await slotsOf('all', await folder())
  expect(slots.map(({ files }) => files)).toEqual([['darts'], ['var-drama']])
})

it('has a recording of every sport', async () => {
  const slots = [await slotsOf([...sports.keys()].join())]
  expect(slots.flat()).toHaveLength(sports.size)
})

it('plays the sports that are named, as often as they are', async () => {
  const slots = await slotsOf('football, darts,football', await folder())
  expect(slots.map(({ files }) => files[0])).toEqual(['var-drama', 'darts', 'var-drama'])
})

it('lets something happen every two seconds, whatever the sport', async () => {
  // Four pauses of 30 s between five lines: 24 s a line.
  const [darts] = await slotsOf('darts', await folder())
  expect(darts?.speed).toBeCloseTo(12)
})

it('does not begin all matches at the same share of the way', async () => {
  const starts = (await slotsOf('all', await folder())).map(({ startsAt }) => startsAt)
  expect(new Set(starts).size).toBe(starts.length)
})

it('says which sports there are when one has no recording', async () => {
  const slots = slotsOf('quidditch', await folder())
  await expect(slots).rejects.toThrow(UsageError)
  await expect(slots).rejects.toThrow('no recording of "quidditch" in fixtures/; there are: all, darts, football')
})
