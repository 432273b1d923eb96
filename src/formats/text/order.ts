// The order of texts that is the same on any machine. PURE.

/** By UTF-16 code units, for `sort`: a locale's order differs between machines. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
