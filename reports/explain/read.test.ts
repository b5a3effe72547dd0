import { expect, test } from 'vitest'
import { readFacts } from './read.ts'

const read = (input: string) => readFacts(input, { steps: 0 })

test.for([
  ['a query', 'https://s.example.org/cb?error=invalid_grant&error_description=Code+not+valid'],
  ['a fragment', 'https://s.example.org/cb#error=invalid_grant&error_description=Code%20not%20valid'],
  ['a query alone', 'error=invalid_grant&error_description=Code+not+valid'],
  ['a path', 'GET /cb?error=invalid_grant&error_description=Code+not+valid HTTP/1.1'],
  [
    'a page with a link',
    '<html><a href="https://s.example.org/cb?error=invalid_grant&amp;error_description=Code+not+valid">x</a></html>',
  ],
  ['JSON', '{"error":"invalid_grant","error_description":"Code not valid"}'],
  ['JSON within JSON', '{"body":"{\\"error\\":\\"invalid_grant\\",\\"error_description\\":\\"Code not valid\\"}"}'],
  ['JSON in a line', '12:00 ERROR token: {"error":"invalid_grant","error_description":"Code not valid"} (400)'],
  ['a challenge', 'WWW-Authenticate: Bearer realm="x", error="invalid_grant", error_description="Code not valid"'],
  ['an escaped challenge', 'header: Bearer error=\\"invalid_grant\\", error_description=\\"Code not valid\\"'],
  ['a map of Java', '{error=invalid_grant, error_description=Code not valid}'],
  ['a dictionary of Python', "{'error': 'invalid_grant', 'error_description': 'Code not valid'}"],
  ['an object of Node', "{ error: 'invalid_grant',\n  error_description: 'Code not valid' }"],
  ['a hash of Ruby', '{"error"=>"invalid_grant", "error_description"=>"Code not valid"}'],
  ['a coloured line', '\u001b[31merror="invalid_grant"\u001b[0m error_description="Code not valid"'],
] as const)('error and description are read from %s', ([, input]) => {
  const { errors, descriptions } = read(input)
  expect([...errors]).toContain('invalid_grant')
  expect(descriptions).toContain('Code not valid')
})

test.for([
  ['HTTP/1.1 401 Unauthorized', 401],
  ['HTTP/2 502', 502],
  ['"GET /cb HTTP/1.1" 502 150 "-"', 502],
  ['OPError: expected 200 OK, got: 401 Unauthorized', 401],
  ['status code 403', 403],
  ['{"statusCode":431}', 431],
  ['requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url', 401],
  ['<h1>414 Request-URI Too Large</h1>', 414],
] as const)('a status is read from %j', ([input, status]) => {
  expect([...read(input).statuses]).toContain(status)
})

test.for(['room 502', 'took 401 ms', 'port 4000', '2026-11-22 04:04:04', 'id 403-404'])(
  '%j holds no status',
  (input) => {
    expect(read(input).statuses.size).toBe(0)
  },
)

test('addresses have host, path and parameters, of query and fragment', () => {
  const { addresses } = read('see (https://AAI.openaire.eu/auth/?scope=openid#state=1).')
  expect(addresses).toEqual([
    {
      host: 'aai.openaire.eu',
      path: '/auth',
      parameters: new Map([
        ['scope', 'openid'],
        ['state', '1'],
      ]),
      text: 'https://AAI.openaire.eu/auth/?scope=openid#state=1',
    },
  ])
})

test('an address within an address is read, too', () => {
  const hosts = read('https://a.example.org/?redirect_uri=https%3A%2F%2Fb.example.org%2Fcb').addresses.map(
    ({ host }) => host,
  )
  expect(hosts).toEqual(['a.example.org', 'b.example.org'])
})

test('paths of files are no addresses', () => {
  expect(read('at /usr/lib/node_modules/openid-client/lib/client.js:436').addresses).toEqual([])
})

test.for([
  ['https://p.example.org/r https://p.example.org/r/', 'issuers-differ-by-slash'],
  ['https://p.example.org/auth?redirect_uri=http%3A%2F%2Fs.example.org%2Fcb', 'redirect-uri-not-https'],
  ['https://p.example.org/logout?post_logout_redirect_uri=https://s.example.org/', 'logout-uri-not-encoded'],
  ['https://p.example.org/auth?response_type=code&scope=email+profile', 'scope-without-openid'],
] as const)('%s gives the clue %s', ([input, clue]) => {
  expect([...read(input).clues]).toContain(clue)
})

test('the text of a page is read without scripts, styles and entities', () => {
  const { said, page } = read(
    '<html><script>var a = "Code not valid"</script><p>doesn&#39;t&nbsp;<b>work</b></p></html>',
  )
  expect(page).toBe(true)
  expect(said.words.filter((word) => word !== '\u0000')).toEqual(['doesn', 't', 'work'])
})
