import type { Reply } from '#mocks/wire/message.ts'
import { endpointUrl, type Issuer } from '../issuer.ts'
import { html } from '../pages/html.ts'
import { answerOf } from '../refusal.ts'
import { infoPage } from './info-page.ts'
import { page, UNCACHED } from './pages.ts'

/** The form has nothing to protect: whoever sends it gets to a login or a consent page, each with a code of its own. */
export const userCodePage = (issuer: Issuer, error?: string): Reply => {
  const { texts } = issuer.dialect
  const body = html`<form id="kc-user-verify-device-user-code-form" action="${endpointUrl(issuer, 'deviceVerification')}" method="post">
${error === undefined ? undefined : html`<p id="input-error" class="error" role="alert">${error}</p>`}
<label for="device-user-code">${texts['device.prompt']}</label>
<input id="device-user-code" name="device_user_code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" autofocus>
<input type="submit" value="${texts['device.submit']}">
</form>`
  return page(issuer, 200, texts['device.title'] ?? '', body, [UNCACHED])
}

/** Where the browser's part ends. */
export const deviceStatusPage = (issuer: Issuer, error: string | null): Reply => {
  const { texts } = issuer.dialect
  if (error === null) {
    return infoPage(issuer, { heading: texts['device.approved-title'] ?? '', text: texts['device.approved'] ?? '' })
  }
  const known: Readonly<Record<string, string | undefined>> = {
    access_denied: answerOf(issuer, 'device.refused').description,
    expired_token: answerOf(issuer, 'device.user-code-expired').description,
  }
  return infoPage(issuer, {
    heading: texts['device.refused-title'] ?? '',
    text: (Object.hasOwn(known, error) ? known[error] : undefined) ?? texts['device.refused'] ?? '',
    link: { to: endpointUrl(issuer, 'deviceVerification') ?? '', text: texts['device.proceed'] ?? '' },
  })
}
