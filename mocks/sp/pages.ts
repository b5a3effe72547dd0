import { html } from '#mocks/op/pages/html.ts'
import { page } from '#mocks/rp/pages.ts'
import type { Reply } from '#mocks/wire/message.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import type { Eyes } from './looks.ts'
import type { Login } from './sessions.ts'

const again = html`<p><a href="/login">Try again</a></p>`

export const home = (login: Login | undefined): Reply => {
  if (!login) return page(200, 'Nobody is signed in', html`<p><a href="/login">Sign in</a></p>`)
  const [name = login.user] = login.attributes.displayName ?? []
  return page(200, 'Signed in', html`<p id="user">${name}</p><p><a href="/logout">Sign out</a></p>`)
}

/** A refusal is told to the user; anything else is a mistake of ours, and its stack nobody's business. */
export const failurePage = (error: unknown, eyes: Eyes): Reply => {
  const stack = eyes.has('trace-shown') && error instanceof Error ? html`<pre>${error.stack}</pre>` : html``
  if (!(error instanceof Refusal)) {
    return page(500, 'Something went wrong', html`<p>It was not you.</p>${stack}${again}`)
  }
  const { told = '' } = error
  const words = html`<p>The identity provider says: ${eyes.has('markup-shown') ? { html: told } : told}</p>`
  const said = told === '' ? html`` : words
  return page(400, 'You are not signed in', html`<p>${error.message}</p>${said}${stack}${again}`)
}
