import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Bend } from '#fixtures/schema/fault.ts'
import { type ArmedFault, type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { clientOf } from '#mocks/op/testing/relying-party.ts'
import { type Carelessness, type RunningRelyingParty, startRelyingParty } from '../index.ts'

export interface Stand {
  readonly op: () => RunningProvider
  /** A service at the issuer, until the test ends. */
  readonly service: (...careless: readonly Carelessness[]) => Promise<RunningRelyingParty>
  readonly arm: (bend: Bend) => ArmedFault
}

/** An issuer for all tests of a file. */
export const stand = (): Stand => {
  let op: RunningProvider | undefined
  const open: RunningRelyingParty[] = []
  const standing = (): RunningProvider => {
    if (!op) throw new Error('the issuer stands while tests run')
    return op
  }
  beforeAll(async () => {
    op = await startProvider()
  })
  afterEach(async () => {
    op?.reset()
    await Promise.all(open.splice(0).map((rp) => rp.close()))
  })
  afterAll(() => op?.close())
  return {
    op: standing,
    service: async (...careless) => {
      const { clientId, secret = '' } = clientOf(standing(), 'web')
      const rp = await startRelyingParty({ issuer: standing().issuer, clientId, secret, careless })
      standing().addClient('service', { ...clientOf(standing(), 'web'), redirectUris: [rp.redirectUri] })
      open.push(rp)
      return rp
    },
    arm: (bend) => standing().fault({ id: 'x', title: 'x', breaks: 'x', ...bend }),
  }
}
