/** Whether an issuer lives on this machine, by its name: whoever sits here owns it. A name that is routed here does not. */
export const isLoopback = (url: string): boolean => /^(localhost|\[::1\]|127(\.\d+){3})$/.test(new URL(url).hostname)
