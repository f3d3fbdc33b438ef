/** What an address says after `?`; a repeated name is taken once. */
export type Query = Record<string, string | string[] | undefined>

export const one = (query: Query, name: string): string | undefined => {
  const value = query[name]
  return Array.isArray(value) ? value[0] : value
}

/** A whole positive number from the address, or undefined. */
export function count(query: Query, name: string): number | undefined {
  const value = Number(one(query, name))
  return Number.isSafeInteger(value) && value > 0 ? value : undefined
}
