// `feedmill check`: reads everything that a refresh would read on this machine, into a store that is thrown away.

import type { Settings } from '../../settings/settings.ts'
import { isLocal, type RefreshOptions, visitSources } from '../refresh.ts'
import { type SourceReport, sourceReports } from '../report.ts'
import { withEdges } from '../wire.ts'

/**
 * @param options.online  ask the sources of the web too, once each
 * @returns               what a visit to each source came to; the config itself was checked when it was loaded
 */
export async function check(settings: Settings, options: RefreshOptions & { readonly online: boolean }): Promise<readonly SourceReport[]> {
  const sources = settings.sources.filter((source) => source.enabled && (options.online || isLocal(source)))
  return withEdges(settings, { store: 'empty', signal: options.signal }, async (edges) =>
    sourceReports(await visitSources(settings, sources, edges, { ...options, force: true }), settings.secrets),
  )
}
