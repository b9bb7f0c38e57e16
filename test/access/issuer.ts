import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose'
import { onTestFinished } from 'vitest'
import { type Signing, signToken } from './sign-token.ts'

/** Who makes tokens and publishes its keys over HTTP. */
export interface Issuer {
  readonly jwksUrl: string
  /** How often its keys were read. */
  readonly reads: () => number
  /** The keys it publishes now. */
  readonly published: () => readonly JWK[]
  sign(claims: Record<string, unknown>, signing?: Signing): Promise<string>
  /** Makes a new key, signs with that from now on, and publishes no other. */
  rotate(): Promise<void>
  /** From now on its answers are so long. */
  padTo(bytes: number): void
  /** Stops answering, as a process that died does. */
  stop(): Promise<void>
}

/** A real server on a port of its own. @param alg of its keys */
export async function startIssuer(alg = 'ES256'): Promise<Issuer> {
  let reads = 0
  let bytes = 0
  let kid = 0
  let key: CryptoKey
  let keys: JWK[] = []
  const rotate = async () => {
    const pair = await generateKeyPair(alg, { extractable: true })
    kid += 1
    key = pair.privateKey
    keys = [{ ...(await exportJWK(pair.publicKey)), alg, kid: `key-${kid}`, use: 'sig' }]
  }
  await rotate()
  const server = createServer((_request, response) => {
    reads += 1
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }).padEnd(bytes))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  onTestFinished(stop)
  return {
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    reads: () => reads,
    published: () => keys,
    sign: (claims, signing) => signToken(claims, { key, alg, kid: `key-${kid}`, ...signing }),
    rotate,
    padTo(to) {
      bytes = to
    },
    stop,
  }
}
