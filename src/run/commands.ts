// The command line: what `feedmill COMMAND` takes, and which flow it runs. Flows are loaded when their command is asked for.

import { Command, CommanderError, Option } from 'commander'
import { FeedmillError } from '../model/errors.ts'
import { loadConfig } from '../settings/load.ts'
import type { Settings } from '../settings/settings.ts'
import { boundHeap } from './heap.ts'
import { counted, describeCheck, describeFailures, describeReport, exitCodeOf, type RefreshReport } from './report.ts'
import { catchSignals } from './signals.ts'
import { openTerminal, type Progress } from './terminal.ts'
import { VERSION } from './version.ts'

/** What every command takes. */
interface Common {
  readonly config?: string
  readonly json?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
}

interface StrictFlags extends Common {
  readonly strict?: boolean
}

interface RefreshFlags extends StrictFlags {
  readonly source?: readonly string[]
  readonly force?: boolean
  readonly dryRun?: boolean
}

/** The exit status of an error, by the room that its code begins with. */
const EXIT = { usage: 2, config: 2, lock: 4, store: 5, output: 5 } as const
const EXIT_OF_OTHERS = 3

/**
 * Runs one command.
 * @param argv  the arguments after `feedmill`
 * @returns     the exit status (docs/errors.md: 0 done, 2 usage or config, 3 sources failed, 4 lock, 5 store or output)
 * @throws      only what is a bug
 */
