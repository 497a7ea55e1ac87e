/** The Python that was chosen in the Python extension, for which an extension with the same name and API stands here. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, engine, has, runAll, show, type Test, until } from './suite';

type Stub = { choose(path: string): void };
const python = process.env.ZFLINT_PYTHON ?? assert.fail('no Python');
const stub = () => vscode.extensions.getExtension<Stub>('ms-python.python')?.exports ?? assert.fail('no extension');
const reason = async () => (await api().engine())?.reason;

const tests: Test[] = [
  [
    'the Python that was chosen serves',
    async () => {
      const document = await show('草稿.txt');
      const serving = await engine();
      assert.equal(serving.reason, 'python-extension');
      assert.deepEqual(serving.kind === 'native' && serving.command, {
        command: python,
        args: ['-m', 'zflint', 'server'],
      });
      await has(document, 'placeholder/unfilled-mask');
    },
  ],
  [
    'one without zflint is passed over, and why is told',
    async () => {
      stub().choose(process.execPath);
      await until(async () => (await reason()) === 'nothing-found', 'another engine');
      const [passed] = (await api().engine())?.passedOver ?? [];
      assert.deepEqual([passed?.reason, passed?.command], ['python-extension', process.execPath]);
      await has(await show('草稿.txt'), 'placeholder/unfilled-mask');
    },
  ],
  [
    'one that was chosen again serves again',
    async () => {
      stub().choose(python);
      await until(async () => (await reason()) === 'python-extension', 'the Python');
      await has(await show('草稿.txt'), 'placeholder/unfilled-mask');
    },
  ],
  [
    'zflint.interpreter counts for more',
    async () => {
      const settings = vscode.workspace.getConfiguration('zflint');
      await settings.update('interpreter', python, vscode.ConfigurationTarget.Workspace);
      await until(async () => (await reason()) === 'interpreter', 'the setting');
      await settings.update('interpreter', undefined, vscode.ConfigurationTarget.Workspace);
      await until(async () => (await reason()) === 'python-extension', 'the Python that was chosen');
    },
  ],
];

export const run = (): Promise<void> => runAll(tests);
