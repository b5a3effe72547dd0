import { expect, test } from 'vitest'
import { elementIn, isSelector } from './element.ts'

const PAGE = `<!doctype html><title>Portal</title>
<header><b id=user data-role="user name">Ada &amp; <i>Co</i></b><b>Second</b></header>
<form><input name=mail value="ada@example.org"><textarea>ada</textarea></form><p class="empty"></p>`

test.for([
  ['#user', 'Ada & Co'],
  ['header b:not(#user)', 'Second'],
  ['[data-role~=name] > i', 'Co'],
  ['input[name=mail]', 'ada@example.org'],
  ['textarea', 'ada'],
  ['.empty', ''],
  ['.nowhere', undefined],
])('%s', ([selector = '', text]) => {
  expect(elementIn(PAGE, selector)).toBe(text)
})

test('broken pages are read, broken selectors are told', () => {
  expect(elementIn('<p><b id=user>Ada', '#user')).toBe('Ada')
  expect([isSelector('#user > b'), isSelector('#user['), isSelector('Log in!')]).toEqual([true, false, false])
})
