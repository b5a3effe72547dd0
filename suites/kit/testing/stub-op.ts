import { CALLBACK } from './seed.ts'
import {
  CONSENT_FORM,
  html,
  json,
  LOGIN_FORM,
  redirect,
  type StubAnswer,
  type StubHandler,
  type StubRequest,
} from './stub-issuer.ts'

/** What one test's provider does otherwise. */
export interface StubOp {
  readonly consent?: boolean
  readonly token?: (request: StubRequest) => StubAnswer
  readonly authorization?: (request: StubRequest) => StubAnswer
}

const GOOD_TOKENS = { access_token: 'at-1234567890', token_type: 'Bearer', expires_in: 300, refresh_token: 'rt-1' }

/** The least that a login needs: one user, one client, no memory but a cookie. */
export const stubOp = ({ consent = false, token, authorization }: StubOp = {}): StubHandler => {
  let state = ''
  const back = (params: Record<string, string>): StubAnswer =>
    redirect(`${CALLBACK}?${new URLSearchParams({ ...params, state })}`)
  return (request) => {
    const { url, form, method } = request
    switch (url.pathname) {
      case '/auth': {
        state = (method === 'POST' ? form : url.searchParams).get('state') ?? ''
        return authorization?.(request) ?? html(`<p>Welcome</p>${LOGIN_FORM}`)
      }
      case '/login': {
        if (form.get('password') !== 'stub-password-of-ada-7') return html(`<p>Wrong.</p>${LOGIN_FORM}`)
        return consent ? html(CONSENT_FORM) : back({ code: 'code-1' })
      }
      case '/consent':
        return form.has('accept') ? back({ code: 'code-1' }) : back({ error: 'access_denied' })
      case '/token':
        return token?.(request) ?? json(GOOD_TOKENS)
      case '/userinfo':
        return json({ sub: 'ada' })
      default:
        return json({ error: 'not_found' }, 404)
    }
  }
}
