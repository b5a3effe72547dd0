import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { replaceFile } from '#reports/replace-file.ts'
import { serveMetrics } from './exporter.ts'

test('a metrics file is replaced, and nothing is left beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-metrics-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'aai.prom')
  await replaceFile(file, 'aai_up 0\n')
  await replaceFile(file, 'aai_up 1\n')
  expect(await readFile(file, 'utf8')).toBe('aai_up 1\n')
  expect(await readdir(folder)).toEqual(['aai.prom'])
  await expect(replaceFile(join(folder, 'nowhere', 'aai.prom'), '')).rejects.toThrow('ENOENT')
})

test('metrics are served where Prometheus looks for them, as of now', async () => {
  let value = 0
  const server = await serveMetrics({ host: '127.0.0.1', port: 0 }, () => {
    value += 1
    return `aai_up ${value}\n`
  })
  onTestFinished(server.close)
  const asked = async (path: string, method = 'GET') => {
    const response = await fetch(server.origin + path, { method })
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
  }
  const type = 'text/plain; version=0.0.4; charset=utf-8'
  expect(await asked('/metrics')).toEqual({ status: 200, type, body: 'aai_up 1\n' })
  expect(await asked('/metrics')).toMatchObject({ body: 'aai_up 2\n' })
  expect(await asked('/')).toMatchObject({ status: 404 })
  expect(await asked('/metrics', 'POST')).toMatchObject({ status: 405 })
})
