import { html, type Markup, markupText, ownText } from '../html/markup.ts'
import { hashOf } from '../html/policy.ts'
import { script } from './script.ts'
import { style } from './style.ts'

export interface WatchPageOptions {
  /** Of the AAI that is played. */
  readonly title: string
  readonly issuer: string
  /** Shown by the page with everything that it asks for. */
  readonly token: string
}

/** Only the page's own script and style; it talks to nobody but its provider, and makes no markup of text. */
const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const field = (name: string, label: string, control: Markup, hint?: string): Markup =>
  html`<div class="field"><label for="${name}">${label}</label>${control}${hint === undefined ? html`` : html`<p class="muted small" id="${name}-hint">${hint}</p>`}</div>`

const registration = html`<form id="register" class="fields" novalidate>
${field('clientId', 'Client ID', html`<input id="clientId" name="clientId" required maxlength="200" autocomplete="off" spellcheck="false" list="client-ids"><datalist id="client-ids"></datalist>`)}
${field('redirectUri', 'Redirect URI', html`<input id="redirectUri" name="redirectUri" type="url" required maxlength="2000" autocomplete="off" placeholder="http://localhost:8080/callback">`)}
${field('postLogoutRedirectUri', 'Post-logout redirect URI', html`<input id="postLogoutRedirectUri" name="postLogoutRedirectUri" type="url" maxlength="2000" autocomplete="off" aria-describedby="postLogoutRedirectUri-hint">`, 'If your service logs out at the AAI.')}
${field('auth', 'Authentication', html`<select id="auth" name="auth"><option value="client_secret_basic">Secret, by Basic (client_secret_basic)</option><option value="client_secret_post">Secret, in the form (client_secret_post)</option><option value="none">None: a public client</option></select>`)}
${field('secret', 'Secret', html`<input id="secret" name="secret" maxlength="500" autocomplete="off" spellcheck="false" aria-describedby="secret-hint">`, 'Empty: the one it has, or a new one.')}
<div class="field"><button type="submit" class="primary">Register</button></div>
<p id="registered" role="status"></p>
</form>`

const setup = ({
  issuer,
}: WatchPageOptions): Markup => html`<section id="setup" class="panel" aria-labelledby="setup-title" hidden>
<h2 id="setup-title">Point your service here</h2>
<dl class="facts-list"><div><dt>Issuer</dt><dd><code>${issuer}</code></dd></div><div><dt>Discovery</dt><dd><code id="discovery"></code></dd></div></dl>
<h3>Register your service</h3>
<p class="muted small">A client that is known already gets the addresses in addition.</p>
${registration}
<div id="saml" hidden></div>
<details class="known"><summary>Clients that are registered</summary><div class="scroll" tabindex="0" role="region" aria-label="Clients"><table id="clients"></table></div></details>
<details class="known"><summary>Users who can log in</summary><div class="scroll" tabindex="0" role="region" aria-label="Users"><table id="users"></table></div></details>
</section>`

const faults = html`<section id="faults" class="panel" aria-labelledby="faults-title" hidden>
<h2 id="faults-title">Play a fault</h2>
<p class="lead">It is played in the next login, and in no other; the login then says what your service should have done.</p>
<div class="fields">${field('fault-search', 'Find', html`<input id="fault-search" type="search" autocomplete="off" placeholder="nonce, signature, RP-STATE …">`)}
${field('fault-client', 'In the next login', html`<select id="fault-client"><option value="">of any service</option></select>`)}</div>
<p id="fault-count" class="muted small" role="status"></p>
<div id="fault-list"></div>
</section>`

const found = html`<section id="found" class="panel" aria-labelledby="found-title" hidden>
<h2 id="found-title">Found so far</h2>
<p class="lead">In all logins together; each is judged beside those before it.</p>
<p id="found-none" class="muted">Nothing was wrong yet.</p>
<ul id="found-list"></ul>
</section>`

const save = html`<section id="save" class="panel" aria-labelledby="save-title" hidden>
<h2 id="save-title">Save what was seen</h2>
<p class="lead">Secrets, codes and tokens have been taken out. Nothing is kept when the provider ends.</p>
<p class="buttons"><button type="button" data-report="index.html">Page, to read (index.html)</button> <button type="button" data-report="result.json">Data, for aai diff (result.json)</button></p>
<p id="saved" role="status"></p>
</section>`

const toggle = (id: string, title: string): Markup =>
  html`<button type="button" class="toggle" aria-expanded="false" aria-controls="${id}">${title}</button>`

/** The live page of a provider: a frame, which its script fills with what it hears. */
export const watchPage = (options: WatchPageOptions): { readonly html: string; readonly policy: string } => {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="watch-token" content="${options.token}">
<title>Logins · ${options.title}</title>
<link rel="icon" href="data:,">
<style>${ownText(style)}</style>
</head>
<body>
<a class="skip-link" href="#login">Skip to the login</a>
<header class="top"><div><p class="product">aai-conformance <span>live</span></p><h1>${options.title}</h1><p class="run"><code>${options.issuer}</code> <span id="state" role="status">Connecting …</span></p></div>
<div class="toolbar">${toggle('setup', 'Point your service here')}${toggle('faults', 'Play a fault')}${toggle('found', 'Found so far')}${toggle('save', 'Save report')}</div></header>
<main>
${setup(options)}
${faults}
${found}
${save}
<div id="waiting" class="waiting" role="status" aria-label="Faults that are armed"></div>
<div class="watch">
<section class="logins" aria-labelledby="logins-title"><div class="logins-head"><h2 id="logins-title">Logins</h2><p id="count" class="muted small"></p></div>
<div class="logins-tools"><label class="unseen" for="filter">Filter logins</label><input id="filter" type="search" autocomplete="off" placeholder="Filter: user, client …"><label class="check-line"><input id="only-wrong" type="checkbox"> Only with something wrong</label><label class="check-line"><input id="follow" type="checkbox" checked> Follow the newest</label></div>
<ul id="list" role="listbox" tabindex="0" aria-labelledby="logins-title"></ul>
<p class="forget"><button type="button" id="forget" class="quiet" hidden>Forget all</button></p></section>
<section id="login" class="login" aria-label="The login" tabindex="-1"></section>
</div>
<p id="news" class="unseen" role="status"></p>
</main>
<noscript><p>This page needs its script: it shows what happens as it happens.</p></noscript>
<script type="module">${ownText(script)}</script>
</body>
</html>
`
  return { html: markupText(page), policy }
}
