/** Tests inside VS Code's extension host: what the API of the editor shows of the extension. Run once for each engine. */
import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { Uri } from 'vscode';
import {
  api,
  engine,
  exists,
  findings,
  has,
  read,
  root,
  rule,
  runAll,
  show,
  type Test,
  until,
  withRule,
  write,
} from './suite';

const { commands, window, workspace } = vscode;
const tests: Test[] = [];
const test = (name: string, body: Test[1]) => tests.push([name, body]);

async function append(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(document.getText().length), text);
  await workspace.applyEdit(edit);
}

test('nothing runs before there is a draft', async () => {
  await show('数据.json', '{}\n');
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.deepEqual(servers(), []);
});

test('the engine that was asked for serves', async () => {
  const started = Date.now();
  await show('草稿.txt');
  const serving = await engine();
  console.log('ENGINE', JSON.stringify(serving));
  const wanted = workspace.getConfiguration('zflint').get('engine') === 'bundled' ? 'bundled' : 'native';
  assert.equal(serving.kind, wanted);
  console.log('STARTED', serving.kind, Date.now() - started);
});

test('findings of the draft, the same from every engine', async () => {
  const document = await show('草稿.txt');
  await has(document, 'placeholder/unfilled-mask');
  const found = findings(document.uri).map((one) => [
    rule(one),
    one.message,
    one.severity,
    one.range.start.line,
    one.range.start.character,
    one.range.end.character,
  ]);
  console.log('FINDINGS', JSON.stringify(found));
  assert.ok(found.length > 5);
});

test('positions behind a character of two units', async () => {
  const document = await show('生僻字.txt', '𠮷林同志：\n𠮷𠮷，截止目前，共办结12件。\n');
  const found = await has(document, 'typo/cutoff');
  assert.equal(document.getText(found.range), '截止');
});

test('hover says why', async () => {
  const document = await show('生僻字.txt');
  const found = await has(document, 'typo/cutoff');
  const hovers = await commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    found.range.start,
  );
  const text = hovers
    .flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)))
    .join('\n');
  assert.match(text, /截至|截止/);
});

test('a quick fix changes the text, and the finding goes', async () => {
  const document = await show('生僻字.txt');
  const found = await has(document, 'typo/cutoff');
  const actions = await commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    found.range,
    'quickfix',
    10,
  );
  const fix =
    actions.find(({ isPreferred, edit }) => isPreferred && edit) ??
    assert.fail(`no fix: ${actions.map(({ title }) => title)}`);
  await workspace.applyEdit(fix.edit as vscode.WorkspaceEdit);
  assert.match(document.getText(), /截至目前/);
  await until(() => withRule(document.uri, 'typo/cutoff').length === 0, 'no finding');
  await document.save();
});

test('fix all', async () => {
  const document = await show('全改.txt', '截止目前，共办结12件。\n\n截止目前，又办结3件。\n');
  await until(() => withRule(document.uri, 'typo/cutoff').length === 2, 'two findings');
  await commands.executeCommand('zflint.document.fixAll');
  await until(() => document.getText().match(/截至目前/g)?.length === 2, 'both fixed');
  await document.save();
});

test('saving fixes what is safe, where the user wants that', async () => {
  const document = await show('保存.txt', '截止目前，共办结12件。\n');
  await has(document, 'typo/cutoff');
  const settings = workspace.getConfiguration('editor', document.uri);
  const target = vscode.ConfigurationTarget.Workspace;
  await settings.update('codeActionsOnSave', { 'source.fixAll.zflint': 'explicit' }, target);
  await append(document, '截止目前，又办结3件。\n');
  await until(() => withRule(document.uri, 'typo/cutoff').length === 2, 'two findings');
  await document.save();
  assert.equal(await read(document.uri), '截至目前，共办结12件。\n截至目前，又办结3件。\n');
  await settings.update('codeActionsOnSave', undefined, target);
});

test('a draft that is to be checked when it is saved is not checked before', async () => {
  const document = await show('存后.txt', '共办结12件。\n');
  const settings = workspace.getConfiguration('zflint', document.uri);
  await settings.update('run', 'onSave', vscode.ConfigurationTarget.Workspace);
  await new Promise((resolve) => setTimeout(resolve, 1500)); // the server asks for its settings
  await append(document, '截止目前，又办结3件。\n');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.deepEqual(findings(document.uri), []);
  await document.save();
  await has(document, 'typo/cutoff');
  await settings.update('run', undefined, vscode.ConfigurationTarget.Workspace);
});

