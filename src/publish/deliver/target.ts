// Target: where published files go. A contract, so that an object store can stand behind it as well as a folder.
// Paths lie below the target, `/` between their parts. Every method may throw FeedmillError `output.unwritable`.

export interface OutgoingFile {
  readonly path: string
  readonly parts: readonly Uint8Array[] // its bytes, in order
  /**
   * What we know of the file at this path: `same`, it is ours and was written with these bytes; `ours`, we wrote it, with whatever
   * bytes; `unknown`, if there is one we did not write it: it is left alone, and an error, unless it has these bytes already.
   */
  readonly ownership: 'same' | 'ours' | 'unknown'
}

/** A file that stands aside, whole, until it takes its place. One of the two is to be called, once. */
export interface StagedFile {
  readonly path: string
  /** Synced, it replaces what is at its path. */
  commit(): Promise<void>
  /** Nothing of it stays. Never throws. */
  discard(): Promise<void>
}

/** A file that is ours as long as it has bytes that we wrote there. */
export interface OwnFile {
  readonly path: string
  readonly hashes: ReadonlySet<string> // SHA-256 of such bytes, 64 lowercase hex digits
}

export interface Target {
  /** Files where ours may be, ours or not. Leftovers of interrupted writes are cleared away on the way. */
  list(): Promise<ReadonlySet<string>>
  /** A short text that is another one once a file came, went or was replaced where ours may be; null: that cannot be told now. */
  stamp(): Promise<string | null>
  /** Null where there is no such file. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** Bytes of what is at a path; null where there is no such file. */
  size(path: string): Promise<number | null>
  /** Null for a file that has these bytes already: it is not to be touched. Holds none of the bytes once it returns. */
  stage(file: OutgoingFile): Promise<StagedFile | null>
  /** Also the folders that held nothing else. Returns how many files there were; what is not there, or not ours any more, is passed over. */
  remove(files: readonly OwnFile[]): Promise<number>
  /** Returns once everything written and removed would survive a power cut. */
  settle(): Promise<void>
}
