/** A map's page with the version that is meant: a map may have several drafts at once. */
export const mapAddress = (roadMapId: string, version?: number): string =>
  `/road-maps/${roadMapId}${version === undefined ? '' : `?version=${version}`}`
