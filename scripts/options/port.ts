import { InvalidArgumentError } from 'commander'

/** Reads the value of `--port`. */
export const port = (text: string): number => {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value < 65_536) return value
  throw new InvalidArgumentError('A port is a whole number from 0 (any free one) to 65535.')
}
