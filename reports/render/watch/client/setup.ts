import type { ShownSetup } from '../shown.ts'
import { ask, errorOf } from './desk.ts'
import { byId, el } from './dom.ts'
import { showFaults } from './faults.ts'

export function head(...titles: readonly string[]): HTMLElement {
  return el(
    'thead',
    {},
    el(
      'tr',
      {},
      titles.map((title) => el('th', { scope: 'col' }, title)),
    ),
  )
}

export function codes(values: readonly string[]): readonly HTMLElement[] {
  return values.map((value) => el('div', {}, el('code', {}, value)))
}

export function showClients({ clients }: ShownSetup): void {
  const rows = clients.map(({ clientId, secret, auth, pkce, redirectUris }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, el('code', {}, clientId)),
      el('td', {}, secret === undefined ? '' : el('code', {}, secret)),
      el('td', {}, auth, pkce ? `, PKCE ${pkce}` : ''),
      el('td', {}, codes(redirectUris)),
    ),
  )
  byId('clients').replaceChildren(head('Client ID', 'Secret', 'Authentication', 'Redirect URIs'), el('tbody', {}, rows))
  byId('client-ids').replaceChildren(...clients.map(({ clientId }) => el('option', { value: clientId })))
}

export function showUsers({ users }: ShownSetup): void {
  const rows = users.map(({ username, password, title }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, el('code', {}, username)),
      el('td', {}, el('code', {}, password)),
      el('td', {}, title),
    ),
  )
  byId('users').replaceChildren(head('Name', 'Password', 'Who they are'), el('tbody', {}, rows))
}

/** Whoever has no identity provider reads nothing about it. */
export function showSaml({ saml }: ShownSetup): void {
  const place = byId('saml')
  place.hidden = saml === undefined
  if (!saml) return
  const { metadataUrl, services } = saml
  place.replaceChildren(
    el('h3', {}, 'SAML'),
    el('p', {}, 'Metadata of the identity provider: ', el('a', { href: metadataUrl }, el('code', {}, metadataUrl))),
    el('p', {}, 'Services: ', services.length === 0 ? 'none yet. ' : services.map((id) => el('code', {}, id, ' '))),
    el('p', {}, el('a', { href: '/sp' }, 'Register a service by its metadata')),
  )
}

export async function loadSetup(): Promise<void> {
  const { ok, value } = await ask('GET', 'setup')
  if (!ok) return
  const setup = value as ShownSetup
  byId('discovery').textContent = setup.discoveryUrl
  showSaml(setup)
  showClients(setup)
  showUsers(setup)
  showFaults(setup)
}

export async function register(form: HTMLFormElement): Promise<void> {
  const filled = [...new FormData(form)]
    .map(([name, value]) => [name, String(value).trim()])
    .filter(([, value]) => value !== '')
  const { ok, value } = await ask('POST', 'clients', Object.fromEntries(filled))
  const said = byId('registered')
  said.classList.toggle('broken', !ok)
  if (!ok) {
    said.replaceChildren(errorOf(value))
    return
  }
  const { clientId, secret } = value as { readonly clientId: string; readonly secret?: string }
  said.replaceChildren(
    el(
      'span',
      {},
      el('code', {}, clientId),
      ' is registered. ',
      secret === undefined ? 'It has no secret.' : ['Its secret: ', el('code', {}, secret)],
    ),
  )
  await loadSetup()
}
