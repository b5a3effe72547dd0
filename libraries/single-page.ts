import { fileURLToPath } from 'node:url'
import { express, serve, told } from './service.ts'

/**
 * An application that lives in the browser: the script of that name in pages/, on every path, and its modules as they
 * are published.
 */
export const servePage = (script: string, modules: readonly string[]): void => {
  const app = express()
  for (const name of modules) {
    app.get(`/modules/${name}.js`, (_request, response) => {
      response.sendFile(fileURLToPath(import.meta.resolve(name)))
    })
  }
  app.get('/page.js', (_request, response) => {
    response.sendFile(fileURLToPath(new URL(`pages/${script}`, import.meta.url)))
  })
  const { issuer, clientId, careful } = told
  const imports = Object.fromEntries(modules.map((name) => [name, `/modules/${name}.js`]))
  const settings = JSON.stringify({ issuer, clientId, careful }).replaceAll('<', '\\u003c')
  app.get('/{*path}', (_request, response) => {
    response.send(`<!doctype html>
<title>Service</title>
<p>Signed in: <b id="user"></b></p>
<p id="failure"></p>
<script type="application/json" id="settings">${settings}</script>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module" src="/page.js"></script>`)
  })
  serve(app)
}
