import { describe, expect, it } from 'vitest'
import { loadProfile } from '../profiles/load.ts'
import { shortLived, shortPatience } from './short-lived.ts'

/** Seconds that scenarios wait beyond a lifetime, to be sure. */
const margin = 60

describe('a short-lived issuer', () => {
  const { code, accessToken, refreshToken, session, offlineToken, deviceCode } = shortLived(
    loadProfile('openaire-beta'),
  ).lifetimes

  it('can be waited for, whatever expires', () => {
    for (const seconds of [code, accessToken, refreshToken, session, offlineToken, deviceCode]) {
      expect(seconds + margin).toBeLessThanOrEqual(shortPatience)
    }
  })

  it('keeps an offline token alive when the session has surely ended', () => {
    expect(offlineToken).toBeGreaterThan(Math.max(session, refreshToken) + margin)
  })
})