export async function runCommand(argv: readonly string[]): Promise<number> {
  let status = 0
  const program = buildProgram((code) => (status = code))
  try {
    await program.parseAsync(argv, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : failUsage(error, argv.includes('--json'))
    if (error instanceof FeedmillError) return fail(error, argv.includes('--json'))
    throw error
  }
}

/** The command line as data, for the documents' test too. */
export function buildProgram(exit: (status: number) => void): Command {
  const program = withCommon(new Command('feedmill'))
    .description('Many sources in, clean feeds out.')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(feedmill --help lists the commands)')
    .hook('preAction', passOn)
  addInit(program)
  addRefresh(program, exit)
  addPublish(program, exit)
  addStart(program)
  addCheck(program, exit)
  addTry(program)
  addAdd(program)
  addRevive(program)
  addStatus(program)
  addImport(program)
  addExport(program)
  addExplain(program)
  addRetract(program)
  addTaxonomy(program)
  addVerify(program, exit)
  return program
}

function addCommand(program: Command, name: string, description: string): Command {
  return withCommon(program.command(name).description(description))
}

function withCommon(command: Command): Command {
  return command
    .option('--config <file>', 'the config (default: config/feedmill.yaml, then feedmill.yaml)')
    .option('--json', 'one JSON object on stdout, for programs')
    .option('--quiet', 'no progress, and of a run nothing but what failed')
    .option('--verbose', 'every source and every note')
}

/** What stands before the command's name holds for it as what stands behind does. */
function passOn(program: Command, command: Command): void {
  const own = new Set(command.options.map((option) => option.attributeName()))
  for (const [name, value] of Object.entries(program.opts())) if (own.has(name) && command.getOptionValue(name) === undefined) command.setOptionValue(name, value)
}

function strict(command: Command): Command {
  return command.option('--strict', 'exit 3 when any source failed or any post is invalid')
}

function addInit(program: Command): void {
  program
    .command('init')
    .argument('[dir]', 'where to begin', '.')
    .description('write a commented config, a first post and a .gitignore; nothing is overwritten')
    .option('--json', 'one JSON object on stdout, for programs')
    .option('--quiet', 'say nothing but what failed')
    .action(async (dir: string, flags: Common) => {
      const { describeInit, init } = await import('./commands/init.ts')
      const report = await init(dir)
      answer(flags, { ok: true, ...report }, () => describeInit(report), () => [])
    })
}

function addRefresh(program: Command, exit: (status: number) => void): void {
  strict(addCommand(program, 'refresh', 'one run: ingest every source that is due, publish every feed that changed'))
    .addOption(new Option('--source <id>', 'only this source (repeatable)').argParser((id: string, ids: readonly string[] | undefined) => [...(ids ?? []), id]))
    .option('--force', 'due or not; requests stay conditional')
    .option('--dry-run', 'fetch, write nothing, print the plan')
    .action(async (flags: RefreshFlags) => {
      const { refresh } = await import('./refresh.ts')
      const { source: sources, force = false, dryRun = false } = flags
      exit(await runReported(flags, (settings, watch) => refresh(settings, { ...watch, ...(sources && { sources }), force, dryRun })))
    })
}

function addPublish(program: Command, exit: (status: number) => void): void {
  addCommand(program, 'publish', 'publish from the store alone')
    .option('--all', 'write every feed, changed or not')
    .action(async (flags: Common & { readonly all?: boolean }) => {
      const { publishOnly } = await import('./refresh.ts')
      exit(await runReported(flags, (settings, watch) => publishOnly(settings, { ...watch, all: flags.all ?? false })))
    })
}

function addStart(program: Command): void {
  addCommand(program, 'start', 'the daemon: refresh on schedule, serve what is published').action(async (flags: Common) => {
    const { startDaemon } = await import('./daemon.ts')
    const settings = await loadConfig(flags.config ?? null)
    boundHeap(settings)
    await startDaemon(settings, { quiet: flags.quiet ?? false })
  })
}

function addCheck(program: Command, exit: (status: number) => void): void {
  strict(addCommand(program, 'check', 'look at config, taxonomy and every post, without network'))
    .option('--online', 'ask each source once as well')
    .action(async (flags: StrictFlags & { readonly online?: boolean }) => {
      const { check } = await import('./commands/check.ts')
      const settings = await loadConfig(flags.config ?? null)
      const progress = openProgress(flags)
      const sources = await check(settings, { online: flags.online ?? false, onProgress: progress.update }).finally(progress.stop)
      answer(flags, { ok: true, sources }, () => describeCheck(sources), () => describeFailures(sources))
      exit(exitCodeOf(sources, flags.strict ?? false))
    })
}

function addTry(program: Command): void {
  addCommand(program, 'try', 'read one feed or source without storing it: shows its articles, or the feeds a page offers')
    .argument('<url|file|id>', 'http(s) address, path, or the id of a source in the config, whose rules then hold')
    .action(async (location: string, flags: Common) => {
      const { tryAny } = await import('./commands/try.ts')
      const { lines, ...tried } = await tryAny(location, await loadConfigIfAny(flags.config ?? null))
      answer(flags, { ok: true, ...tried }, () => lines)
    })
}

function addAdd(program: Command): void {
  addCommand(program, 'add', 'follow one more feed: writes it into the config, comments kept')
    .argument('<url>', 'http(s) address of a feed, or of a page that offers one')
    .option('--category <label>', 'category of everything from it')
    .action(async (location: string, flags: Common & { readonly category?: string }) => {
      const { addSource } = await import('./commands/sources.ts')
      const settings = await loadConfig(flags.config ?? null)
      const { shownUrl } = await import('../ingest/plan/request-url.ts')
      const source = await addSource(location, flags.category ?? null, settings)
      const shown = /^https?:/iu.test(source.url) ? shownUrl(source.url) : source.url
      answer(flags, { ok: true, source }, () => [`added ${source.id} (${shown}) to ${settings.file}; the next refresh asks it`])
    })
}

function addRevive(program: Command): void {
  addCommand(program, 'revive', 'ask a source again that was gone, kept failing or moved: at its configured address, in the next run')
    .argument('<id>', 'the source')
    .action(async (id: string, flags: Common) => {
      const { reviveSource } = await import('./commands/sources.ts')
      await reviveSource(id, await loadConfig(flags.config ?? null))
      answer(flags, { ok: true, id }, () => [`${id} is asked again by the next refresh`])
    })
}

function addStatus(program: Command): void {
  addCommand(program, 'status', 'every source: state, last success, next due, why')
    .argument('[id...]', 'tell all that is known of these sources')
    .action(async (ids: readonly string[], flags: Common) => {
      const { status } = await import('./commands/status/status.ts')
      const { describeSource, describeSources } = await import('./commands/status/words.ts')
      const sources = await status(await loadConfig(flags.config ?? null), ids)
      const shown = flags.quiet === true ? sources.filter(({ state }) => state === 'failing' || state === 'gone') : sources
      const describe = ids.length > 0 || flags.verbose === true ? () => shown.flatMap(describeSource) : () => describeSources(shown)
      answer(flags, { ok: true, sources }, () => (flags.quiet === true && shown.length === 0 ? [] : describe()))
    })
}

function addImport(program: Command): void {
  addCommand(program, 'import', 'follow every feed of a subscription list: writes them into the config, comments kept')
    .argument('<file.opml>', 'OPML, as feed readers export it')
    .action(async (file: string, flags: Common) => {
      const { describeImport, importOpml } = await import('./commands/opml.ts')
      const settings = await loadConfig(flags.config ?? null)
      const report = await importOpml(file, settings)
      const lines = (isQuiet: boolean): string[] => describeImport(report, settings.file, isQuiet)
      answer(flags, { ok: true, ...report }, () => lines(false), () => lines(true))
    })
}

function addExport(program: Command): void {
  addCommand(program, 'export', 'the feeds of the config as OPML on stdout, for other readers; nothing secret is in it').action(async (flags: Common) => {
    const { describeLeft, exportOpml } = await import('./commands/opml.ts')
    const report = await exportOpml(await loadConfig(flags.config ?? null))
    answer(flags, { ok: true, ...report }, () => [report.opml.trimEnd()])
    if (flags.json !== true && flags.quiet !== true) for (const line of describeLeft(report)) openTerminal().tell(line)
  })
}

function addExplain(program: Command): void {
  addCommand(program, 'explain', 'an article: where it came from, what happened to it, which feeds hold it and why')
    .argument('<url|id>', 'its address, id or guid')
    .action(async (asked: string, flags: Common) => {
      const { describeExplanation, explain } = await import('./commands/articles/explain.ts')
      const explanation = await explain(asked, await loadConfig(flags.config ?? null))
      answer(flags, { ok: true, ...explanation }, () => describeExplanation(explanation))
    })
}

function addRetract(program: Command): void {
  addCommand(program, 'retract', 'take a story down for good: out of every feed, its archive and the store; it does not come back')
    .argument('<url|id>', 'address, id or guid of one of its articles')
    .option('--undo', 'let it come again when its source lists it')
    .action(async (asked: string, flags: Common & { readonly undo?: boolean }) => {
      const { describeRetracted, retract, undoRetraction } = await import('./commands/articles/retract.ts')
      const settings = await loadConfig(flags.config ?? null)
      const report = await (flags.undo === true ? undoRetraction(asked, settings) : retract(asked, settings))
      answer(flags, { ok: true, ...report }, () => describeRetracted(report, flags.undo ?? false))
    })
}

function addTaxonomy(program: Command): void {
  const taxonomy = addCommand(program, 'taxonomy', 'every category and tag with its slug and articles, and names that are nearly the same').action(async (flags: Common) => {
    const { describeTerms, listTerms } = await import('./commands/taxonomy.ts')
    const report = await listTerms(await loadConfig(flags.config ?? null))
    answer(flags, { ok: true, ...report }, () => describeTerms(report))
  })
  taxonomy
    .command('import')
    .description('fix the slugs of an existing site: a CSV of terms and slugs into the config')
    .argument('<file.csv>', 'two columns: term, slug')
    .action(async (file: string, _flags: object, command: Command) => {
      const { importSlugs } = await import('./commands/taxonomy.ts')
      const flags = command.optsWithGlobals<Common>()
      const added = await importSlugs(file, await loadConfig(flags.config ?? null))
      answer(flags, { ok: true, added }, () => [`${counted(added, 'slug')} added to the config`])
    })
}

function addVerify(program: Command, exit: (status: number) => void): void {
  addCommand(program, 'verify', 'read the published tree back and compare its formats with each other, with manifest.json and with the store')
    .argument('[dir]', 'a published folder (default: the one of the config)')
    .action(async (dir: string | undefined, flags: Common) => {
      const { describeVerified, verify } = await import('./commands/verify.ts')
      const progress = openProgress(flags)
      const settings = dir === undefined ? await loadConfig(flags.config ?? null) : await loadConfigIfAny(flags.config ?? null)
      const verified = await verify(dir ?? null, settings, progress.update).finally(progress.stop)
      answer(flags, verified, () => describeVerified(verified, false), () => describeVerified(verified, true))
      exit(verified.ok ? 0 : EXIT.output)
    })
}

/** For commands that need no config, but use one that is there. */
async function loadConfigIfAny(path: string | null): Promise<Settings | null> {
  return loadConfig(path).catch((error: unknown) => {
    if (path === null && error instanceof FeedmillError && error.code === 'config.missing') return null
    throw error
  })
}

type Watch = { readonly signal: AbortSignal; readonly onProgress: (done: number, total: number, what: string) => void }

/** Loads the config, runs, and tells what came of it; a signal ends the run early and cleanly. */
async function runReported(flags: StrictFlags, run: (settings: Settings, watch: Watch) => Promise<RefreshReport>): Promise<number> {
  const settings = await loadConfig(flags.config ?? null)
  boundHeap(settings)
  const progress = openProgress(flags)
  const interruption = catchSignals()
  const report = await run(settings, { signal: interruption.signal, onProgress: progress.update })
    .finally(() => {
      progress.stop()
      interruption.release()
    })
  answer(flags, report, () => describeReport(report, flags.verbose ?? false), () => describeFailures(report.sources))
  return interruption.status() ?? exitCodeOf(report.sources, flags.strict ?? false)
}

function openProgress({ quiet = false }: Common): Progress {
  return openTerminal().progress(quiet)
}

/**
 * What came of a command, as one object for programs or as lines for people.
 * @param failures  what is left of these under `--quiet`, on stderr; absent: they are what was asked for, quiet or not
 */
function answer(flags: Common, data: object, lines: () => readonly string[], failures?: () => readonly string[]): void {
  const terminal = openTerminal()
  if (flags.json === true) terminal.printJson(data)
  else if (flags.quiet === true && failures !== undefined) for (const line of failures()) terminal.tell(line)
  else for (const line of lines()) terminal.print(line)
}

/** Commander has already told a person what is wrong. */
function failUsage(error: CommanderError, isJson: boolean): number {
  const usage = new FeedmillError('usage.invalid', 'command line', error.message.replace(/^error: /u, ''), error)
  return isJson ? fail(usage, true) : exitCodeFor(usage)
}

function fail(error: FeedmillError, isJson: boolean): number {
  const terminal = openTerminal()
  if (isJson) terminal.printJson({ ok: false, error: { code: error.code, message: error.message, at: error.at } })
  else terminal.tell(`feedmill: ${error.message} [${error.code}]`)
  return exitCodeFor(error)
}

function exitCodeFor(error: FeedmillError): number {
  const [room = ''] = error.code.split('.')
  return room in EXIT ? EXIT[room as keyof typeof EXIT] : EXIT_OF_OTHERS
}
