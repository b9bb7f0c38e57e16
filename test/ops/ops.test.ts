import { request } from 'node:http'
import { hostname } from 'node:os'
import { expect, it, onTestFinished } from 'vitest'
import { startServer } from '../../src/server/server.ts'
import { freePort } from '../support/free-port.ts'
import { connectClient } from '../support/socket-client.ts'
import { testConfig } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** `fetch` lets nobody choose a `Host`. */
function statusFor(url: string, method: 'GET' | 'POST', host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const path = method === 'GET' ? url : `${url}/drain`
    request(path, { method, headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

it('/ops shows this replica and its fleet, on the internal port alone, and its buttons are pressed there alone', async () => {
  const port = await freePort()
  const settings = { PORT: String(port), INTERNAL_PORT: '0', DRAIN_MS: '500' }
  const server = await startServer(testConfig({ ...settings, DATA_DIR: await temporaryDirectory() }))
  onTestFinished(() => server.close())
  const viewer = await connectClient(`${server.url.replace('http', 'ws')}/v1/live`)
  const url = `${server.internalUrl}/ops`
  // On the port where it is not, who asks on this machine is told where it is; who opens a page, too, and nobody else.
  for (const headers of [{}, { accept: 'text/html' }]) {
    const elsewhere = await fetch(`${server.url}/ops`, { headers })
    expect([elsewhere.status, await elsewhere.text()]).toEqual([404, expect.stringContaining('it is on INTERNAL_PORT')])
  }
  const outside = await fetch(`${server.url}/ops`, { headers: { 'x-forwarded-for': '192.0.2.1' } })
  expect([outside.status, await outside.text()]).toEqual([404, expect.not.stringContaining('INTERNAL_PORT')])
  expect(await (await fetch(`${server.internalUrl}/`)).text()).toContain('here are /ops, /metrics, /livez and /readyz')
  const page = await fetch(url)
  expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
  const html = await page.text()
  expect(html).toContain('<th scope="row">Viewers</th><td>1</td>')
  expect(html).toContain('<html lang="en">')
  expect(html).toContain(`role all, ${hostname()}:${port} (${process.pid})`)
  const token = /name="token" value="([^"]+)"/.exec(html)?.[1] ?? ''

  const press = (body: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${url}/drain`, { method: 'POST', body: new URLSearchParams(body), headers })
  expect((await press({})).status).toBe(403)
  expect((await press({ token: `${token.slice(1)}x` })).status).toBe(403)
  // As many characters, and more bytes.
  expect((await press({ token: `${token.slice(1)}é` })).status).toBe(403)
  expect((await press({ token }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)

  expect((await press({ token }, { 'sec-fetch-site': 'same-site' })).status).toBe(403)
  expect((await press({ token }, { origin: 'http://evil.example' })).status).toBe(403)
  // A name that somebody else lets lead here shows nothing, and so gives away no secret.
  for (const method of ['GET', 'POST'] as const) expect(await statusFor(url, method, 'evil.example')).toBe(421)
  expect(await statusFor(url, 'GET', 'gateway-1:9090')).toBe(200)
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)

  const pressed = await press({ token })
  expect(await pressed.text()).toContain('role="status"')
  // Loading it again presses nothing.
  expect(pressed.url).toBe(url)
  expect(await (await fetch(url)).text()).not.toContain('role="status"')
  await viewer.nextOf('reconnect')
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
})
