const PNG = '\x89PNG\r\n\x1a\n'

/** Length, name and content; nobody looks at the checksum. */
const chunk = (name: string, content: string): string => {
  const { length } = content
  return (
    String.fromCharCode(length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255) +
    name +
    content +
    '\0'.repeat(4)
  )
}

/** Octets of a PNG, one character each; nobody looks at its pixels. Colour types 4 and 6 may be transparent. */
export const pngOf = (
  octets: number,
  colourType: number,
  ...chunks: readonly (readonly [string, string])[]
): string => {
  const header = `\0\0\0@\0\0\0@\x08${String.fromCharCode(colourType)}\0\0\0`
  const start = PNG + chunk('IHDR', header) + chunks.map(([name, content]) => chunk(name, content)).join('')
  return start + chunk('IDAT', '\0'.repeat(Math.max(0, octets - start.length - 12)))
}

/** With a flag of a transparent colour, or without. */
export const gifOf = (octets: number, flags: number): string =>
  `GIF89a\x21\xf9\x04${String.fromCharCode(flags)}\0\0\0\0`.padEnd(octets, '\0')

/** As large as the guide asks for. */
export const FINE_SIZE = 33_000
