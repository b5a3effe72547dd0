import { expect, it } from 'vitest'
import { type RequirementId, requirements } from '#fixtures/requirements/index.ts'
import { catalogue } from './catalogue.ts'
import { ourSuites } from './run.ts'

const only = (file: string) => ({ ...ourSuites, include: [file] })

it('tells of a scenario what its suite says, and where it stands', async () => {
  const entries = await catalogue(only('suites/oidc/op/pkce.suite.ts'))
  expect(entries.find(({ id }) => id === 'oidc.op.pkce.s256')).toEqual({
    id: 'oidc.op.pkce.s256',
    title: 'redeems a code with the verifier of its S256 challenge',
    tags: ['oidc', 'op', 'pkce'],
    file: 'suites/oidc/op/pkce.suite.ts',
    line: expect.any(Number),
    cites: ['PKCE-S256', 'RFC9700-2.1.1-support'] satisfies RequirementId[],
    needs: ['pkce-s256'],
    driver: 'http',
    client: 'pkce',
    intrusive: false,
    plays: 'op',
    compares: false,
  })
})

it('loads every suite, in the order of files and lines, and cites only what there is', async () => {
  const entries = await catalogue()
  const places = entries.map(({ file, line }) => `${file}:${String(line).padStart(5, '0')}`)
  expect(places).toEqual(places.toSorted())
  expect(new Set(entries.map(({ file }) => file)).size).toBeGreaterThan(20)
  expect(entries.flatMap(({ cites }) => cites).filter((id) => !(id in requirements))).toEqual([])
})

it('gives no catalogue with a gap', async () => {
  await expect(catalogue(only('suites/kit/testing/broken-suite.ts'))).rejects.toThrow(
    'This suite is broken on purpose.',
  )
})
