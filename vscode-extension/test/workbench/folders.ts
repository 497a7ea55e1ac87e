/** A workspace of two folders, each with settings of its own. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Uri } from 'vscode';
import { findings, has, rule, runAll, type Test, until, withRule } from './suite';

const { window, workspace } = vscode;
const tests: Test[] = [
  [
    'each folder has its own settings',
    async () => {
      const inFolder = async (index: number, name: string) => {
        const folder = (workspace.workspaceFolders ?? [])[index] ?? assert.fail(`no folder ${index}`);
        const document = await workspace.openTextDocument(Uri.joinPath(folder.uri, name));
        await window.showTextDocument(document, { preview: false, viewColumn: index + 1 });
        return document;
      };
      const told = (document: vscode.TextDocument) => [...new Set(findings(document.uri).map(rule))].sort();
      const [one, other] = [await inFolder(0, '稿.txt'), await inFolder(1, '稿.txt')];
      assert.equal(one.getText(), other.getText());
      await has(one, 'typo/cutoff');
      await has(other, 'consistency/own-unit');
      const words = (document: vscode.TextDocument) =>
        withRule(document.uri, 'consistency/own-unit')
          .map(({ range }) => document.getText(range))
          .join();
      console.log('FOLDERS', JSON.stringify([told(one), words(one), told(other), words(other)]));
      assert.equal(words(one), '我区');
      assert.equal(words(other), '全县,我县');
      assert.ok(!told(other).includes('typo/cutoff'), told(other).join());
      const settings = workspace.getConfiguration('zflint', one.uri);
      await settings.update('ignore', ['typo'], vscode.ConfigurationTarget.WorkspaceFolder);
      await until(() => !told(one).includes('typo/cutoff'), 'ignored in one folder');
      assert.ok(told(other).length > 0);
    },
  ],
  [
    'a folder that is added has its own settings, too',
    async () => {
      const [first] = workspace.workspaceFolders ?? [];
      const uri = Uri.joinPath(first?.uri ?? assert.fail('no folder'), '../丙');
      assert.ok(workspace.updateWorkspaceFolders(2, 0, { uri }));
      const document = await workspace.openTextDocument(Uri.joinPath(uri, '稿.txt'));
      await window.showTextDocument(document);
      await has(document, 'typo/cutoff');
      assert.equal(withRule(document.uri, 'consistency/own-unit').length, 0);
    },
  ],
];

export const run = (): Promise<void> => runAll(tests);
