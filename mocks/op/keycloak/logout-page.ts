import type { Client } from '#fixtures/schema/client.ts'
import type { Reply } from '#mocks/wire/message.ts'
import { endpointUrl, type Issuer } from '../issuer.ts'
import { html } from '../pages/html.ts'
import { page } from './pages.ts'

/** The client under whose name Keycloak asks when no client was named. */
const NOBODY = 'account'

export interface LogoutQuestion {
  readonly client?: Client
  readonly tab: string
  readonly code: string
}

export const logoutPage = (issuer: Issuer, question: LogoutQuestion, headers: Reply['headers']): Reply => {
  const { texts } = issuer.dialect
  const query = new URLSearchParams({ client_id: question.client?.clientId ?? NOBODY, tab_id: question.tab })
  const body = html`<div id="kc-logout-confirm"><p class="instruction">${texts['logout.question']}</p>
<form action="${endpointUrl(issuer, 'endSession')}/logout-confirm?${query.toString()}" method="post">
<input type="hidden" name="session_code" value="${question.code}">
<input name="confirmLogout" id="kc-logout" type="submit" value="${texts['logout.submit']}">
</form></div>`
  return page(issuer, 200, texts['logout.title'] ?? '', body, headers)
}
