import type { WriteStream } from 'node:tty'
import { advance, liveLines, nothingYet, type ProgressEvent, plainLines, redraw } from '#reports/render/progress.ts'

/** More often than this no eye can follow. */
const INTERVAL_MS = 80

/** Draws progress on a terminal, or writes a line now and then to a log. */
export const showProgress = (
  stream: WriteStream,
  colour: boolean,
): { readonly tell: (event: ProgressEvent) => void; readonly end: () => void } => {
  let state = nothingYet
  let drawn = 0
  let last = 0
  const draw = (): void => {
    const lines = liveLines(state, { columns: stream.columns, colour })
    stream.write(redraw(lines, drawn))
    drawn = lines.length
  }
  return {
    tell: (event) => {
      const before = state
      state = advance(state, event)
      if (!stream.isTTY) {
        for (const line of plainLines(before, event)) stream.write(`${line}\n`)
        return
      }
      const now = performance.now()
      if (now - last < INTERVAL_MS) return
      last = now
      draw()
    },
    end: () => {
      if (stream.isTTY && state.size > 0) draw()
    },
  }
}
