import { type Browser, chromium, type Page } from 'playwright-core';

/** A browser that talks to nobody: no sandbox for root in containers, and nothing of its own in the background. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** What a page did that it should not: errors of its scripts, what it said, and what it asked for. */
export interface Misdeeds {
  readonly errors: string[];
  readonly requests: string[];
}

export function watch(page: Page): Misdeeds {
  const seen: Misdeeds = { errors: [], requests: [] };
  page.on('pageerror', (error) => void seen.errors.push(error.message));
  page.on('console', (message) => void seen.errors.push(message.text()));
  page.on('dialog', (dialog) => {
    seen.errors.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith('file:') && request.url() !== 'about:blank')
      seen.requests.push(request.url());
  });
  return seen;
}
