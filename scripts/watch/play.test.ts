import { expect, test } from 'vitest'
import type { ConfiguredTarget } from '#suites/kit/targets/configured.ts'
import { tlsPlaces } from './play.ts'

const placesOf = (issuer: string, hosts: Readonly<Record<string, string>> = {}) => {
  const target = { kind: 'configured', id: 'live', issuer, hosts } as ConfiguredTarget
  return tlsPlaces({
    choice: { wanted: [target, { kind: 'embedded', id: 'ours', profile: 'feide' }], pairs: [] },
    budgets: [],
  })
}

const place = { target: 'live', hostname: 'aai.example.org', port: 443 }

test.for([
  { at: placesOf('https://aai.example.org/realms/x'), is: [place] },
  { at: placesOf('https://aai.example.org:8443'), is: [{ ...place, port: 8443 }] },
  { at: placesOf('http://127.0.0.1:8080'), is: [] },
  {
    at: placesOf('https://aai.example.org', { 'aai.example.org': '127.0.0.1:9443' }),
    is: [{ ...place, address: '127.0.0.1', addressPort: 9443 }],
  },
  {
    at: placesOf('https://aai.example.org', { 'aai.example.org:443': '[::1]' }),
    is: [{ ...place, address: '::1' }],
  },
  { at: placesOf('https://[::1]:8443'), is: [{ target: 'live', hostname: '::1', port: 8443 }] },
])('certificates are read at $is', ({ at, is }) => {
  expect(at).toEqual(is)
})
