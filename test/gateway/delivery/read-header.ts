/** Of the WebSocket frame that these bytes begin with: how long its header and its payload are. Not the gateway's own reading. */
export function readHeader(frame: Buffer): { header: number; length: number } {
  const marker = frame[1] as number
  if (marker === 127) return { header: 10, length: Number(frame.readBigUInt64BE(2)) }
  return marker === 126 ? { header: 4, length: frame.readUInt16BE(2) } : { header: 2, length: marker }
}
