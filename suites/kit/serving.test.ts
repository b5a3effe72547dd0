import { expect, test } from 'vitest'
import { answerOf } from './drivers/transport.ts'
import { serves } from './serving.ts'

const OLD = 'https://aai.example/oidc/'
const CALLBACK = 'https://portal.example/callback'

const answer = (status: number, headers: Record<string, string> = {}, body = '') =>
  serves(answerOf(`${OLD}authorize`, status, new Headers(headers), body), OLD, [CALLBACK])

test.for([
  ['not found', 404, {}, '<h1>Not Found</h1>'],
  ['gone, in JSON', 410, {}, '{"message":"see the migration guide"}'],
  ['gone, with an error', 410, {}, '{"error":"gone"}'],
  ['a redirect to the new issuer', 302, { location: 'https://aai.example/auth/realms/x' }, ''],
  ['a redirect to the guide', 301, { location: '/docs/migration' }, ''],
  ['a redirect to nowhere', 302, { location: 'http://[' }, ''],
  ['a proxy with nobody behind it', 502, {}, '<h1>Bad Gateway</h1>'],
  ['a page that says goodbye', 200, {}, '<h1>We have moved</h1>'],
  ['a refusal by the server in front', 403, {}, '<h1>Forbidden</h1>'],
] as const)('%s is an end', ([, status, headers, body]) => {
  expect(answer(status, headers, body)).toBeUndefined()
})

test.for([
  ['a login behind a redirect', 302, { location: '/oidc/login' }, '', 'old issuer'],
  ['a callback', 302, { location: `${CALLBACK}?code=x` }, '', 'service'],
  ['a login page', 200, {}, '<form method="post" action="x"><input name="password"></form>', 'form'],
  ['keys', 200, {}, '{"keys":[]}', 'document'],
  ['an error of OAuth', 401, {}, '{"error":"unauthorized"}', '401'],
  ['a challenge', 401, { 'www-authenticate': 'Bearer' }, '', '401'],
] as const)('%s is service', ([, status, headers, body, says]) => {
  expect(answer(status, headers, body)).toContain(says)
})

test('nobody there is an end', () => {
  expect(serves(undefined, OLD)).toBeUndefined()
})
