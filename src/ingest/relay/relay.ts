import type { BusEntry } from '../../bus/bus.ts'
import type { MatchStore } from '../../store/match-store.ts'
import type { HistoriesOptions } from './histories.ts'
import { Suspected } from './suspected.ts'
import { Sweep, type SweepOptions } from './sweep.ts'

export interface RelayOptions extends Omit<SweepOptions, 'store' | 'suspected'>, Pick<HistoriesOptions, 'onMended'> {
  readonly store: SweepOptions['store'] & Pick<MatchStore, 'changeEpoch'>
  /** Told once when sweeping begins to fail, and once when it works again. */
  onHealth(health: 'up' | 'down', error?: Error): void
  /** Told what became of a commit's way to the bus, and how long it took. */
  onPublished?(result: 'taken' | 'refused' | 'failed', ms: number): void
}

export interface Relay {
  /** Publishes the updates of a commit. If that fails, a sweep sends them again. Never throws. */
  publish(entry: BusEntry): void
  /** Takes a match that was deleted from the bus. If that fails, a sweep does it. Never throws. */
  remove(match: string, epoch: string): void
  /** A connection to the database was lost: the next one may lead to a server that lacks the last writes. */
  databaseLost(): void
  close(): Promise<void>
}

const SWEEP_MS = 1_000

/**
 * Sends updates again that are in the log but not on the bus. The log itself is the outbox, so an append needs no second
 * write: the relay compares the heads of recently changed matches in the database with those on the bus. Every ingest
 * replica runs one, because publishing is idempotent.
 *
 * A match of which the bus has what the database has not is mended, whether the relay, a publish or a gateway found it.
 */
export function startRelay({ store, bus, now, onHealth, onSwept, onMended, onPublished }: RelayOptions): Relay {
  const suspected = new Suspected({ store, bus, now, onMended })
  const sweep = new Sweep({ store, bus, now, suspected, onSwept })
  let isFailing = false
  let isClosed = false
  let sweeping: Promise<void> = Promise.resolve()

  const run = async (): Promise<void> => {
    try {
      await sweep.run()
      if (isFailing) onHealth('up')
      isFailing = false
    } catch (error) {
      // When it works again, it may be another server.
      sweep.lookBack()
      if (!isFailing && !isClosed) onHealth('down', error as Error)
      isFailing = true
    }
  }

  bus.watchHealth((health) => {
    if (health === 'up') sweep.lookBack()
  })
  let timer: NodeJS.Timeout
  const schedule = () => {
    timer = setTimeout(() => {
      sweeping = run().then(() => {
        if (!isClosed) schedule()
      })
    }, SWEEP_MS).unref()
  }
  schedule()

  return {
    publish(entry) {
      const from = performance.now()
      const told = (result: 'taken' | 'refused' | 'failed') => onPublished?.(result, performance.now() - from)
      sweep.publish(entry).then(told, () => {
        told('failed')
        // The update is in the log, so it is not lost: the next sweep sends it.
      })
    },
    remove(match, epoch) {
      bus.remove(match, epoch).catch(() => {
        // The next sweep does it.
      })
    },
    databaseLost: () => sweep.lookBack(),
    async close() {
      isClosed = true
      sweep.end()
      clearTimeout(timer)
      await sweeping
    },
  }
}
