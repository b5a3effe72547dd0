import { afterEach, beforeAll } from 'vitest'
import { type CertifiedKey, generateCertifiedKey } from '#mocks/xml/certificate.ts'
import { type Carelessness, type RunningServiceProvider, startServiceProvider } from '../index.ts'
import type { ServiceProviderOptions } from '../options.ts'
import { type Browser, browser } from './browser.ts'
import { type Speaker, startSpeaker } from './idp.ts'

export interface Stand {
  readonly speaker: () => Speaker
  /** A service provider, until the test ends. */
  readonly service: (
    careless?: readonly Carelessness[],
    more?: Partial<ServiceProviderOptions>,
  ) => Promise<RunningServiceProvider>
  readonly visit: (sp: RunningServiceProvider) => Browser
}

/** One identity provider for all tests of a file, and one key for all service providers. */
export const stand = (): Stand => {
  let made: { readonly speaker: Speaker; readonly keys: CertifiedKey } | undefined
  const open: RunningServiceProvider[] = []
  const standing = () => {
    if (!made) throw new Error('the identity provider stands while tests run')
    return made
  }
  beforeAll(async () => {
    made = { speaker: await startSpeaker(), keys: await generateCertifiedKey('sp') }
  })
  afterEach(async () => {
    await Promise.all(open.splice(0).map((sp) => sp.close()))
  })
  return {
    speaker: () => standing().speaker,
    service: async (careless = [], more = {}) => {
      const { speaker, keys } = standing()
      const sp = await startServiceProvider({ idp: { xml: speaker.metadata }, keys, careless, ...more })
      open.push(sp)
      return sp
    },
    visit: (sp) => browser(sp, standing().keys, standing().speaker),
  }
}