test('from placeholder to placeholder, round and round', async () => {
  const document = await show('占位.txt', '全县XX镇共排查隐患XX起，XX镇整改到位。\n');
  await until(
    () => findings(document.uri).filter((one) => rule(one).startsWith('placeholder/')).length > 1,
    'placeholders',
  );
  const visited: string[] = [];
  for (let i = 0; i < 4; i++) {
    await commands.executeCommand('zflint.placeholder.next');
    const { active, anchor } = window.activeTextEditor?.selection ?? assert.fail('no editor');
    visited.push(`${anchor.character}-${active.character}`);
  }
  assert.equal(new Set(visited).size, 3, String(visited));
  await commands.executeCommand('zflint.placeholder.previous');
  assert.equal(
    `${window.activeTextEditor?.selection.anchor.character}-${window.activeTextEditor?.selection.active.character}`,
    visited[2],
  );
});

test('renaming a placeholder fills all that are the same', async () => {
  const document = await show('占位.txt');
  const position = new vscode.Position(0, 3);
  const edit = await commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    position,
    '临江镇',
  );
  assert.ok(edit.get(document.uri).length >= 1);
  await workspace.applyEdit(edit);
  console.log('RENAMED', document.getText().trim());
  assert.match(document.getText(), /全县临江镇/);
  await document.save();
});

test('outline and folding', async () => {
  const document = await show('草稿.txt');
  const symbols = await until(async () => {
    const found = await commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    return found?.length ? found : undefined;
  }, 'symbols');
  const names = (all: vscode.DocumentSymbol[]): string[] =>
    all.flatMap((one) => [one.name, ...names(one.children ?? [])]);
  assert.ok(
    names(symbols).some((name) => name.includes('肯定成绩')),
    names(symbols).join(),
  );
});

test('the page of a rule', async () => {
  const page = await workspace.openTextDocument(Uri.parse('zflint-rule:/typo/cutoff.md'));
  assert.match(page.getText(), /typo.cutoff/);
});

test('settings apply at once', async () => {
  const document = await show('设置.txt', '截止目前，共办结12件。\n');
  await has(document, 'typo/cutoff');
  const settings = workspace.getConfiguration('zflint', document.uri);
  await settings.update('ignore', ['typo'], vscode.ConfigurationTarget.Workspace);
  await until(() => findings(document.uri).length === 0, 'ignored');
  await settings.update('ignore', undefined, vscode.ConfigurationTarget.Workspace);
  await has(document, 'typo/cutoff');
});

test('a configuration file applies at once', async () => {
  const document = await show('设置.txt');
  await has(document, 'typo/cutoff');
  const file = await write('zflint.toml', 'ignore = ["typo"]\n');
  await until(() => findings(document.uri).length === 0, 'ignored by zflint.toml');
  await workspace.fs.delete(file);
  await has(document, 'typo/cutoff');
});

test('zflint.toml: mistakes are marked and keys completed', async () => {
  const document = await show('误/zflint.toml', 'ignroe = ["typo"]\n');
  await until(() => findings(document.uri).length > 0, 'a mistake');
  const list = await commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    new vscode.Position(1, 0),
  );
  const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  assert.ok(
    labels.some((label) => label.startsWith('own-unit')),
    labels.slice(0, 20).join(),
  );
  await workspace.fs.delete(document.uri);
});

test('a pattern of a user that never ends is stopped and named', async () => {
  const pack = `group = "office"

[[rule]]
id = "endless"
kind = "pattern"
level = "error"
message = "“{found}”"
why = "试验"
source = "试验"
pattern = ["(?:甲|甲|甲甲)+$"]
bad = ["⟦甲甲⟧"]
good = ["丁"]
`;
  await write('慢/office.toml', pack);
  await write('慢/zflint.toml', 'packs = ["office.toml"]\n');
  const document = await show('慢/稿.txt', `截止目前，共办结12件。\n\n${'甲'.repeat(60)}乙。\n`);
  await has(document, 'typo/cutoff');
  const status = await until(() => api().status()?.state === 'error' && api().status(), 'a word about the rule');
  assert.match(status.message ?? '', /office\/endless/);
  await workspace.fs.delete(Uri.joinPath(root(), '慢'), { recursive: true });
  const other = await show('设置.txt');
  await has(other, 'typo/cutoff');
});

test('a big draft', async () => {
  const line = '各乡镇要认真贯彻落实会议精神，全力抓好安全生产各项工作，确保人民群众生命财产安全。\n\n';
  const document = await show('大.txt', `${line.repeat(8000)}截止目前，共办结12件。\n`);
  const started = Date.now();
  await has(document, 'typo/cutoff');
  console.log('BIG', document.getText().length, Date.now() - started);
});

test('restart', async () => {
  await commands.executeCommand('zflint.server.restart');
  const document = await show('重启.txt', '截止目前，共办结12件。\n');
  await has(document, 'typo/cutoff');
});

