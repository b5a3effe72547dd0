import type { Kind } from '../kind.ts'
import { LintError, type Setting } from '../model.ts'
import { readYaml } from '../readers/structured.ts'
import { discoveryRules } from '../rules/discovery.ts'

const checkJson = (text: string): void => {
  try {
    JSON.parse(text)
  } catch (error) {
    const [said = ''] = error instanceof Error ? error.message.split('\n', 1) : []
    throw new LintError(`is no JSON: ${said.replace(/, "[\s\S]*" is not valid JSON$/, '')}: save it again as it came.`)
  }
}

/** A list without members has no values, and stands there all the same. */
const emptyIn = (text: string): readonly Setting[] =>
  text.split('\n').flatMap((content, index) =>
    [...content.matchAll(/"([^"]+)"\s*:\s*\[\s*\]/g)].map(([, name = '']) => ({
      name,
      value: '[]',
      line: index + 1,
    })),
  )

export const discoveryDocument: Kind = {
  id: 'discovery',
  title: 'discovery document of an issuer',
  fits: (_name, text) =>
    /^\s*\{/.test(text) &&
    /"issuer"\s*:/.test(text) &&
    /"(?:authorization_endpoint|jwks_uri|response_types_supported)"\s*:/.test(text),
  read: (text) => {
    checkJson(text)
    return [...readYaml(text), ...emptyIn(text)]
  },
  names: { issuer: /^issuer$/ },
  rules: discoveryRules,
}
