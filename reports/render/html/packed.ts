import { gzipSync } from 'node:zlib'
import { type Markup, markupText, ownText } from './markup.ts'

/**
 * Markup that waits until it is asked for. Results of one family resemble each other, so that hundreds of kilobytes shrink to
 * a few; as base64 they can close no element. The page's script unpacks them by their index.
 */
export const packed = (parts: readonly Markup[]): Markup =>
  ownText(gzipSync(JSON.stringify(parts.map(markupText))).toString('base64'))
