import { html, type Markup, markupText, ownText } from './markup.ts'
import { policyFor } from './policy.ts'

interface Shell {
  readonly title: string
  readonly style: string
  /** Without one nothing on the page runs. */
  readonly script?: string
  readonly body: Markup
}

/** A page of ours that stands alone: it loads nothing, sends nothing, and tells nobody where a reader came from. */
export const shell = ({ title, style, script, body }: Shell): string => {
  const own = script === undefined ? undefined : html`<script>${ownText(script)}</script>`
  return markupText(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(style, script ?? '')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title} · aai-conformance</title>
<style>${ownText(style)}</style>
</head>
<body>
${body}
${own}
</body>
</html>
`)
}
