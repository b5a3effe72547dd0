/** What the page asks its provider for; every question bears the token that only this page knows. */
export interface Answer {
  readonly ok: boolean
  readonly status: number
  readonly value: unknown
}

export function tokenOf(): string {
  return document.querySelector<HTMLMetaElement>('meta[name=watch-token]')?.content ?? ''
}

export function send(method: string, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { 'x-aai-watch': tokenOf() }
  if (body !== undefined) headers['content-type'] = 'application/json'
  return fetch(`/watch/${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
}

export async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await send(method, path, body)
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false
  return { ok: answer.ok, status: answer.status, value: isJson ? JSON.parse(text) : { error: text } }
}

export function errorOf(value: unknown): string {
  return String((value as { readonly error?: unknown } | undefined)?.error ?? 'It did not work.')
}

/** Puts a report into the browser's downloads. */
export async function saveReport(name: string): Promise<string> {
  const answer = await send('GET', `reports/${name}`)
  if (!answer.ok) return 'It could not be made.'
  const url = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return `${name} is in your downloads.`
}
