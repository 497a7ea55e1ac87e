/** What a writer does, with mouse and keyboard, in the workbench; a screenshot of each step. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { open } from './browser.mjs';

/** Selectors of VS Code 1.100. */
const SQUIGGLES =
  '.monaco-editor .cdr.squiggly-error, .monaco-editor .cdr.squiggly-warning, .monaco-editor .cdr.squiggly-info';
const PROBLEMS = '.markers-panel .monaco-list-row';
const ACTIONS = '.action-widget .monaco-list-row.action';
const TREE = '.pane-body .monaco-list-row';
const LINES = '.monaco-editor .view-lines .view-line';

export class Drive {
  constructor({ browser, page, refused }, shots) {
    Object.assign(this, { browser, page, refused, shots, steps: [] });
  }

  /** The workbench with the extension's texts in Chinese; VS Code's own stay English, as no language pack is installed. */
  static async open(url, workspace, shots) {
    const opened = await open({ locale: 'zh-CN' });
    await opened.page.addInitScript(() => {
      globalThis._VSCODE_NLS_LANGUAGE = 'zh-cn';
    });
    const drive = new Drive(opened, shots);
    drive.logged = [];
    opened.page.on('console', (message) => drive.logged.push(message.text()));
    await opened.page.goto(`${url}/?folder=${encodeURI(workspace)}`);
    await opened.page.waitForSelector('.explorer-folders-view .monaco-list-row', { timeout: 60_000 });
    return drive;
  }

  async step(name, body) {
    const started = Date.now();
    try {
      const result = await body();
      this.steps.push(name);
      console.log(`ok ${name} (${Date.now() - started} ms)`);
      return result;
    } catch (error) {
      await this.page.screenshot({ path: path.join(this.shots, 'failed.png') });
      console.log(
        this.logged
          .filter((line) => !/open-vsx|ripgrep|spdlog/.test(line))
          .slice(-40)
          .join('\n'),
      );
      throw new Error(`${name}: ${error.message}`, { cause: error });
    }
  }

  async shot(name, selector) {
    await this.page.mouse.move(640, 790);
    const target = selector ? this.page.locator(selector).first() : this.page;
    await target.screenshot({ path: path.join(this.shots, `${name}.png`) });
  }

  async openFile(name) {
    const row = this.page.getByRole('treeitem', { name: new RegExp(`^${name}`) });
    await row.dblclick();
    await this.page.waitForSelector(LINES, { timeout: 30_000 });
  }

  /** Run a command by its title in the command palette. */
  async command(title) {
    await this.page.keyboard.press('F1');
    await this.page.waitForSelector('.quick-input-widget input');
    await this.page.keyboard.type(title);
    await this.page.waitForTimeout(400);
    await this.page.keyboard.press('Enter');
  }

  /** Milliseconds until the first squiggle is drawn. */
  async squiggles() {
    const started = Date.now();
    await this.page.waitForSelector(SQUIGGLES, { timeout: 60_000 });
    return Date.now() - started;
  }

  count(selector) {
    return this.page.locator(selector).count();
  }

