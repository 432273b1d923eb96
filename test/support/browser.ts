// Headless Chromium for tests that look at pages as people do. Where the machine has none, `findChromium` says so in words.

import { accessSync, constants } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

export const NO_CHROMIUM = 'no Chromium in its usual places on this machine: the pages were not opened'

/** Path of an installed Chromium or Chrome; `CHROMIUM` in the environment goes first. Null where there is none. */
export function findChromium(): string | null {
  const places = process.env['CHROMIUM'] === undefined ? PLACES : [process.env['CHROMIUM'], ...PLACES]
  return places.find(isExecutable) ?? null
}

/** Started so that it asks nothing of the network by itself; the sandbox is off because tests may run as root in a container. */
export function startChromium(executablePath: string): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  return chromium.launch({ executablePath, args })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
