import { expect, test } from 'vitest'
import { provideChromium, type Way } from './provide.ts'

const stage = (ways: readonly (Partial<Way> & { readonly brings?: true })[], installed = false) => {
  const said: string[] = []
  const taken: string[] = []
  let isThere = installed
  const place = {
    find: async () => (isThere ? { executable: '/usr/bin/chromium' } : { missing: 'Needs a browser: install one.' }),
    say: (line: string) => said.push(line),
    ways: ways.map(({ brings, ...way }, index) => ({
      title: `way ${index}`,
      possible: () => true,
      take: async () => {
        taken.push(`way ${index}`)
        isThere ||= brings ?? false
      },
      ...way,
    })),
  }
  return { place, said, taken }
}

test('is silent when there is one', async () => {
  const { place, said, taken } = stage([{ brings: true }], true)
  expect(await provideChromium(place)).toBe(true)
  expect({ said, taken }).toEqual({ said: [], taken: [] })
})

test('says what it does, and stops at the first way that leads there', async () => {
  const { place, said, taken } = stage([{ possible: () => false }, { brings: true }, { brings: true }])
  expect(await provideChromium(place)).toBe(true)
  expect({ said, taken }).toEqual({ said: ['No Chromium on this machine: way 1.'], taken: ['way 1'] })
})

test('goes on after a way that fails', async () => {
  const failing = { take: () => Promise.reject(new Error('no network')) }
  const { place, said } = stage([failing, { brings: true }])
  expect(await provideChromium(place)).toBe(true)
  expect(said).toContain('That failed: no network')
})

test('says what to do when no way leads there', async () => {
  const { place, said } = stage([{}])
  expect(await provideChromium(place)).toBe(false)
  expect(said.at(-1)).toBe(
    'Needs a browser: install one. Tests in a browser will fail; AAI_NO_BROWSER=1 leaves them out.',
  )
})
