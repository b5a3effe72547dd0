import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt, type Rows } from './rows.ts'

type Flow = 'device' | 'exchange' | 'client-credentials' | 'introspection'

/** A program with a habit that mocks/tool names so. */
const habit = (flow: Flow, title: string, breaks: string, name: string): Rows[string] => [
  title,
  breaks,
  { skip: [`tool.${name}`], variant: `tool-${flow}` },
]

const device: Rows = {
  'secret-late': habit(
    'device',
    'a tool that keeps its secret from the device endpoint',
    'MIG-DEVICE-SECRET',
    'secret-late',
  ),
  impatient: habit('device', 'a tool that polls several times a second', 'RFC8628-3.5-interval', 'impatient'),
  'slow-down-ignored': habit('device', 'a tool that does not slow down', 'RFC8628-3.5-slow-down', 'slow-down-ignored'),
  'polls-on': habit('device', 'a tool that polls on after a refusal', 'RFC8628-3.5-stops', 'polls-on'),
  'no-challenge': [
    'a tool that uses no PKCE though it is registered for it',
    'MIG-PKCE',
    { skip: ['tool.no-challenge'], variant: 'tool-device-pkce' },
  ],
  'always-zero': habit('device', 'a device tool that always ends well', 'RP-ERROR', 'always-zero'),
  speechless: habit('device', 'a device tool that says nothing when it fails', 'RP-ERROR', 'speechless'),
  'secret-in-query': habit(
    'device',
    'a device tool that sends its secret in an address',
    'RP-TOKEN-REQUEST',
    'secret-in-query',
  ),
}

const exchange: Rows = {
  audience: habit('exchange', 'a tool that exchanges tokens for nobody', 'MIG-TX-AUDIENCE', 'audience-made-up'),
  'always-zero': habit('exchange', 'an exchanging tool that always ends well', 'RP-ERROR', 'always-zero'),
  'secret-in-query': habit(
    'exchange',
    'an exchanging tool that sends its secret in an address',
    'RP-TOKEN-REQUEST',
    'secret-in-query',
  ),
}

const clientCredentials: Rows = {
  sub: habit('client-credentials', 'a tool that takes sub for its client', 'MIG-CC-CLAIMS', 'sub-as-client'),
  'always-zero': habit('client-credentials', 'a tool without users that always ends well', 'RP-ERROR', 'always-zero'),
  'secret-in-query': habit(
    'client-credentials',
    'a tool without users that sends its secret in an address',
    'RP-TOKEN-REQUEST',
    'secret-in-query',
  ),
}

const introspection: Rows = {
  openly: habit(
    'introspection',
    'a tool that introspects without credentials',
    'MIG-INTROSPECTION',
    'introspects-openly',
  ),
  'active-unread': habit(
    'introspection',
    'a tool that lets in whoever shows a token',
    'RFC7662-2.2-heeded',
    'active-unread',
  ),
  'always-zero': habit('introspection', 'an introspecting tool that always ends well', 'RP-ERROR', 'always-zero'),
}

/** What a program of the command line may get wrong. */
export const toolFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'device-tool', device),
  ...faultsAt('behaviour', 'exchange-tool', exchange),
  ...faultsAt('behaviour', 'client-credentials-tool', clientCredentials),
  ...faultsAt('behaviour', 'introspection-tool', introspection),
]
