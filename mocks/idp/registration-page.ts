import { randomBytes } from 'node:crypto'
import type { RunningProvider } from '#mocks/op/index.ts'
import { type Html, html } from '#mocks/op/pages/html.ts'
import { COMMON, type Door, refusedCaller, refusedVisitor, TOKEN_HEADER } from '#mocks/watch/door.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { fetchMetadata } from './fetch-metadata.ts'

export const PATH = '/sp'

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0 auto;max-width:44rem;padding:2rem 1rem}
h1{font-size:1.25rem}h2{font-size:1.05rem;margin-top:1.5rem}label{display:block;font-weight:600;margin-top:1rem}code{overflow-wrap:anywhere}
input:not([type]),textarea{width:100%;box-sizing:border-box;padding:.5rem;font:inherit;border:1px solid #767676;border-radius:4px}
textarea{font:14px/1.4 ui-monospace,monospace;min-height:14rem}button{margin-top:1rem;padding:.5rem 1rem;font:inherit}
[role]{border-left:4px solid #2a7d2a;padding-left:.75rem}[role=alert]{border-color:#c00}:focus-visible{outline:3px solid #6aa9ff;outline-offset:2px}`

const HEADERS: Reply['headers'] = [
  ['Content-Type', 'text/html; charset=utf-8'],
  ['Cache-Control', 'no-store'],
  [
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ],
  ...COMMON.filter(([name]) => name !== 'Referrer-Policy'),
  // Without a referrer browsers send forms with `Origin: null`, as they do for other sites.
  ['Referrer-Policy', 'same-origin'],
]

/** What the last order came to. */
interface Said {
  readonly status: number
  readonly note?: Html
}

const pageOf = ({ saml, profile }: RunningProvider, { token }: Door, { status, note }: Said): Reply => {
  const known = saml.serviceProviders()
  const list =
    known.length === 0
      ? html`<p>No service is registered yet.</p>`
      : html`<ul>${known.map((entityId) => html`<li><code>${entityId}</code></li>`)}</ul>`
  return {
    status,
    headers: HEADERS,
    body: html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Services of ${profile.title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<main>
<h1>SAML services of ${profile.title}, as played here</h1>
<p>Metadata of this identity provider: <a href="${saml.metadataUrl}"><code>${saml.metadataUrl}</code></a></p>
${note}
<h2>Registered</h2>
${list}
<h2>Register a service</h2>
<form method="post" action="${PATH}">
<input type="hidden" name="token" value="${token}">
<label for="url">Address of its metadata</label>
<input id="url" name="url" placeholder="http://localhost:8080/saml/metadata" autocomplete="off">
<label for="metadata">or the metadata themselves</label>
<textarea id="metadata" name="metadata" spellcheck="false"></textarea>
<label><input type="checkbox" name="encrypt"> encrypt assertions to it</label>
<button>Register</button>
</form>
</main>
</body>
</html>
`.html,
  }
}

const register = async ({ saml }: RunningProvider, form: URLSearchParams): Promise<Said> => {
  const [url, pasted] = [form.get('url')?.trim() ?? '', form.get('metadata')?.trim() ?? '']
  try {
    if (url === '' && pasted === '') throw new ConfigurationError('An address or the metadata themselves are needed.')
    const metadata = pasted === '' ? await fetchMetadata(url) : pasted
    const { entityId } = await saml.addServiceProvider(metadata, form.has('encrypt') ? { encrypt: true } : {})
    return { status: 201, note: html`<p role="status">Registered: <code>${entityId}</code></p>` }
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return { status: 400, note: html`<p role="alert">${error.message}</p>` }
  }
}

const answer = async (provider: RunningProvider, door: Door, call: Call): Promise<Reply> => {
  if (call.method !== 'POST') return refusedVisitor(door, call) ?? pageOf(provider, door, { status: 200 })
  // The token stands in the form, since the page runs no script.
  const shown = { ...call, headers: { ...call.headers, [TOKEN_HEADER]: call.form?.get('token') ?? '' } }
  const refused = refusedCaller(door, shown)
  return refused ?? pageOf(provider, door, await register(provider, call.form ?? new URLSearchParams()))
}

/** The page at `/sp` of the provider's own address, where services are registered; for the machine that it runs on. */
export const registrationPage = (provider: RunningProvider): ((call: Call) => Promise<Reply>) => {
  const door: Door = { origin: provider.origin, token: randomBytes(24).toString('base64url'), path: PATH }
  return (call) => answer(provider, door, call)
}
