import type { RunningProvider } from '../api.ts'
import { clientOf, type Tokens, tokensOf } from './relying-party.ts'

export const TYPE = 'urn:ietf:params:oauth:token-type:'
export const ACCESS = `${TYPE}access_token`

export const exchange = (
  provider: RunningProvider,
  subject: string,
  form: Readonly<Record<string, string>> = {},
  role = 'exchanger',
): Promise<Tokens> =>
  tokensOf(provider, clientOf(provider, role), {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: subject,
    subject_token_type: ACCESS,
    ...form,
  })
