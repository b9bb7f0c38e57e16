import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readRecording } from '../../../../src/replay/recording/recording-formats.ts'
import type { CricketDetail } from '../../../../src/sports/cricket/detail.ts'
import { temporaryDirectory } from '../../../support/temporary-directory.ts'
import { fixtureFile, readFixture, stateOf } from '../followed.ts'

const NAME = 'cricsheet/ashwin/990001.csv'
const path = fixtureFile(NAME).path

const inningsOf = (state: ReturnType<typeof stateOf>) => Object.values((state.detail as CricketDetail).innings)

describe('the "Ashwin" CSV of Cricsheet', () => {
  it('ends in the official result that the file beside it tells', async () => {
    const recording = await readFixture(NAME)
    expect(recording.fixture).toMatchObject({
      match: 'cricsheet-990001',
      competition: 'Village Cup, Two Overs',
      venue: 'The Green, Hilltown',
      startsAt: Date.UTC(2026, 3, 11),
      home: { name: 'Dale' },
      away: { name: 'Hill' },
    })
    const state = stateOf(recording)
    expect(state).toMatchObject({ status: 'final', score: { home: 25, away: 24 } })
    expect(state.result).toMatchObject({ winner: 'home', margin: '9 wickets' })
    expect(inningsOf(state)).toMatchObject([
      { runs: 24, wickets: 1, overs: '2.0', extras: { wides: 5 } },
      { runs: 25, wickets: 1, extras: { legByes: 1, noBalls: 1 } },
    ])
  })

  it('takes the tenth ball of an over for the tenth, though it is written 1.10', async () => {
    const { steps } = await readFixture(NAME)
    const ids = steps.flatMap(({ change }) => ('event' in change ? [change.event.id] : []))
    expect(ids.filter((id) => /^i1\.1\.\d+$/.test(id))).toEqual(
      Array.from({ length: 10 }, (_, ball) => `i1.1.${ball + 1}`),
    )
  })

  it('has rows in any order of an over', async () => {
    const folder = await temporaryDirectory()
    await copyFile(join(path, '..', '990001_info.csv'), join(folder, '990001_info.csv'))
    const [head = '', ...rows] = (await readFile(path, 'utf8')).trimEnd().split('\n')
    await writeFile(join(folder, '990001.csv'), [head, ...rows.toReversed()].join('\n'))
    expect(stateOf(await readRecording(join(folder, '990001.csv'), {}))).toEqual(stateOf(await readFixture(NAME)))
  })

  it('alone is played all the same: the result follows from the runs', async () => {
    const alone = join(await temporaryDirectory(), '990001.csv')
    await copyFile(path, alone)
    const recording = await readRecording(alone, {})
    expect(recording.fixture).toMatchObject({ home: { name: 'Hill' }, format: { preset: 't20', oversLimit: 20 } })
    expect(stateOf(recording)).toMatchObject({
      status: 'final',
      score: { home: 24, away: 25 },
      result: { winner: 'away' },
    })
  })

  it('is found compressed, with the file beside it compressed', async () => {
    const folder = await temporaryDirectory()
    for (const name of ['990001.csv', '990001_info.csv']) {
      await writeFile(join(folder, `${name}.gz`), gzipSync(await readFile(join(path, '..', name))))
    }
    expect(stateOf(await readRecording(join(folder, '990001.csv.gz'), {})).result).toMatchObject({ winner: 'home' })
  })

  const withInfo = async (change: (lines: string[]) => string[]) => {
    const folder = await temporaryDirectory()
    await copyFile(path, join(folder, '990001.csv'))
    const lines = (await readFile(join(path, '..', '990001_info.csv'), 'utf8')).trimEnd().split('\n')
    await writeFile(join(folder, '990001_info.csv'), change(lines).join('\n'))
    return readRecording(join(folder, '990001.csv'), {})
  }

  it.each(['NA', 'NaN'])(
    'was saved again by a program that writes %s for nothing, and ends as before',
    async (nothing) => {
      const folder = await temporaryDirectory()
      await copyFile(join(path, '..', '990001_info.csv'), join(folder, '990001_info.csv'))
      const text = (await readFile(path, 'utf8')).replaceAll(/,(?=,|\n|$)/g, `,${nothing}`)
      await writeFile(join(folder, '990001.csv'), text)
      expect(stateOf(await readRecording(join(folder, '990001.csv'), {}))).toEqual(stateOf(await readFixture(NAME)))
    },
  )

  it('has the target that rain has made of it', async () => {
    const recording = await withInfo((lines) => [...lines, 'info,target_runs,2,20', 'info,target_overs,2,1'])
    const told = recording.steps.flatMap(({ change }) => ('event' in change ? [change.event] : []))
    expect(told.filter(({ type }) => type === 'target_revised')).toMatchObject([{ runs: 20, overs: 1 }])
  })

  it('has penalty runs between the innings, which the target alone tells', async () => {
    const penaltyWith = async (...more: string[]) => {
      const [first] = inningsOf(stateOf(await withInfo((lines) => [...lines, ...more])))
      return [first?.runs, first?.extras.penalty]
    }
    expect(await penaltyWith('info,target_runs,2,30', 'info,target_overs,2,2')).toEqual([29, 5])
    expect(await penaltyWith('info,target_runs,2,25')).toEqual([24, 0])
    // Rain made these.
    expect(await penaltyWith('info,target_runs,2,30', 'info,target_overs,2,1')).toEqual([24, 0])
    expect(await penaltyWith('info,target_runs,2,30', 'info,method,D/L')).toEqual([24, 0])
  })

  it('of older files finds out what kind of match it was', async () => {
    const presetWith = async (more: readonly string[], without = /,match_type,/) => {
      const { fixture } = await withInfo((lines) => [...lines.filter((line) => !without.test(line)), ...more])
      return fixture.format
    }
    expect(await presetWith([])).toMatchObject({ preset: 't20', oversLimit: 2 })
    expect(await presetWith(['info,overs,40'], /,(match_type|overs),/)).toMatchObject({ preset: 'odi', oversLimit: 40 })
    const unlimited = /,(match_type|overs|winner\w*),/
    expect(await presetWith([], unlimited)).toMatchObject({ preset: 't20', oversLimit: 20 })
    for (const more of [
      ['info,outcome,draw'],
      ['info,winner,Dale', 'info,winner_innings,1'],
      ['info,date,2026/04/12', 'info,date,2026/04/13'],
    ]) {
      expect(await presetWith(more, unlimited)).toMatchObject({ preset: 'first-class' })
    }
  })

  it('of several matches in one file plays the one that is asked for', async () => {
    const all = join(await temporaryDirectory(), 'all_matches.csv')
    const text = await readFile(path, 'utf8')
    const [, ...rows] = text.trimEnd().split('\n')
    await writeFile(all, `${text}${rows.map((row) => row.replace('990001', '990002')).join('\n')}\n`)
    await expect(readRecording(all, {})).rejects.toThrow('say with --match which; it has 990001 Hill v Dale, 990002')
    expect((await readRecording(all, { match: '990002' })).fixture.match).toBe('cricsheet-990002')
  })
})
