// The contract through which time reaches the flows; built in run/wire.ts. Pure code is given times, never a clock.

import type { EpochMs } from './article.ts'

export type Clock = () => EpochMs

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
