/** Run the API tests in the extension host of a workbench; gives what they printed. */
import { open } from './browser.mjs';

export async function apiTests(editor, { workspace, extension, tests, timeout = 120_000 }) {
  const { browser, page, refused } = await open();
  const lines = [];
  const remote = (one) => `vscode-remote://${editor.url.slice('http://'.length)}${one}`;
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(tests)],
    ['skipWelcome', 'true'],
  ]);
  const ended = new Promise((resolve) => {
    void page.exposeFunction('codeAutomationLog', (_, args) => lines.push(args.map(String).join(' ')));
    void page.exposeFunction('codeAutomationExit', (code) => resolve(code));
    setTimeout(() => resolve('timeout'), timeout).unref();
  });
  try {
    const kind = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
    await page.goto(`${editor.url}/?${kind}=${encodeURI(workspace)}&payload=${encodeURIComponent(payload)}`);
    return { code: await ended, lines, refused };
  } finally {
    await browser.close();
  }
}
