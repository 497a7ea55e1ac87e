/** What tests inside the extension host share. Nothing of Node: they run in a browser's worker, too. */
import * as vscode from 'vscode';
import { Uri } from 'vscode';
import type { Decision } from '../../src/engines';

const { commands, languages, window, workspace } = vscode;
export type Test = [name: string, body: () => Promise<void>];

export function fail(what: string): never {
  throw new Error(what);
}

export async function until<T>(
  get: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  ms = 30_000,
): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 40))) {
    const got = await get();
    if (got) {
      return got;
    }
  }
  throw new Error(`waited in vain for ${what}`);
}

export const root = () => (workspace.workspaceFolders ?? [])[0]?.uri ?? fail('no folder');

type Shown = {
  engine(): Promise<Decision | undefined>;
  status(): { state: string; message?: string; config?: string } | undefined;
};
export const api = (): Shown => vscode.extensions.getExtension('zflint.zflint')?.exports;

/** The engine that serves once the extension is up. */
export async function engine(): Promise<Decision> {
  const extension = vscode.extensions.getExtension('zflint.zflint') ?? fail('not installed');
  await extension.activate();
  return until(() => api().engine(), 'an engine');
}

export async function write(name: string, text: string): Promise<Uri> {
  const uri = Uri.joinPath(root(), name);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

export const read = async (uri: Uri) => new TextDecoder().decode(await workspace.fs.readFile(uri));
export const exists = (uri: Uri) =>
  Promise.resolve(workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );

export async function show(name: string, text?: string): Promise<vscode.TextDocument> {
  const uri = text === undefined ? Uri.joinPath(root(), name) : await write(name, text);
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  return document;
}

export const rule = ({ code }: vscode.Diagnostic) => String(typeof code === 'object' ? code.value : code);
export const findings = (uri: Uri) => languages.getDiagnostics(uri).filter(({ source }) => source === 'zflint');
export const withRule = (uri: Uri, id: string) => findings(uri).filter((one) => rule(one) === id);
export const has = (document: vscode.TextDocument, id: string) =>
  until(() => withRule(document.uri, id)[0], `${id} in ${document.fileName}`);

/** Run tests one after another, tell of each, and throw at the end if one failed. */
export async function runAll(tests: Test[]): Promise<void> {
  let failed = 0;
  for (const [name, body] of tests) {
    const started = Date.now();
    try {
      await body();
      console.log(`ok ${name} (${Date.now() - started} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${name}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
  if (failed) {
    throw new Error(`${failed} of ${tests.length} failed`);
  }
}
