import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import type { Limits } from './limits.ts'
import { tooLarge, UnusableAnswer } from './transport-error.ts'

const unpackers: Readonly<Record<string, (data: Buffer, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'

/** A body as its sender had it. */
export const unpacked = (data: Buffer, encoding: string, limits: Limits): Buffer => {
  const unpack = unpackers[encoding.trim().toLowerCase()]
  if (!unpack || data.length === 0) return data
  try {
    return unpack(data, { maxOutputLength: limits.bytes })
  } catch (error) {
    // A small body that unpacks to gigabytes ends here, not in memory.
    if (isTooLarge(error)) throw tooLarge(limits)
    throw new UnusableAnswer(`the answer says content-encoding ${encoding} and cannot be unpacked`)
  }
}
