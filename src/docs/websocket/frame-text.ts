import type { Frame } from './wire.ts'

const OPCODES: Readonly<Record<number, string>> = { 1: 'text', 2: 'binary', 8: 'close', 9: 'ping', 10: 'pong' }

/** `← 81 5c  FIN text, 92 bytes` and the payload below it; `→` from the viewer, `←` from the server. */
export function frameText(direction: '→' | '←', { isFinal, opcode, isMasked, header, payload }: Frame): string {
  const bytes = header.toString('hex').replace(/../g, '$& ').trim()
  const facts = [
    `${isFinal ? 'FIN ' : ''}${OPCODES[opcode] ?? opcode}`,
    `${payload.length} ${payload.length === 1 ? 'byte' : 'bytes'}`,
    ...(isMasked ? ['masked'] : []),
  ]
  const said = payloadText(opcode, payload)
  return `${direction} ${bytes}  ${facts.join(', ')}${said === '' ? '' : `\n  ${said}`}`
}

function payloadText(opcode: number, payload: Buffer): string {
  if (opcode === 8)
    return payload.length < 2 ? '' : `${payload.readUInt16BE(0)} ${payload.subarray(2).toString()}`.trim()
  const text = payload.toString()
  return /^\P{Cc}*$/u.test(text) ? text : payload.toString('hex').replace(/../g, '$& ').trim()
}

/** An HTTP head as text, its lines marked as frames are. */
export function headText(direction: '→' | '←', text: string): string {
  const lines = text.replaceAll('\r\n', '\n').trimEnd().split('\n')
  return lines.map((line) => `${direction} ${line}`.trimEnd()).join('\n')
}
