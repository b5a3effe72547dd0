import type { Profile } from '#fixtures/schema/profile.ts'

/** Seconds: long enough for a scenario on a busy machine, short enough to wait for. */
const short: Partial<Profile['lifetimes']> = {
  code: 10,
  accessToken: 30,
  idToken: 30,
  refreshToken: 90,
  // Longer than a session and the minute that scenarios wait beyond it.
  offlineToken: 210,
  session: 90,
  deviceCode: 20,
}

/** The same issuer with lifetimes of seconds, so that a run can see things expire. */
export const shortLived = (profile: Profile): Profile => ({
  ...profile,
  lifetimes: { ...profile.lifetimes, ...short },
})

/** Seconds within which everything of a short-lived issuer has expired, with the minute that scenarios add. */
export const shortPatience = 300
