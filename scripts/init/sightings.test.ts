import { expect, test } from 'vitest'
import { answerOf } from '#suites/kit/drivers/transport.ts'
import { described, type Known, sightingsIn } from './sightings.ts'

const known: Known = [
  ['sub', 'abc@aai.example.org'],
  ['email', 'ada@example.org'],
  ['name', 'Ada Lovelace'],
]

const seen = (text: string, status = 200) =>
  sightingsIn(answerOf('http://localhost/', status, new Headers(), text), known).map(described)

test.for<[string, readonly string[]]>([
  ['{"sub":"abc@aai.example.org"}', ['user: /sub']],
  [
    '{"user":{"mails":["x","ada@example.org"],"na/me":"Ada Lovelace"}}',
    ['user: /user/mails/1, is: email', 'user: /user/na~1me, is: name'],
  ],
  ['<nav><b id=me> Ada\n Lovelace</b></nav>', ['element: "#me", is: name']],
  ['<p>Hi</p><p class="who">Hello, Ada Lovelace!</p>', ['element: ".who", pattern: "^Hello, (.+)!$", is: name']],
  [
    '<input name="mail" value="ada@example.org">',
    [
      'element: "[name=\\"mail\\"]", is: email',
      'element: "[name=\\"mail\\"]", pattern: "^(\\\\S+@\\\\S+)$", is: email',
    ],
  ],
  ['<p>a</p><p>ada@example.org</p>', []],
  ['<script>{"sub":"abc@aai.example.org"}</script>', []],
  ['{}', []],
])('%s', ([text, places]) => {
  expect(seen(text)).toEqual(places)
})

test('what is refused shows nobody', () => {
  expect(seen('{"sub":"abc@aai.example.org"}', 401)).toEqual([])
})
