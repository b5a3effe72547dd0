/** Who may send to a target, and when. One for each target of a run, whatever thread asks. */
export interface Care {
  /** Asked before every request. Resolves when it may be sent, or with the reason why it may not be. */
  readonly admit: () => Promise<string | undefined>
  /** The issuer asked for a pause of this many seconds. */
  readonly pause: (seconds: number) => Promise<void>
  /** Whether the last request was answered at all. */
  readonly heard: (answered: boolean) => Promise<void>
  /** Resolves when this many seconds have passed since a poll with this key was last answered; at once the first time. */
  readonly pace: (key: string, seconds: number) => Promise<void>
  /** A poll with this key was answered just now. */
  readonly polled: (key: string) => Promise<void>
  /** Seconds. */
  readonly wait: (seconds: number) => Promise<void>
}

export const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000))

/** For an issuer of ours, which minds nothing and whose time we make. */
export const free: Care = {
  admit: async () => undefined,
  pause: async () => {},
  heard: async () => {},
  pace: async () => {},
  polled: async () => {},
  wait: sleep,
}
