import { expect, test } from 'vitest'
import type { TargetConfiguration } from '../config/resolve.ts'
import { checkRealNames } from './real-names.ts'

const issuer = (id: string, origin?: string): TargetConfiguration => ({
  ...{ kind: 'embedded', id, profile: 'openaire-production' },
  ...(origin === undefined ? {} : { origin }),
})

test('a name leads to one issuer at a time', () => {
  const real = 'https://aai.openaire.eu'
  checkRealNames([issuer('one'), issuer('two'), issuer('three', real)])
  expect(() => checkRealNames([issuer('one', real), issuer('two'), issuer('three', real)])).toThrow(
    '"one" and "three" both have an issuer at https://aai.openaire.eu: play them one by one, with --target.',
  )
})
