import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readRecording } from '../../src/replay/recording/recording-formats.ts'
import { football } from '../../src/sports/football/index.ts'
import { sportNamed } from '../../src/sports/registry.ts'
import { MatchBuilder, type Outcome } from '../support/sports/match-builder.ts'
import { eventsOf, isGoldenGoal, recordedMatches } from './football/recorded-football.ts'

/** A warning is for what somebody should look at. Of a match that is told as it was played there is nothing to look at. */
const told = ({ warnings }: Outcome): string[] => warnings.map(({ code, detail }) => `${code}: ${detail}`)

/** Substitutions for concussion, which these recordings do not tell from others. */
const UNMARKED: Readonly<Record<string, number>> = { 'M-2022-02': 1, 'M-2022-64': 1 }

describe('[H4] of a match that is told as it was played nothing is surprising', () => {
  it.each(recordedMatches())('football $matchId', (match) => {
    const { final } = match
    const format = isGoldenGoal(match) ? 'golden-goal' : final.extraTime || final.shootout ? 'cup' : 'league'
    // Who began the shoot-out is not recorded: one of the two did.
    const warned = (['home', 'away'] as const).map((first) => {
      const played = new MatchBuilder(football, format)
      return eventsOf(match, first).flatMap((event) => told(played.send(event.type, event)))
    })
    expect(warned).toContainEqual(
      Array(UNMARKED[match.matchId] ?? 0).fill(expect.stringMatching(/^too-many-substitutions/)),
    )
  })

  it.each([
    ['fixtures/statsbomb/events/900001.json', {}],
    ['fixtures/tennis/2023-wimbledon-points.csv', { match: '2023-wimbledon-2901' }],
    ['fixtures/tennis/2023-wimbledon-points.csv', { match: '2023-wimbledon-2902' }],
    ['fixtures/football/football-data.json', {}],
    ['fixtures/football/api-football.json', {}],
    ['fixtures/football/openligadb.json', { match: '900001' }],
    ['fixtures/nba/playbyplay_0022600001.json', {}],
    ['fixtures/nhl/2026020001.json', {}],
    ['fixtures/mlb/770001.json', {}],
    ['fixtures/nflverse/play_by_play_2026.csv', { match: '2026_05_GAL_IRN' }],
    ['fixtures/cricsheet/ashwin/990001.csv', {}],
    ['../fixtures/world-cup-final-2022.ndjson', {}],
    ['../fixtures/var-drama.ndjson', {}],
    ['../fixtures/village-cricket.ndjson', {}],
    ['../fixtures/club-tennis.ndjson', {}],
  ])('%s %j', async (name, options) => {
    const path = fileURLToPath(new URL(`../${name}`, import.meta.url))
    const { fixture, steps } = await readRecording(path, options)
    const sport = sportNamed(fixture.sport)
    if (sport === undefined) throw new Error(`no sport ${fixture.sport}`)
    const played = new MatchBuilder(sport, fixture.format)
    expect(
      steps.flatMap(({ change }) => ('event' in change ? told(played.send(change.event.type, change.event)) : [])),
    ).toEqual([])
  })
})
