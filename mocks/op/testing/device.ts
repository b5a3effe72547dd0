import type { RunningProvider } from '../api.ts'
import { call, clientOf, endpointOf, personOf, type Tokens, tokensOf } from './relying-party.ts'
import { type Stop, type Visitor, visitor } from './visitor.ts'

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

export interface Waiting {
  readonly device_code: string
  readonly user_code: string
  readonly verification_uri: string
  readonly verification_uri_complete: string
  readonly expires_in: number
  readonly interval: number
}

export const startDevice = async (
  provider: RunningProvider,
  role = 'device',
  form: Readonly<Record<string, string>> = { scope: 'openid email' },
): Promise<Waiting> => {
  const { status, body } = await call(provider, 'deviceAuthorization', clientOf(provider, role), form)
  if (status !== 200) throw new Error(`no device code for ${role}: ${JSON.stringify(body)}`)
  return body as unknown as Waiting
}

/** What the user does at a browser: types the code, signs in, answers. */
export const answerDevice = async (
  provider: RunningProvider,
  { user_code }: Waiting,
  { button = 'accept', browser = visitor(provider.origin), as = 'plain' }: Answer = {},
): Promise<Stop> => {
  const form = await browser.get(endpointOf(provider, 'deviceVerification'))
  return browser.through(await browser.submit(form, { device_user_code: user_code }), personOf(provider, as), button)
}

interface Answer {
  readonly button?: 'accept' | 'cancel'
  readonly browser?: Visitor
  readonly as?: string
}

export const poll = (
  provider: RunningProvider,
  { device_code }: Pick<Waiting, 'device_code'>,
  role = 'device',
  form: Readonly<Record<string, string>> = {},
): Promise<Tokens> => tokensOf(provider, clientOf(provider, role), { grant_type: DEVICE_GRANT, device_code, ...form })
