import { setImmediate as nextTurn } from 'node:timers/promises'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import { openServices } from '../open-services.ts'
import { type RoomStore, storeOf, Truth } from '../truth.ts'
import { FakeViewer } from './fake-viewer.ts'

export type ViewerWorld = Awaited<ReturnType<typeof openViewerWorld>>

/** A viewer, a board of `listed`, and matches of which `opening` waits with its first read for `open`. */
export async function openViewerWorld() {
  const truths = new Map(['m1', 'm2', 'm3', 'opening'].map((match) => [match, new Truth(match)]))
  const store: RoomStore = storeOf(truths)
  const listed = ['m1']
  let open: () => void = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const readSnapshot: RoomStore['readSnapshot'] = async (match) => {
    if (match === 'opening') await opened
    return store.readSnapshot(match)
  }
  const bus = createMemoryBus()
  const services = openServices({ bus, store: { ...store, readSnapshot, listPresent: async () => [...listed] } })
  const { stallWatch } = services
  const viewer = new FakeViewer(services)
  const publish = (match: string, padding = '') => {
    const truth = truths.get(match) as Truth
    return bus.publish(truth.change({ patch: { score: { home: truth.position.seq + 1 }, detail: { padding } } }))
  }
  return {
    services,
    listed,
    viewer,
    publish,
    /** Lets the room open and the answer be made, all within this turn of the event loop. */
    async open() {
      open()
      for (let step = 0; step < 50; step += 1) await Promise.resolve()
    },
    async fallBehind() {
      for (let count = 0; stallWatch.size === 0; count += 1) {
        if (count > 1_000) throw new Error('the viewer never is slow')
        await publish('m1', `${count}`.repeat(2_000))
        await nextTurn()
      }
    },
  }
}
