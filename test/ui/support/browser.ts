import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';

import type { Stack } from './stack';

/** Where a Chromium is, unless `CHROMIUM_PATH` says so. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

function executable(): string {
  const named = process.env['CHROMIUM_PATH'];
  const found = named ?? places.find((path) => existsSync(path));
  if (found === undefined)
    throw new Error(
      'No Chromium is here (on Debian: apt-get install chromium), nor does CHROMIUM_PATH name one',
    );
  return found;
}

/** A browser in which nobody has signed in, that takes the local certificate and no other. */
export interface Browser {
  readonly page: Page;
  /** What the codec server answered to the UI's requests, opened. */
  readonly decoded: readonly string[];
  /** How the server answered what the UI asked of such addresses. */
  readonly statuses: (address: string) => readonly number[];
  readonly close: () => Promise<void>;
}

/** Opens one. */
export async function openBrowser({ certificate }: Stack): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'sluss-browser-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: executable(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [`--ignore-certificate-errors-spki-list=${certificate.pin}`],
  });
  const decoded: string[] = [];
  const answers: { readonly url: string; readonly status: number }[] = [];
  context.on('response', (response) => {
    answers.push({ url: response.url(), status: response.status() });
    if (response.request().method() !== 'POST' || !response.url().includes('/decode')) return;
    void response.json().then(
      (body: { readonly payloads?: readonly { readonly data: string }[] }) => {
        for (const { data } of body.payloads ?? [])
          decoded.push(Buffer.from(data, 'base64').toString('utf8'));
      },
      () => decoded.push('no JSON'),
    );
  });
  return {
    page: await context.newPage(),
    decoded,
    statuses: (address) =>
      answers.filter(({ url }) => url.includes(`/api/v1${address}`)).map(({ status }) => status),
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Signs in by the identity provider's own page, on the way to an address of the UI. */
export async function signInTo({ page }: Browser, address: string, person: string): Promise<void> {
  await page.goto(address);
  await page
    .getByRole('button', { name: person, exact: true })
    .or(page.getByRole('button', { name: /sso/i }))
    .first()
    .waitFor();
  if (new URL(page.url()).pathname.startsWith('/login'))
    await page.getByRole('button', { name: /sso/i }).click();
  await page.getByRole('button', { name: person, exact: true }).click();
  await page.waitForURL(address);
}
