import { expect, test } from 'vitest'
import { isInside, strangeness } from './known-hosts.ts'

const hosts = ['op.example', '127.0.0.1:8443']

test.for(['https://op.example/token', 'http://op.example/', 'https://127.0.0.1:8443/x', 'https://op.example:443/x'])(
  '%s is at home',
  (url) => {
    expect(strangeness(url, hosts)).toBeUndefined()
  },
)

test.for([
  'https://evil.example/token',
  'https://op.example.evil.example/',
  'https://op.example@evil.example/',
  'https://op.example:8443/',
  'http://127.0.0.1/',
  'http://127.0.0.1:9200/_search',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]:8443/',
])('%s is none of its hosts', (url) => {
  expect(strangeness(url, hosts)).toMatch(
    /^the issuer leads to .*, which is none of its hosts: nothing was sent there$/,
  )
})

test.for(['file:///etc/passwd', 'gopher://op.example/', 'javascript:alert(1)', 'data:text/html,x', '/token', ''])(
  '"%s" is no http address',
  (url) => {
    expect(strangeness(url, hosts)).toBe('the issuer names something that is no http address')
  },
)

test.for([
  'http://127.0.0.1:9200/',
  'http://localhost/',
  'http://printer.local/',
  'http://metadata.google.internal/',
  'http://169.254.169.254/latest/',
  'http://10.1.2.3/',
  'http://172.31.0.1/',
  'http://192.168.1.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://[::1]/',
  'http://[::ffff:10.0.0.1]/',
  'http://[fd00::1]/',
])('%s is inside', (url) => {
  expect(isInside(url, hosts)).toBe(true)
})

test.for([
  'https://127.0.0.1:8443/',
  'https://op.example/',
  'https://cdn.example/x.js',
  'http://172.32.0.1/',
  'http://localhost.example/',
])('%s is not', (url) => {
  expect(isInside(url, hosts)).toBe(false)
})
