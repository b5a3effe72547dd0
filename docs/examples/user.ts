// A user with a browser of no more than cookies, redirects and one form.

export interface Page {
  readonly url: string
  readonly status: number
  readonly text: string
}

export interface Account {
  readonly username: string
  readonly password: string
}

export const newUser = ({ username, password }: Account) => {
  const cookies = new Map<string, string>()

  const request = async (url: URL, form?: URLSearchParams): Promise<Response> => {
    const cookie = [...cookies].map(([key, value]) => `${key.slice(key.indexOf(' ') + 1)}=${value}`)
    const response = await fetch(url, {
      ...(form && { method: 'POST', body: form }),
      headers: { cookie: cookie.join('; ') },
      redirect: 'manual',
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split(/=(.*)/s)
      cookies.set(`${url.host} ${name}`, value)
    }
    return response
  }

  const open = async (address: string, form?: URLSearchParams): Promise<Page> => {
    const url = new URL(address)
    const response = await request(url, form)
    const location = response.headers.get('location')
    if (location !== null) return open(new URL(location, url).href)
    return { url: url.href, status: response.status, text: await response.text() }
  }

  return {
    open,
    /** Opens an address, fills in the login form it leads to, and comes out where the AAI sends the user. */
    logIn: async (address: string): Promise<Page> => {
      const page = await open(address)
      const action = /<form [^>]*action="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
      if (action === undefined) return page
      return open(new URL(action, page.url).href, new URLSearchParams({ username, password }))
    },
  }
}
