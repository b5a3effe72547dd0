import type { Client, DeviceAnswer, DeviceOptions, HttpAnswer, TokenOptions } from '../contract.ts'
import { derived } from '../evidence.ts'
import { members } from '../json.ts'
import type { TargetClient } from '../target.ts'
import { pkceOf, usualScope } from './authorization.ts'
import { describeAnswer, failedControl } from './control.ts'
import type { Session } from './session.ts'

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const asDeviceAnswer = (answer: HttpAnswer, codeVerifier: string | undefined): DeviceAnswer => {
  const body = members(answer.json)
  const made = {
    ...answer,
    body,
    deviceCode: text(body.device_code),
    userCode: text(body.user_code),
    verificationUri: text(body.verification_uri),
    verificationUriComplete: text(body.verification_uri_complete),
    codeVerifier,
  }
  return derived(made, answer)
}

type Send = (form: Readonly<Record<string, string>>, options: TokenOptions) => Promise<HttpAnswer>

/** RFC 8628 section 3.1. A device has no browser, so only a registration makes it use PKCE. */
export const createDevice =
  (session: Session, client: TargetClient, send: Send): Client['device'] =>
  async (options: DeviceOptions = {}) => {
    const { scope = usualScope(session, client), pkce = client.pkce ?? 'none', codeVerifier } = options
    const { verifier, parameters } = pkceOf(session, client, {
      pkce,
      ...(codeVerifier === undefined ? {} : { verifier: codeVerifier }),
    })
    // Some look for client_id in the form even of a client that authenticates by the header.
    const answer = asDeviceAnswer(await send({ client_id: client.clientId, scope, ...parameters }, options), verifier)
    const { interval } = answer.body
    if (answer.deviceCode !== undefined && typeof interval === 'number') {
      session.intervals.set(answer.deviceCode, interval)
    }
    return answer
  }

const codeOf = (of: DeviceAnswer | string): string => {
  const code = typeof of === 'string' ? of : of.deviceCode
  if (code !== undefined) return code
  throw failedControl(typeof of === 'string' ? '' : describeAnswer(of))
}

/** RFC 8628 section 3.4. */
export const pollForm = (
  of: DeviceAnswer | string,
  { verifier }: TokenOptions,
): Readonly<Record<string, string | undefined>> => {
  const own = typeof of === 'string' ? undefined : of.codeVerifier
  return {
    grant_type: DEVICE_GRANT,
    device_code: codeOf(of),
    code_verifier: verifier === undefined ? own : (verifier ?? undefined),
  }
}
