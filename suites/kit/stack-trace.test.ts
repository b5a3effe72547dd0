import { expect, test } from 'vitest'
import { stackTraceIn } from './stack-trace.ts'

test.for<readonly [language: string, text: string]>([
  ['Node', 'TypeError: no code\n    at run (/srv/app/index.js:12:34)\n    at node:internal/main:1:2'],
  ['Node, a module', 'at async file:///srv/app/callback.ts:9:1'],
  ['Express', '<pre>Error: no<br> &nbsp; &nbsp;at Layer.handle (/srv/node_modules/router/layer.js:95:5)<br></pre>'],
  ['Windows', 'at Object.run (C:\\app\\index.js:1:2)'],
  ['Java', 'java.lang.NullPointerException\n\tat org.example.Login.callback(Login.java:42)'],
  ['Kotlin', 'at org.example.LoginKt.main(Login.kt:7)'],
  ['Python', 'Traceback (most recent call last):\n  File "app.py", line 3'],
  ['Django', '<td>File &quot;/srv/views.py&quot;, line 12, in callback</td>'],
  ['PHP', '<b>Fatal error</b>: Uncaught Exception in /srv/login.php:12'],
  ['PHP, in a page', 'in <b>/srv/login.php</b> on line <b>12</b>'],
  ['PHP, its trace', 'Stack trace:\n#0 /srv/login.php(12): run()'],
  ['Ruby', "app/callback.rb:12:in `run'"],
  ['Go', 'goroutine 1 [running]:\nmain.main()'],
  ['C#', 'at Portal.Login() in /src/Login.cs:line 12'],
])('%s', ([, text]) => {
  expect(stackTraceIn(text)).toBeDefined()
})

test.for([
  'You are not signed in. Try again at 10:30, or write to help@portal.example.',
  'The AAI says: access_denied (see https://portal.example/help/login.php for more)',
  'We met at Building 5: room 12:30',
  '<a href="/app/index.js">at home</a>',
  '',
])('a page for people is none: %s', (text) => {
  expect(stackTraceIn(text)).toBeUndefined()
})

test('a long page that almost holds one is read to its end', () => {
  expect(stackTraceIn(`at ${'a '.repeat(200_000)}`)).toBeUndefined()
  expect(stackTraceIn(`${'at x at '.repeat(50_000)} at run (/app/x.js:1:2)`)).toBeDefined()
})
