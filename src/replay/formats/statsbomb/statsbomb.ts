import { basename } from 'node:path'
import type { Fixture, Side } from '../../../match/state.ts'
import type { RecordedStep, RecordingFormat } from '../../recording/recording.ts'
import { RecordingScript } from '../../recording/recording-script.ts'
import { jsonOf } from '../provider-values.ts'
import { msOf, playerOf, type Scene, tell } from './statsbomb-events.ts'
import { describedMatch } from './statsbomb-match.ts'
import { type StatsbombEvent, type StatsbombMatch, statsbombEvents } from './statsbomb-schema.ts'

const BREAK_MS = 900_000
const SHOOTOUT = 5

/** StatsBomb's open data: an array of everything that happened on the ball. Keeps what a scoreboard shows. */
export const statsbomb: RecordingFormat = {
  name: 'statsbomb',
  recognises: ({ text }) => /^\s*\[[\s\S]*"possession_team"/.test(text.slice(0, 4000)),
  read: async (file, { match }) => {
    const events = statsbombEvents.parse(jsonOf(file.text)).toSorted((a, b) => a.index - b.index)
    if (events.length === 0) throw new Error('it has no events')
    const described = await describedMatch(file.path)
    const id = match ?? `statsbomb-${basename(file.path, '.json').replaceAll(/[^A-Za-z0-9._~-]/g, '-')}`.slice(0, 64)
    const home = described?.home_team.home_team_id ?? events[0]?.team.id
    const sideOf = ({ team }: StatsbombEvent): Side => (team.id === home ? 'home' : 'away')
    return {
      format: 'statsbomb',
      fixture: fixtureOf(events, { id, described, sideOf }),
      steps: stepsOf(events, sideOf),
    }
  },
}

type SideOf = (event: StatsbombEvent) => Side

/** Without a description the side whose line-up comes first is the home side. */
function fixtureOf(
  events: readonly StatsbombEvent[],
  { id, described, sideOf }: { id: string; described: StatsbombMatch | undefined; sideOf: SideOf },
): Fixture {
  const nameOf = (side: Side) => events.find((event) => sideOf(event) === side)?.team.name ?? side
  const periods = new Set(events.map(({ period }) => period))
  const preset = periods.has(3) ? 'cup' : periods.has(SHOOTOUT) ? 'straight-penalties' : 'league'
  const { competition, season, stadium, match_date, kick_off } = described ?? {}
  const startsAt = Date.parse(`${match_date}T${kick_off ?? '00:00:00'}Z`)
  return {
    match: id,
    sport: 'football',
    format: { preset },
    ...(competition && { competition: [competition.competition_name, season?.season_name].filter(Boolean).join(' ') }),
    ...(startsAt >= 0 && { startsAt }),
    ...(stadium && { venue: stadium.name }),
    home: { name: described?.home_team.home_team_name ?? nameOf('home') },
    away: { name: described?.away_team.away_team_name ?? nameOf('away') },
  }
}

function stepsOf(events: readonly StatsbombEvent[], sideOf: SideOf): RecordedStep[] {
  const script = new RecordingScript()
  const onPitch = new Set(events.flatMap(({ tactics }) => tactics?.lineup.map(({ player }) => player.name) ?? []))
  const scene: Scene = {
    events,
    sideOf,
    byId: new Map(events.map((event) => [event.id, event])),
    isOnPitch: ({ player }) => player === undefined || onPitch.size === 0 || onPitch.has(player.name),
  }
  script.say('start', 'match_start')
  let startMs = 0
  for (const period of [1, 2, 3, 4, SHOOTOUT]) {
    const inPeriod = events.filter((event) => event.period === period)
    if (inPeriod.length === 0) continue
    script.waitUntil(startMs)
    if (period === SHOOTOUT) sayShootout(script, inPeriod, { sideOf, startMs })
    else {
      script.say(`period.${period}`, 'period_start', { period })
      for (const event of inPeriod) {
        script.waitUntil(startMs + msOf(event))
        for (const { type, fields } of tell(scene, event)) script.say(idOf(event, type), type, fields)
        exchange(onPitch, event)
      }
      script.say(`period.${period}.end`, 'period_end', { period })
    }
    startMs += inPeriod.reduce((last, event) => Math.max(last, msOf(event)), 0) + BREAK_MS
  }
  script.say('end', 'match_end')
  script.wait(BREAK_MS)
  script.say('final', 'match_final')
  return script.steps
}

/** One foul may bring a penalty and a card. */
function idOf({ id }: StatsbombEvent, type: string): string {
  return type === 'penalty_awarded' ? `${id}.penalty` : id
}

function exchange(onPitch: Set<string>, { player, substitution }: StatsbombEvent): void {
  if (substitution === undefined) return
  if (player) onPitch.delete(player.name)
  if (substitution.replacement) onPitch.add(substitution.replacement.name)
}

/** The kicks are the shots of period 5. */
function sayShootout(
  script: RecordingScript,
  inPeriod: readonly StatsbombEvent[],
  { sideOf, startMs }: { sideOf: SideOf; startMs: number },
): void {
  const kicks = inPeriod.filter(({ shot }) => shot)
  const first = kicks[0]
  script.say('shootout', 'shootout_start', first ? { first: sideOf(first) } : {})
  for (const [index, event] of kicks.entries()) {
    script.waitUntil(startMs + msOf(event))
    const scored = event.shot?.outcome.name === 'Goal'
    script.say(event.id, 'shootout_kick', { team: sideOf(event), kick: index + 1, scored, ...playerOf(event) })
  }
}
