import { expect, test } from 'vitest'
import { readPage } from './html.ts'

test('reads a login form with its hidden fields and button', () => {
  const { title, forms } = readPage(`<!doctype html><title>Sign in
    to X</title><form id=kc-form-login action="/a?b=1&amp;c=2" method=post>
    <input name=username value=""><input type=password name=password><input type=hidden name=t value="a&quot;b">
    <input type=checkbox name=rememberMe><input type=checkbox name=on checked>
    <input name=login type=submit value="Sign In"></form>`)
  expect(title).toBe('Sign in to X')
  expect(forms).toEqual([
    {
      id: 'kc-form-login',
      action: '/a?b=1&c=2',
      method: 'POST',
      fields: [
        { name: 'username', type: 'text', value: '', successful: true, editable: true },
        { name: 'password', type: 'password', value: '', successful: true, editable: true },
        { name: 't', type: 'hidden', value: 'a"b', successful: true, editable: false },
        { name: 'rememberMe', type: 'checkbox', value: 'on', successful: false, editable: true },
        { name: 'on', type: 'checkbox', value: 'on', successful: true, editable: true },
      ],
      buttons: [{ name: 'login', value: 'Sign In', text: 'Sign In' }],
    },
  ])
})

test('reads upper-case tags and a form that sends itself', () => {
  const page = readPage(
    `<HTML><BODY Onload="document.forms[0].submit()"><FORM METHOD="POST" ACTION="https://rp/cb"><INPUT TYPE="HIDDEN" NAME="code" VALUE="x"/></FORM></BODY></HTML>`,
  )
  expect(page.submitsItself).toBe(true)
  expect(page.forms[0]).toMatchObject({
    method: 'POST',
    action: 'https://rp/cb',
    fields: [{ name: 'code', value: 'x' }],
  })
})

test('a form that a script sends on a click is not sent by itself', () => {
  const page =
    readPage(`<form id=out method=post action=/logout><input type=hidden name=t value=1></form><a class=out>Log out</a>
    <script>document.querySelector('.out').addEventListener('click', () => document.forms.out.submit())</script>`)
  expect(page.submitsItself).toBe(false)
})

test('a field that is read-only or disabled is not the user’s to change', () => {
  const [form] = readPage('<form><input name=a readonly value=x><input name=b disabled><input name=c></form>').forms
  expect(form?.fields.map(({ name, successful, editable }) => [name, successful, editable])).toEqual([
    ['a', true, false],
    ['b', false, false],
    ['c', true, true],
  ])
})

test('takes controls outside a form that name it, leaves out disabled ones, reads selects and buttons', () => {
  const [form] = readPage(`<form id=f></form><input form=f name=a value=1><input form=g name=b>
    <select form=f name=s><option value=x>X<option selected>Y</select><textarea form=f name=n>t</textarea>
    <input form=f name=d disabled><button form=f name=accept value=Yes><b>I</b> agree</button><button form=f type=button>No</button>`).forms
  expect(form?.fields.map((field) => [field.name, field.value, field.successful])).toEqual([
    ['a', '1', true],
    ['s', 'Y', true],
    ['n', 't', true],
    ['d', '', false],
  ])
  expect(form?.buttons).toEqual([{ name: 'accept', value: 'Yes', text: 'I agree' }])
})

test('visible text leaves out scripts and styles', () => {
  const html =
    '<style>p{}</style><p>We are <b>sorry</b>...</p><script>var secret = 1</script><p>Code&nbsp;not valid</p>'
  expect(readPage(html).text).toBe('We are sorry ... Code not valid')
})

test('a page without a form, and text that is no HTML, have none', () => {
  expect(readPage('<p>hello').forms).toEqual([])
  expect(readPage('{"error":"x"}')).toMatchObject({ title: '', forms: [], submitsItself: false })
})
