/** Headless Chromium that reaches this machine only, and remembers what else it was asked for. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const PROGRAM = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((one) => one && existsSync(one));

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export async function open({ width = 1280, height = 800, locale = 'en-US' } = {}) {
  const browser = await chromium.launch({ executablePath: PROGRAM, headless: true, args: FLAGS });
  const context = await browser.newContext({ viewport: { width, height }, locale });
  const refused = [];
  await context.route(
    (url) => url.hostname !== '127.0.0.1',
    (route) => {
      refused.push(route.request().url());
      return route.abort();
    },
  );
  return { browser, context, page: await context.newPage(), refused };
}