test('a placeholder of which words stay is filled in beside them, or not at all', async () => {
  const document = await show('删名.txt', '刚才，同志传达了会议精神。\n\n紧密团结在以同志为核心的党中央周围。\n');
  await until(() => withRule(document.uri, 'placeholder/deleted-name').length === 2, 'two names cut out');
  const edit = await commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    new vscode.Position(0, 3),
    '李四',
  );
  await workspace.applyEdit(edit);
  assert.match(document.getText(), /^刚才，李四同志传达/);
  await document.save();
  const core = document.getText().split('\n')[2]?.indexOf('以同志') ?? 0;
  await assert.rejects(async () =>
    commands.executeCommand('vscode.prepareRename', document.uri, new vscode.Position(2, core)),
  );
});

test('all documents of the folder are checked, and listed', async () => {
  const never = await write('未打开/稿.txt', '截止目前，共办结12件。\n');
  assert.deepEqual(findings(never), []);
  await commands.executeCommand('zflint.workspace.check');
  await until(() => withRule(never, 'typo/cutoff')[0], 'a finding of a document that was never opened');
  const opened = await show('未打开/稿.txt');
  await has(opened, 'typo/cutoff');
  assert.equal(withRule(never, 'typo/cutoff').length, 1);
});

test('a new zflint.toml is on disk, open, and not left to be saved', async () => {
  const file = Uri.joinPath(root(), 'zflint.toml');
  await commands.executeCommand('zflint.config.create');
  const { document } = window.activeTextEditor ?? assert.fail('no editor');
  assert.equal(document.uri.toString(), file.toString());
  assert.ok(!document.isDirty);
  assert.match(await read(file), /# own-unit/);
  await commands.executeCommand('zflint.config.create');
  assert.equal(await read(file), document.getText());
});

test('a baseline: what there is is no longer shown, what is new is', async () => {
  const file = Uri.joinPath(root(), 'zflint.toml');
  const document = await show('基线.txt', '截止目前，共办结12件。\n');
  await has(document, 'typo/cutoff');
  await commands.executeCommand('zflint.baseline.create');
  assert.match(await read(file), /^baseline = "zflint-baseline.json"/m);
  await until(() => findings(document.uri).length === 0, 'nothing found');
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(1, 0), '\n截止去年年底，又办结3件。\n');
  await workspace.applyEdit(edit);
  await until(() => findings(document.uri).length === 1, 'what is new');
  await document.save();
  for (const made of ['zflint.toml', 'zflint-baseline.json']) {
    assert.ok(await exists(Uri.joinPath(root(), made)), made);
    await workspace.fs.delete(Uri.joinPath(root(), made));
  }
});

test('a rule turned off by a quick fix is off at once', async () => {
  const file = await write('关闭/zflint.toml', 'own-unit = "县"\n');
  const document = await show('关闭/稿.txt', '截止目前，共办结12件。\n');
  const found = await has(document, 'typo/cutoff');
  const actions = await commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    found.range,
  );
  const off =
    actions.find(({ command }) => command?.command === 'zflint.disableRule')?.command ??
    assert.fail(actions.map(({ title }) => title).join());
  await commands.executeCommand(off.command, ...(off.arguments ?? []));
  await until(() => withRule(document.uri, 'typo/cutoff').length === 0, 'the rule is off');
  assert.match(await read(file), /ignore = \["typo\/cutoff"\]/);
});

/** Processes that serve: children of this one. */
function servers(): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return (
          Number(parent) === process.pid &&
          /zflint\0server|process\.mjs/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function crash(): Promise<void> {
  const pid = (await until(() => servers()[0], 'a server')) as number;
  process.kill(pid, 'SIGKILL');
  await until(() => !servers().includes(pid), 'its end');
}

test('a server that is killed comes back with its findings; killed too often, it stays away and says so', async () => {
  await commands.executeCommand('zflint.server.restart');
  const document = await show('崩溃.txt', '截止目前，共办结12件。\n');
  for (let times = 1; times <= 3; times++) {
    await has(document, 'typo/cutoff');
    await crash();
    await until(() => findings(document.uri).length === 0, 'findings go with the server', 5000);
    await until(() => servers().length === 1, 'another server');
  }
  await has(document, 'typo/cutoff');
  await crash();
  const status = await until(() => api().status()?.state === 'error' && api().status(), 'an explanation');
  assert.match(status.message ?? '', /\b4\b/);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.deepEqual(servers(), []);
  assert.equal(await api().engine(), undefined);
  await commands.executeCommand('zflint.server.restart');
  await has(document, 'typo/cutoff');
  assert.equal(servers().length, 1);
});

export const run = (): Promise<void> => runAll(tests);
