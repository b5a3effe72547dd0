import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { serviceProviders } from '#libraries/saml/index.ts'

test('every program has its service provider, and every service provider its program', () => {
  const parts = ['index.ts', 'metadata.ts', 'told.ts']
  const files = readdirSync(new URL('../../libraries/saml/', import.meta.url)).filter((name) => !parts.includes(name))
  const programs = new Set(serviceProviders.map(({ program }) => program.replace('saml/', '')))
  expect(files.toSorted()).toEqual([...programs].toSorted())
})

describe('docs/saml-service-providers.md', () => {
  const written = readFileSync(new URL('../../docs/saml-service-providers.md', import.meta.url), 'utf8')

  test.for(serviceProviders)('has a row for $id, with something found', ({ id, title, careful }) => {
    const name = `${title.replace(/[().]/g, '\\$&')} [^\\s,\\]]+${careful === undefined ? '' : ', with care'}`
    expect(written).toMatch(new RegExp(`^\\| \\[${name}\\]\\(#${id}\\) \\|.* [✗!✓] \\d`, 'm'))
    expect(written).toContain(`<a id="${id}"></a>`)
  })
})
