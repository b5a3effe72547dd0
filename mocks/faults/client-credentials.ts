import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, faultsAt } from './rows.ts'

export const clientCredentialsFaults: readonly Fault[] = [
  ...faultsAt('token.response', 'client-credentials', {
    'refresh-token': [
      'a refresh token for whoever asks for none',
      'CC-NO-USER',
      { set: { refresh_token: (old: unknown) => old ?? 'given-to-a-machine' } },
    ],
    'scope-missing': ['a token response without its scope', 'CC-HAPPY', { remove: ['scope'] }],
  }),
  ...faultsAt('userinfo.response', 'client-credentials', {
    'userinfo-nameless': ['userinfo that does not name the machine', 'CC-CLIENT-ID-CLAIM', { remove: ['client_id'] }],
  }),
  ...faultsAt('introspection.response', 'client-credentials', {
    'introspection-nameless': [
      'an introspection that does not name the client',
      'CC-CLIENT-ID-CLAIM',
      { remove: ['client_id'] },
    ],
  }),
  ...faultsAt('behaviour', 'client-credentials', {
    'for-everybody': blind('CC-PUBLIC', 'a public client that may act as a machine', 'credentials.public-client'),
  }),
]
