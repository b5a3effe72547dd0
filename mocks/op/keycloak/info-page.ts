import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { html } from '../pages/html.ts'
import { page } from './pages.ts'

export interface Info {
  /** 200 unless said. */
  readonly status?: number
  readonly heading: string
  readonly text: string
  readonly link?: { readonly to: string; readonly text: string }
}

/** The end of a way: nothing more to do here. */
export const infoPage = (
  issuer: Issuer,
  { status, heading, text, link }: Info,
  headers: Reply['headers'] = [],
): Reply =>
  page(
    issuer,
    status ?? 200,
    heading,
    html`<div id="kc-info-message"><p class="instruction">${text}</p>
${link === undefined ? undefined : html`<p><a href="${link.to}">${link.text}</a></p>`}</div>`,
    headers,
  )
