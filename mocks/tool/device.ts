import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as passing } from 'node:timers/promises'
import { type Answer, GivenUp, type Means, refusalIn, running } from './endpoint.ts'

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** Seconds where the issuer does not say (RFC 8628 section 3.2), and those that each slow_down adds (section 3.5). */
const [USUAL, LONGER] = [5, 5]

const challengeOf = (verifier: string): Readonly<Record<string, string>> => ({
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
})

const begin = async (means: Means, verifier: string | undefined): Promise<Answer['body']> => {
  const form = { scope: 'openid profile email', ...(verifier === undefined ? {} : challengeOf(verifier)) }
  const { options, has } = means
  const late = has('secret-late')
  const given = await means.post('device_authorization_endpoint', { client_id: options.clientId, ...form }, late)
  const { device_code, user_code, verification_uri } = given.body
  if (given.status !== 200 || typeof device_code !== 'string') throw new GivenUp(`No device code: ${refusalIn(given)}.`)
  means.print(`Open ${verification_uri} and enter ${user_code}`)
  return given.body
}

const seconds = (value: unknown): number => (typeof value === 'number' && value >= 0 ? value : USUAL)

const poll = async (means: Means, code: string, interval: number, verifier?: string): Promise<Answer['body']> => {
  const { has, signal } = means
  let pause = interval
  for (;;) {
    await passing(has('impatient') ? 300 : pause * 1000, undefined, { signal })
    const form = {
      grant_type: GRANT,
      device_code: code,
      ...(verifier === undefined ? {} : { code_verifier: verifier }),
    }
    const answer = await means.post('token_endpoint', form)
    if (answer.status === 200) return answer.body
    const { error } = answer.body
    if (error === 'slow_down' && !has('slow-down-ignored')) pause += LONGER
    const waits = error === 'authorization_pending' || error === 'slow_down' || has('polls-on')
    if (!waits) throw new GivenUp(`Nobody signed in: ${refusalIn(answer)}.`)
  }
}

/** Signs its user in by the device flow, and says who that is. */
export const device = running(async (means) => {
  const verifier = means.options.pkce && !means.has('no-challenge') ? randomBytes(32).toString('base64url') : undefined
  const { device_code, interval } = await begin(means, verifier)
  const tokens = await poll(means, String(device_code), seconds(interval), verifier)
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  const { status, body = {} } = await means.ask(means.endpoint('userinfo_endpoint'), { headers })
  if (status !== 200 || typeof body.sub !== 'string') throw new GivenUp(`Nobody knows who signed in: status ${status}.`)
  means.print(`Signed in as ${body.sub}`)
})
