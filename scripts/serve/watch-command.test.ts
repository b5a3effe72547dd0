import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const launcher = fileURLToPath(new URL('../launch.js', import.meta.url))

/** What `aai serve` says when it is up; it is ended with the test. */
const serve = async (...options: readonly string[]): Promise<string> => {
  const child = spawn(process.execPath, [launcher, 'serve', '--port', '0', ...options])
  onTestFinished(async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  })
  let said = ''
  for await (const part of child.stdout) {
    said += part
    if (said.includes('Ctrl-C ends it.')) break
  }
  return said
}

test('says where the page is, and serves it there beside the issuer', { timeout: 60_000 }, async () => {
  const said = await serve('--watch', '--control')
  const url = /watch +(\S+)/.exec(said)?.[1] ?? ''
  const issuer = /issuer +(\S+)/.exec(said)?.[1] ?? ''
  expect(new URL(url).origin).toBe(new URL(issuer).origin)
  const answer = await fetch(url)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
  expect(await answer.text()).toContain('<script type="module">')
})

test('is off unless asked for', { timeout: 60_000 }, async () => {
  const said = await serve()
  expect(said).not.toContain('/watch')
  const issuer = /issuer +(\S+)/.exec(said)?.[1] ?? ''
  expect((await fetch(new URL('/watch', issuer))).status).toBe(404)
})
