/** A folder that is not on this machine: in the extension host of Node, and in a browser's worker as in vscode.dev. */
import * as vscode from 'vscode';
import { Uri } from 'vscode';
import {
  engine,
  exists,
  fail,
  findings,
  has,
  read,
  root,
  runAll,
  show,
  type Test,
  until,
  withRule,
  write,
} from './suite';

const { commands, window, workspace } = vscode;
const DRAFT = '截止目前，全县XX镇共排查隐患XX起，XX镇整改到位。\n\n请打卡学习。\n';
const same = (one: unknown, other: unknown) =>
  JSON.stringify(one) === JSON.stringify(other) || fail(`${JSON.stringify(one)} is not ${JSON.stringify(other)}`);

const tests: Test[] = [
  [
    'the bundled engine serves',
    async () => {
      await show('稿.txt', DRAFT);
      const { kind, reason } = await engine();
      console.log('ENGINE', kind, reason);
      same(kind, 'bundled');
      same(
        reason,
        vscode.env.uiKind === vscode.UIKind.Web && typeof process === 'undefined' ? 'no-processes' : 'virtual',
      );
    },
  ],
  [
    'its zflint.toml and a pack in a folder of it apply from the start',
    async () => {
      const document = await show('稿.txt');
      await has(document, 'office/clock-in');
      await has(document, 'placeholder/unfilled-mask');
      same(withRule(document.uri, 'typo/cutoff').length, 0);
    },
  ],
  [
    'a change of zflint.toml applies at once, and so does one of the pack',
    async () => {
      const document = await show('稿.txt');
      const pack = await read(Uri.joinPath(root(), '规则/office.toml'));
      await write('规则/office.toml', pack.replaceAll('打卡', '签到'));
      await until(() => withRule(document.uri, 'office/clock-in').length === 0, 'nothing to find for the new pack');
      await write('规则/office.toml', pack);
      await has(document, 'office/clock-in');
      await write('zflint.toml', 'ignore = ["placeholder"]\n');
      await has(document, 'typo/cutoff');
      await until(() => withRule(document.uri, 'office/clock-in').length === 0, 'no pack');
      same(withRule(document.uri, 'placeholder/unfilled-mask').length, 0);
    },
  ],
  [
    'without its zflint.toml the folder has none, and the command makes one',
    async () => {
      const document = await show('稿.txt');
      const file = Uri.joinPath(root(), 'zflint.toml');
      await workspace.fs.delete(file);
      await has(document, 'placeholder/unfilled-mask');
      await has(document, 'typo/cutoff');
      await commands.executeCommand('zflint.config.create');
      same(window.activeTextEditor?.document.uri.toString(), file.toString());
      same(window.activeTextEditor?.document.isDirty, false);
      (await read(file)).includes('# own-unit') || fail('no configuration was written');
    },
  ],
  [
    'a rule turned off by a quick fix is off at once',
    async () => {
      const document = await show('稿.txt');
      const { range } = await has(document, 'typo/cutoff');
      const actions = await commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
      );
      const off =
        actions.find(({ command }) => command?.command === 'zflint.disableRule')?.command ?? fail('no action');
      await commands.executeCommand(off.command, ...(off.arguments ?? []));
      await until(() => withRule(document.uri, 'typo/cutoff').length === 0, 'the rule is off');
      const text = await read(Uri.joinPath(root(), 'zflint.toml'));
      text.includes('ignore = ["typo/cutoff"]') || fail(text);
    },
  ],
  [
    'fix all, the next placeholder, renaming and the report',
    async () => {
      await write('zflint.toml', '');
      const document = await show('稿.txt');
      await has(document, 'typo/cutoff');
      await commands.executeCommand('zflint.document.fixAll');
      await until(() => document.getText().startsWith('截至目前'), 'what is safe is fixed');
      await commands.executeCommand('zflint.placeholder.next');
      same(document.getText(window.activeTextEditor?.selection), 'XX');
      const edit = await commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        window.activeTextEditor?.selection.start,
        '临江',
      );
      same(
        [...edit.entries()].map(([uri]) => uri.toString()),
        [document.uri.toString()],
      );
      await workspace.applyEdit(edit);
      document.getText().includes('全县临江镇') || fail(document.getText());
      await document.save();
      await commands.executeCommand('zflint.report.open');
      const tabs = () => window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
      await until(() => tabs().find((label) => label.endsWith('稿.txt') && label !== '稿.txt'), 'the report');
    },
  ],
  [
    'no baseline is made where the engine cannot read the drafts',
    async () => {
      await commands.executeCommand('zflint.baseline.create');
      same(await exists(Uri.joinPath(root(), 'zflint-baseline.json')), false);
    },
  ],
  [
    'a draft of no folder is checked, too',
    async () => {
      const document = await workspace.openTextDocument({ language: 'plaintext', content: DRAFT });
      await window.showTextDocument(document);
      await has(document, 'typo/cutoff');
      await window.showTextDocument(document);
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await until(() => findings(document.uri).length === 0, 'its findings go with it');
    },
  ],
];

export const run = (): Promise<void> => runAll(tests);
