import { WholeFrames } from '../../src/gateway/delivery/frames.ts'
import { RoomUpdate } from '../../src/gateway/rooms/room-update.ts'
import { ScoreTranslator } from '../../src/gateway/variants/score-log.ts'
import type { Scenario } from '../common/scenario.ts'
import { median } from '../common/statistics.ts'
import { atMost, info } from '../common/table.ts'
import { boardBytes } from './board-bytes.ts'
import { paceBytes } from './board-pace.ts'
import { type PlayedMatch, playMatch } from './played-match.ts'

/** As long as those that people choose. */
const MATCH_ID = 'abcd1234'
const FINAL = 'fixtures/world-cup-final-2022.ndjson'
/** 24 kbit/s. */
const SLOW_LINE_BYTES = 3_000

/** The frames of a match in both views. */
function framesOf({ start, updates }: PlayedMatch) {
  const full = updates.map(
    ({ message, wire }) => new RoomUpdate(message.seq, wire, { match: message.match, epoch: 'e' }),
  )
  const translator = new ScoreTranslator(start, 0)
  const score = full.flatMap((update) => {
    const text = translator.translate(update)
    return text === undefined ? [] : new WholeFrames(text)
  })
  return { full, score }
}

export const views: Scenario = {
  name: 'views',
  title: 'bytes of updates and boards: view score against full, compressed against plain',
  async run() {
    const [tennis, football, cricket] = await Promise.all([
      playMatch('fixtures/club-tennis.ndjson', MATCH_ID),
      playMatch(FINAL, MATCH_ID),
      playMatch('test/fixtures/cricsheet/cricket/tied-t20.json', MATCH_ID),
    ])
    const sizes = [
      ['tennis', tennis, 115],
      ['football', football, 215],
      ['cricket', cricket, 160],
    ] as const
    const { full, score } = framesOf(football)
    const sum = (bytes: readonly number[]) => bytes.reduce((total, each) => total + each, 0) / 1_000
    const plain = await boardBytes(football, false)
    const deflated = await boardBytes(football, true)
    const board = 'board of 200 football matches, view score'
    const pace = 'board of 200 tennis matches at 65 updates/s, view score, everyMs 2000'
    return [
      ...sizes.flatMap(([name, match, bound]) => {
        const frames = framesOf(match)
        return [
          info(
            `${name}: whole frame at the median, full`,
            median(frames.full.map(({ frame }) => frame.length)),
            'B',
            0,
          ),
          atMost(
            `${name}: whole frame at the median, view score`,
            median(frames.score.map(({ frame }) => frame.length)),
            bound,
            'B',
            0,
          ),
        ]
      }),
      info('World Cup final: updates', full.length, 'messages', 0),
      atMost('World Cup final: updates in view score', score.length, 26, 'messages', 0),
      info('World Cup final: all updates, full, plain', sum(full.map(({ frame }) => frame.length)), 'KB', 1),
      atMost(
        'World Cup final: all updates, full, compressed',
        sum(full.map((each) => each.deflated.length)),
        14,
        'KB',
        1,
      ),
      atMost(
        'World Cup final: all updates, view score, compressed',
        sum(score.map((each) => each.deflated.length)),
        4,
        'KB',
        1,
      ),
      info(`${board}, plain`, plain.all / 1_000, 'KB', 1),
      atMost(`${board}, compressed`, deflated.all / 1_000, 20, 'KB', 1),
      atMost(
        `${board}, compressed: first rows at 24 kbit/s, by their bytes`,
        deflated.first / SLOW_LINE_BYTES,
        2,
        's of the line',
        1,
      ),
      atMost(
        `${board}, compressed: all at 24 kbit/s, by their bytes`,
        deflated.all / SLOW_LINE_BYTES,
        10,
        's of the line',
        1,
      ),
      atMost(`${board}, plain: all at 24 kbit/s, by their bytes`, plain.all / SLOW_LINE_BYTES, 60, 's of the line', 1),
      info(`${pace}, plain`, paceBytes(tennis, false) / 1_000, 'KB/s', 2),
      atMost(`${pace}, compressed`, paceBytes(tennis, true) / 1_000, 1, 'KB/s', 2),
    ]
  },
}
