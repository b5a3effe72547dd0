import type { Verdict } from '../../model.ts'
import { word } from '../words.ts'
import { html, type Markup } from './markup.ts'

/** A verdict by word and shape; the colour only repeats them. */
export const badge = (verdict: Verdict): Markup =>
  html`<span class="verdict ${verdict}"><i class="mark" aria-hidden="true"></i>${word(verdict)}</span>`
