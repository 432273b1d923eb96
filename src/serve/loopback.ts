// What means this machine itself: as an address that is listened on, and as the name that a request asks by.

const ADDRESS = /^(?:127\.|::1$|::ffff:127\.)/u
const HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d*)?$/iu

/** @param address  as the system spells it */
export function isLoopbackAddress(address: string): boolean {
  return ADDRESS.test(address)
}

/**
 * Whether a `Host` header names this machine. A page of another site can have its own name lead here (DNS rebinding), and its browser
 * then takes what it reads for that site's own; but it asks by that name.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && HOST.test(host)
}
