import type { CrowdSettings } from '../gateway/crowd.ts'

/** A process that has viewers, another that takes what happens, and Redis between the two. */
export interface Contender {
  readonly name: string
  /** How a viewer of the one match comes in. */
  readonly way: Omit<CrowdSettings, 'port'>
  /** Starts the process that has viewers, alone on its core. */
  startGateway(): Promise<Gateway>
  /** Something happens in the match. */
  publish(): Promise<void>
  close(): Promise<void>
}

export interface Gateway {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

/** What viewers of the match are sent, as JSON: what all contenders send, so that their bytes are alike. */
export interface Example {
  readonly state: string
  readonly update: string
}
