/** What the bytes of an image say of themselves. */
export interface Image {
  readonly format: 'png' | 'gif' | 'jpeg' | 'webp' | 'svg' | undefined
  /** Pixels may be transparent; undefined where the format was not looked into. */
  readonly transparent?: boolean
  /** Pixels, of a PNG or a GIF. */
  readonly size?: { readonly width: number; readonly height: number }
}

const begins = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte)

const textIn = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')

const formatOf = (bytes: Uint8Array): Image['format'] => {
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (/^GIF8[79]a/.test(textIn(bytes, 0, 6))) return 'gif'
  if (begins(bytes, 0xff, 0xd8, 0xff)) return 'jpeg'
  if (textIn(bytes, 0, 4) === 'RIFF' && textIn(bytes, 8, 12) === 'WEBP') return 'webp'
  return /<svg[\s>]/i.test(textIn(bytes, 0, 2_000)) ? 'svg' : undefined
}

/** Chunks by name, until the first that does not end within the file (PNG, third edition, section 5.3). */
const chunksOf = (bytes: Uint8Array): readonly string[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const names: string[] = []
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) names.push(textIn(bytes, at + 4, at + 8))
  return names
}

/** Colour types 4 and 6 have an alpha channel; others may name colours that are transparent (section 11.3.1.1). */
const isTransparentPng = (bytes: Uint8Array): boolean =>
  [4, 6].includes(bytes[25] ?? 0) || chunksOf(bytes).includes('tRNS')

/** A graphic control extension whose flag of a transparent colour is set (GIF89a, section 23). */
const isTransparentGif = (bytes: Uint8Array): boolean =>
  bytes.some(
    (byte, at) => byte === 0x21 && bytes[at + 1] === 0xf9 && bytes[at + 2] === 4 && ((bytes[at + 3] ?? 0) & 1) === 1,
  )

/** The image header of a PNG (section 11.2.1), the logical screen of a GIF (section 18). */
const sizeOf = (bytes: Uint8Array, format: 'png' | 'gif'): Pick<Image, 'size'> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (format === 'png' && bytes.length >= 24) return { size: { width: view.getUint32(16), height: view.getUint32(20) } }
  if (format === 'gif' && bytes.length >= 10)
    return { size: { width: view.getUint16(6, true), height: view.getUint16(8, true) } }
  return {}
}

export const imageOf = (bytes: Uint8Array): Image => {
  const format = formatOf(bytes)
  if (format === 'png') return { format, transparent: isTransparentPng(bytes), ...sizeOf(bytes, format) }
  return format === 'gif' ? { format, transparent: isTransparentGif(bytes), ...sizeOf(bytes, format) } : { format }
}
