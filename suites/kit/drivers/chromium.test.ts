import { expect, test } from 'vitest'
import { findChromium } from './chromium.ts'

const places = (programs: readonly string[], environment: Record<string, string> = {}, own?: string) => ({
  environment: { PATH: '/usr/local/bin:/usr/bin', ...environment },
  isExecutable: (path: string) => programs.includes(path),
  playwrightsOwn: () => own,
})

test('the one that AAI_CHROMIUM names comes first', () => {
  const found = findChromium(places(['/opt/c', '/usr/bin/chromium'], { AAI_CHROMIUM: '/opt/c' }))
  expect(found).toEqual({ executable: '/opt/c' })
})

test('a wrong AAI_CHROMIUM is said to be wrong, and not passed over', () => {
  expect(findChromium(places(['/usr/bin/chromium'], { AAI_CHROMIUM: '/opt/none' }))).toEqual({
    missing: 'AAI_CHROMIUM names /opt/none, which is no program: correct or unset it.',
  })
})

test('then an installed one, then that of Playwright', () => {
  expect(findChromium(places(['/usr/bin/google-chrome', '/own']))).toEqual({ executable: '/usr/bin/google-chrome' })
  expect(findChromium(places(['/own'], {}, '/own'))).toEqual({ executable: '/own' })
})

test('without any, one line says what to do', () => {
  expect(findChromium(places([], {}, '/own'))).toEqual({
    missing: expect.stringMatching(/^Needs a browser: install Chromium \(.*\), or set AAI_CHROMIUM to its path\.$/),
  })
})
