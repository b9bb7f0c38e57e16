import { resolve } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { spawnReady } from '../support/process.ts'
import { runCommand } from '../support/run-command.ts'
import { startTestServer, type TestServer } from '../support/start-server.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const script = resolve('src/replay/main.ts')
const fixture = (path: string) => resolve('test/fixtures', path)

let server: TestServer

beforeEach(async () => {
  server = await startTestServer()
  return server.close
})

const replay = (...args: string[]) =>
  runCommand(process.execPath, [script, ...args, '--url', server.url, '--speed', '1e9'])
const read = async (match: string) => (await server.call('GET', `/v1/matches/${match}`)).body

describe('touchline replay, of a file of others', () => {
  it('plays a Cricsheet file to the result that the file tells', async () => {
    const { code, stderr } = await replay(fixture('cricsheet/cricket/tied-t20.json'))
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('Northtown v Southtown') })
    const { seq, state } = await read('cricsheet-tied-t20')
    expect(stderr).toContain(`cricsheet-tied-t20 is over: ${seq} sent\n`)
    expect(state).toMatchObject({ sport: 'cricket', status: 'final', score: { home: 33, away: 33 } })
    expect(state.result).toMatchObject({ winner: 'away', method: 'super_over' })
    expect(state.detail.superOvers).toEqual({ 1: { home: 1, away: 10 } })
    expect(state.detail.innings[1]).toMatchObject({ runs: 33, wickets: 3, overs: '4.0', extras: { penalty: 5 } })
  })

  it('plays a StatsBomb file, with what the file about its competition says of it', async () => {
    const { code, stderr } = await replay(fixture('statsbomb/events/900001.json'), '--match', 'cup-final')
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('cup-final is over') })
    const { state } = await read('cup-final')
    expect(state).toMatchObject({ sport: 'football', status: 'final', score: { home: 2, away: 2 } })
    expect(state).toMatchObject({ competition: expect.any(String), venue: expect.any(String) })
    expect(state.result).toMatchObject({ winner: 'home', method: 'shootout' })
    expect(state.detail.shootout).toMatchObject({ home: 4, away: 3 })
  })

  it('plays the match asked for of a tennis file, and after an interruption the rest of it', async () => {
    const match = '2023-wimbledon-2901'
    const args = [fixture('tennis/2023-wimbledon-points.csv'), '--match', '2901']
    const watched = [script, ...args, '--url', server.url, '--speed', '1', '--max-pause', '60']
    const running = await spawnReady(process.execPath, watched, { ready: /Vale, Mira v Odile Thorn/ })
    await expect.poll(async () => (await read(match)).seq ?? 0, { timeout: 30_000 }).toBeGreaterThanOrEqual(1)
    await running.kill('SIGINT')
    expect(await running.exited).toEqual({ code: 130, signal: null })
    expect(running.output()).toContain('stopped; to go on: touchline replay')
    const { seq: before } = await read(match)
    const { code, stderr } = await replay(...args)
    const { seq, state } = await read(match)
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`${match} is over: ${seq - before} sent, ${before} were there before`),
    })
    expect(before).toBeLessThan(seq)
    expect(state).toMatchObject({ sport: 'tennis', status: 'final', venue: 'Centre Court' })
    expect(state.score).toEqual({ home: 2, away: 1 })
    expect(state.result).toEqual({ winner: 'home', method: 'regulation', text: 'Vale, Mira won 6–3, 2–6, 7–6(10–3)' })
    expect(await server.call('GET', '/v1/matches/2023-wimbledon-2902')).toMatchObject({ status: 404 })
  })
})