  async texts(selector) {
    return (await this.page.locator(selector).allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' '));
  }

  async until(check, what, ms = 30_000) {
    for (const end = Date.now() + ms; Date.now() < end; await this.page.waitForTimeout(100)) {
      const got = await check();
      if (got) {
        return got;
      }
    }
    throw new Error(`waited in vain for ${what}`);
  }

  async goTo(line, column) {
    await this.page.keyboard.press('Control+g');
    await this.page.waitForSelector('.quick-input-widget input');
    await this.page.keyboard.type(`${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.waitForTimeout(300);
  }

  async close() {
    await this.browser.close();
  }
}

/** The whole story, for one engine. Gives the time to the first squiggle and the rows of Problems. */
export async function story(drive, { full }) {
  const { page } = drive;
  const first = await drive.step('squiggles appear in a faulty draft', async () => {
    await drive.openFile('草稿.txt');
    return drive.squiggles();
  });
  const problems = await drive.step('Problems lists them', async () => {
    await page.keyboard.press('Control+Shift+M');
    await drive.until(async () => (await drive.count(PROBLEMS)) > 5, 'problems');
    await page.waitForTimeout(1000);
    if (full) {
      await drive.shot('problems');
    }
    const rows = await drive.texts(PROBLEMS);
    await page.keyboard.press('Control+j');
    return { rows: rows.slice(1).map((row) => row.replace(/\s+/g, ' ')) };
  });
  await drive.step('a quick fix changes the text', async () => {
    await page.locator(LINES).first().click();
    await drive.goTo(18, 93);
    await page.keyboard.press('Control+.');
    await page.waitForSelector(ACTIONS, { timeout: 20_000 });
    await page.waitForTimeout(400);
    if (full) {
      await drive.shot('quick-fix');
    }
    await page.keyboard.press('Enter');
    await drive.until(async () => (await drive.texts(LINES)).join('').includes('按照省委有关规定'), 'the fix');
  });
  return { first, problems };
}

export async function rest(drive) {
  const { page } = drive;
  await drive.step('hover shows the reason', async () => {
    await drive.goTo(14, 20);
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+i');
    await page.waitForSelector('.monaco-hover:not(.hidden) .hover-contents', { timeout: 20_000 });
    await drive.until(async () => /收官之年/.test((await drive.texts('.monaco-hover')).join('')), 'the reason');
    await page.waitForTimeout(500);
    await drive.shot('hover');
    await page.keyboard.press('Escape');
  });
  await drive.step('the checklist has placeholders first, and a click goes there', async () => {
    await page.locator('.statusbar-item', { hasText: /待填/ }).click();
    await page.waitForSelector(TREE, { timeout: 20_000 });
    const rows = await drive.until(async () => {
      const texts = await drive.texts(TREE);
      return texts.some((text) => /占位符未填/.test(text)) && texts;
    }, 'the group of placeholders');
    assert.match(rows[0], /占位符未填/);
    await page.locator(TREE).nth(2).click();
    await page.waitForTimeout(500);
    await drive.shot('checklist');
  });
  await drive.step('the status bar counts', async () => {
    const text = await drive.until(
      async () => (await drive.texts('.statusbar-item')).find((one) => /待填 \d+/.test(one)),
      'the count',
    );
    assert.match(text, /问题 \d+/);
  });
  await drive.step('next placeholder, and filling it fills all', async () => {
    await page.locator(LINES).first().click();
    await drive.goTo(6, 50);
    await drive.command('下一处占位符');
    await page.waitForTimeout(600);
    await drive.command('填写占位符');
    await page.waitForSelector('.rename-box input:focus', { timeout: 20_000 });
    await page.locator('.rename-box input').fill('临江');
    await drive.shot('fill');
    await page.keyboard.press('Enter');
    await drive.until(async () => (await drive.texts(LINES)).join('').includes('临江'), 'what was filled in');
  });
  await drive.step('fix all that is safe', async () => {
    const before = (await drive.texts(LINES)).join('');
    await drive.command('修正全部可放心修正之处');
    await drive.until(async () => (await drive.texts(LINES)).join('') !== before, 'a changed text');
  });
  await drive.step('the report', async () => {
    await drive.command('打开校对单');
    await page.waitForSelector('.webview.ready, iframe.webview', { timeout: 20_000 });
    await page.waitForTimeout(2500);
    await drive.shot('report');
  });
  await drive.step('the status item says which engine serves', async () => {
    await page.locator('.monaco-editor').first().click();
    await page.locator('[id="status.languageStatus"]').click();
    await page.waitForTimeout(800);
    await drive.shot('engine');
    await page.keyboard.press('Escape');
  });
}

/** A server that ends again and again: a message says why there is none, and its button starts one. */
export async function crashes(drive, kill) {
  const { page } = drive;
  const toast = page.locator('.notification-toast', { hasText: 'zflint 已停止' });
  await drive.step('after four crashes a message explains, and its button starts the server again', async () => {
    for (let times = 1; times <= 4; times++) {
      await drive.squiggles();
      kill();
      await drive.until(async () => (await drive.count(SQUIGGLES)) === 0, 'squiggles gone');
    }
    await toast.waitFor({ timeout: 20_000 });
    await drive.until(
      async () => (await drive.texts('.pane-body')).join('').includes('本文未经检查'),
      'a word in the view',
    );
    await drive.shot('stopped');
    await toast.getByRole('button', { name: '重新启动' }).click();
    await drive.squiggles();
  });
}

/** Has a report, which lies in a frame of a frame, these colours? */
async function colours(page, wanted) {
  for (const frame of page.frames()) {
    const theme = await frame.evaluate(() => document.documentElement.dataset.theme).catch(() => undefined);
    if (theme === wanted) {
      return true;
    }
  }
  return false;
}

/** Draft and checklist in light, in dark and with high contrast; then the walkthrough. */
export async function themes(drive, use) {
  const { page } = drive;
  const ground = (kind) => drive.count(`.monaco-workbench.${kind}`);
  await page.locator('.tab', { hasText: '校对单' }).locator('.codicon-close').click();
  for (const [name, theme, kind] of [
    ['light', 'Default Light Modern', 'vs'],
    ['dark', 'Default Dark Modern', 'vs-dark'],
    ['contrast', 'Default High Contrast', 'hc-black'],
    ['contrast-light', 'Default High Contrast Light', 'hc-light'],
  ]) {
    await drive.step(`draft and checklist in ${theme}`, async () => {
      use(theme);
      await drive.until(async () => (await ground(kind)) > 0, theme);
      await drive.squiggles();
      await page.waitForTimeout(500);
      await drive.shot(name);
    });
  }
  await drive.step('the report is light or dark as the editor is', async () => {
    use('Default Dark Modern');
    await drive.command('打开校对单');
    await drive.until(() => colours(page, 'dark'), 'a dark report');
    await page.waitForTimeout(1000);
    await drive.shot('report-dark');
    use('Default Light Modern');
    await drive.until(() => colours(page, 'light'), 'a light report');
    await page.locator('.tab', { hasText: '校对单' }).locator('.codicon-close').click();
  });
  await drive.step('the walkthrough opens', async () => {
    await drive.command('Welcome: Open Walkthrough');
    await page.waitForTimeout(800);
    await page.keyboard.type('zflint');
    await page.waitForTimeout(600);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.gettingStartedContainer .step-title', { timeout: 20_000 });
    await drive.until(
      async () => (await drive.texts('.gettingStartedContainer')).join('').includes('填好还空着的地方'),
      'its steps',
    );
    await page.waitForTimeout(3000);
    await drive.shot('walkthrough');
  });
}
