import type { Variant } from './variants.ts'

/** Programs of the command line that are right in all that they are not told to do otherwise. */
export const toolVariants: Readonly<Record<string, Variant>> = {
  'tool-device': { title: 'the tool that uses the device flow', command: { flow: 'device' } },
  'tool-device-pkce': {
    title: 'the tool that uses the device flow with PKCE',
    command: { flow: 'device', pkce: true },
  },
  'tool-exchange': { title: 'the tool that exchanges tokens', command: { flow: 'exchange' } },
  'tool-client-credentials': { title: 'the tool without users', command: { flow: 'client-credentials' } },
  'tool-introspection': { title: 'the tool that introspects tokens', command: { flow: 'introspection' } },
}
