/** A real browser for the tests of the report, and pages in it. */

import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = NAMES.map((name) => `/usr/bin/${name}`).find(isExecutable);

/** Goes into the names of tests, so that a skip tells its reason. */
export const BROWSER = executablePath ?? `no browser: install one of ${NAMES.join(', ')}`;

/** Whether there is none. */
export const HAS_NO_BROWSER = executablePath === undefined;

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts the browser. */
export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: executablePath ?? '', args: ARGUMENTS });

/** A report that is open from disk, and all that it asked for and said. */
export interface Opened extends AsyncDisposable {
  readonly page: Page;
  readonly url: string;
  readonly requests: readonly string[];
  readonly messages: readonly string[];
}

/** Opens a file with this text. */
export async function open(
  browser: Browser,
  text: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const directory = mkdtempSync(join(tmpdir(), 'sockspec-html-'));
  const file = join(directory, 'report.html');
  writeFileSync(file, text);
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const messages: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(String(error)));
  const url = pathToFileURL(file).href;
  await page.goto(url);
  return {
    ...{ page, url, requests, messages },
    async [Symbol.asyncDispose]() {
      await context.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** Evaluates an expression in the page; the page is no part of this program, hence text. */
export const inPage = async <T>(page: Page, expression: string): Promise<T> =>
  (await page.evaluate(expression)) as T;
