import { EventEmitter } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SqliteConnection } from '../../../../src/store/sqlite/connection/connection.ts'
import { Checkpoints } from '../../../../src/store/sqlite/files/checkpoints.ts'
import { JoinedWrites } from '../../../../src/store/sqlite/joined-writes.ts'
import { temporaryDirectory } from '../../../support/temporary-directory.ts'

const ROW_BYTES = 8_192

/** A database whose log only the thread shortens. Without fsync: what is tested is who moves what, not how fast a disk is. */
async function openWorld(file?: string) {
  const path = join(await temporaryDirectory(), 'numbers.db')
  const connection = new SqliteConnection(new DatabaseSync(path))
  connection.script(
    'pragma journal_mode = wal; pragma synchronous = off; pragma wal_autocheckpoint = 0; pragma journal_size_limit = 1000000',
  )
  connection.script('create table number (n integer primary key, filling text) strict')
  const failures: Error[] = []
  const writes = new JoinedWrites({
    connection,
    onCommit: () => checkpoints.committed(),
    onFailure() {},
  })
  const checkpoints = new Checkpoints({
    file: file ?? path,
    hold: (until) => writes.holdUntil(until),
    onFailure: (error) => failures.push(error),
  })
  onTestFinished(async () => {
    await checkpoints.close()
    connection.close()
  })
  const filling = 'x'.repeat(ROW_BYTES)
  return {
    path,
    failures,
    checkpoints,
    insert: (n: number) => writes.run(() => connection.run('insert into number values (?1, ?2)', n, filling)),
    count: () => connection.get<{ count: number }>('select count(*) as count from number')?.count,
  }
}

it('keeps the write-ahead log short while much is written, and loses nothing', async () => {
  const world = await openWorld()
  const total = 8_000
  let longest = 0
  for (let n = 0; n < total; n += 1) {
    await world.insert(n)
    longest = Math.max(longest, statSync(`${world.path}-wal`).size)
  }
  expect(world.count()).toBe(total)
  expect(world.failures).toEqual([])
  // Four pages of 4 KiB a commit: 500 until the thread began, and 1,500 while it moved; then the log begins anew.
  expect(longest).toBeLessThan(2_100 * 4 * 4_200)
})

it('lets what is written go on when the thread fails, and tells it once', async () => {
  const world = await openWorld('/no/such/folder/file.db')
  for (let n = 0; n < 1_100; n += 1) await world.insert(n)
  await expect.poll(() => world.failures).toHaveLength(1)
  for (let n = 1_100; n < 2_200; n += 1) await world.insert(n)
  expect(world.count()).toBe(2_200)
  expect(world.failures).toHaveLength(1)
})

it('lets go what waits when it is closed', async () => {
  const world = await openWorld()
  for (let n = 0; n < 501; n += 1) await world.insert(n)
  await Promise.all([world.checkpoints.close(), world.insert(501)])
  expect(world.count()).toBe(502)
})

describe('when a checkpoint is made', () => {
  /** A thread that is done when the test says so. */
  class FakeThread extends EventEmitter {
    asked = 0
    isEnded = false
    postMessage(): void {
      this.asked += 1
    }
    async terminate(): Promise<void> {
      this.isEnded = true
    }
  }

  function start() {
    const thread = new FakeThread()
    const held: Promise<void>[] = []
    const failures: Error[] = []
    const checkpoints = new Checkpoints({
      file: 'none',
      startThread: () => thread,
      hold: (until) => held.push(until),
      onFailure: (error) => failures.push(error),
    })
    onTestFinished(() => checkpoints.close())
    const commit = (count: number) => {
      for (let n = 0; n < count; n += 1) checkpoints.committed()
    }
    return { thread, held, commit, checkpoints, failures }
  }

  it('asks for one after 500 commits, and holds what is to be written only while the rest is moved', async () => {
    const { thread, held, commit } = start()
    commit(499)
    expect(thread.asked).toBe(0)
    commit(1)
    expect(thread.asked).toBe(1)
    commit(1_499)
    expect(held).toEqual([])

    thread.emit('message')
    expect([thread.asked, held.length]).toEqual([2, 1])
    let isHeld = true
    void held[0]?.then(() => (isHeld = false))
    await nextTurn()
    expect(isHeld).toBe(true)
    thread.emit('message')
    await Promise.all(held)
    // What was committed meanwhile is enough for the next.
    commit(1)
    expect(thread.asked).toBe(3)
  })

  it('waits for a thread that has fallen 1,500 commits behind', async () => {
    const { thread, held, commit } = start()
    commit(500 + 1_500)
    expect(held).toHaveLength(1)
    thread.emit('message')
    thread.emit('message')
    expect(held).toHaveLength(2)
    await Promise.all(held)
  })

  it('is made again and again, and keeps nothing of those before', () => {
    const { thread, commit } = start()
    // A release that called the one before it would have no stack left.
    for (let n = 0; n < 20_000; n += 1) {
      commit(500)
      thread.emit('message')
      thread.emit('message')
    }
    expect(thread.asked).toBe(40_000)
  })

  it('lets go what waits for a thread that fails', async () => {
    const { thread, held, commit, failures } = start()
    commit(500)
    thread.emit('message')
    thread.emit('error', new Error('no memory'))
    await Promise.all(held)
    expect([held.length, failures.length]).toEqual([1, 1])
  })

  it('lets go what waits and ends the thread when it is closed, and is closed whatever the thread still says', async () => {
    const { thread, held, commit, checkpoints, failures } = start()
    commit(500)
    thread.emit('message')
    const closing = checkpoints.close()
    await Promise.all(held)
    await closing
    expect(thread.isEnded).toBe(true)
    thread.emit('message')
    thread.emit('error', new Error('it was ended'))
    commit(1_000)
    expect([thread.asked, failures]).toEqual([2, []])
  })
})
