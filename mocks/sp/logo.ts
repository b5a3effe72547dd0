import { crc32, deflateSync } from 'node:zlib'

/** Pixels, both ways. */
export const LOGO_SIZE = 64

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

const isInside = (x: number, y: number): boolean => Math.hypot(x - LOGO_SIZE / 2, y - LOGO_SIZE / 2) < LOGO_SIZE / 2

/** A disc on nothing: eight bits of red, green, blue and opacity for each pixel. */
const pixels = (): Buffer =>
  Buffer.concat(
    Array.from({ length: LOGO_SIZE }, (_row, y) =>
      Buffer.from([0, ...Array.from({ length: LOGO_SIZE }, (_, x) => [20, 90, 160, isInside(x, y) ? 255 : 0]).flat()]),
    ),
  )

const header = (): Buffer => {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(LOGO_SIZE, 0)
  size.writeUInt32BE(LOGO_SIZE, 4)
  return Buffer.concat([size, Buffer.of(8, 6, 0, 0, 0)])
}

/** A transparent PNG as a data URI. */
export const logo = (): string => {
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  const chunks = [chunk('IHDR', header()), chunk('IDAT', deflateSync(pixels())), chunk('IEND', Buffer.alloc(0))]
  return `data:image/png;base64,${Buffer.concat([signature, ...chunks]).toString('base64')}`
}
