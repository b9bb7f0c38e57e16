import { beforeAll } from 'vitest'
import { type Settings, startTestServer, type TestServer } from '../support/start-server.ts'
import { type CheckedApi, openCheckedApi } from './checked-api.ts'

/** One server for the tests of a file; each test makes a match of its own. */
export function useServer(settings: Settings = {}): { readonly api: CheckedApi; readonly url: string } {
  let server: TestServer
  let api: CheckedApi
  beforeAll(async () => {
    server = await startTestServer(settings)
    api = await openCheckedApi(server.url)
    return () => server.close()
  })
  return {
    get api() {
      return api
    },
    get url() {
      return server.url
    },
  }
}
