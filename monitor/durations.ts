const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Milliseconds of `30s`, `15m`, `2h`, `90d`; undefined for anything else, and for nothing at all. */
export const durationOf = (text: string): number | undefined => {
  const [, amount, unit] = /^([1-9]\d{0,5})([smhd])$/.exec(text.trim()) ?? []
  return amount === undefined ? undefined : Number(amount) * UNITS[unit as keyof typeof UNITS]
}

/** `15m` of milliseconds, in the largest unit in which it is a whole number. */
export const durationText = (ms: number): string => {
  const [unit, size] = Object.entries(UNITS).findLast(([, each]) => ms % each === 0) ?? ['ms', 1]
  return `${ms / size}${unit}`
}
