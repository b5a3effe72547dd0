import { exampleClientNames, examples, introspection, pkce, scopes, sessionLifetime } from './client.ts'
import { issuerSpelling, legacyEndpoints, mixedEnvironments, strangeAddresses } from './endpoints.ts'
import type { Rule } from './rule.ts'
import { logoutParameter, logoutParameterName, redirectUris } from './uris.ts'

/** What its kind knows to be wrong, value by value. */
const switches: Rule = ({ kind, settings }) =>
  (kind.switches ?? []).flatMap(({ name, value, weight, cites, wrong, write }) =>
    settings
      .filter((setting) => name.test(setting.name) && value.test(setting.value))
      .map((setting) => ({ line: setting.line, setting: setting.name, weight, cites, wrong, write })),
  )

export const rules: readonly Rule[] = [
  legacyEndpoints,
  strangeAddresses,
  mixedEnvironments,
  issuerSpelling,
  redirectUris,
  logoutParameter,
  logoutParameterName,
  pkce,
  scopes,
  sessionLifetime,
  introspection,
  examples,
  exampleClientNames,
  switches,
]
