import { afterAll, beforeAll } from 'vitest'
import type { Server } from '../../src/server.ts'
import { type CheckedApi, openCheckedApi } from './checked-api.ts'
import { openServer } from './open-server.ts'

/** One server for the tests of a file; each test makes a match of its own. */
export function useServer(settings: Readonly<Record<string, string>> = {}): { readonly api: CheckedApi; url: string } {
  let server: Server
  let api: CheckedApi
  beforeAll(async () => {
    server = await openServer(settings)
    api = await openCheckedApi(server.url)
  })
  afterAll(() => server.close())
  return {
    get api() {
      return api
    },
    get url() {
      return server.url
    },
  }
}
