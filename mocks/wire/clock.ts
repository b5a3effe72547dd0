/** Time is handed in, so that a test can own it. Milliseconds since the epoch. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()
