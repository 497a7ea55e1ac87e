/** The commands that users see. */
import {
  commands,
  type Disposable,
  type LogOutputChannel,
  l10n,
  type Range,
  Selection,
  type TextDocument,
  TextEditorRevealType,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Range as ProtocolRange } from 'vscode-languageclient';
import { DocumentDiagnosticRequest } from 'vscode-languageclient';
import type { Connection } from './connection';
import { count } from './findings';
import { findingsOf, type Looked, ruleOf, type Seen } from './looked';
import { Report } from './report';
import { showRule } from './rulepages';

type Command = (...args: never[]) => unknown;

export function registerCommands(connection: Connection, looked: Looked, log: LogOutputChannel): Disposable[] {
  const report = new Report();
  const all: Record<string, Command> = {
    'zflint.document.check': () => checkDocument(connection, looked),
    'zflint.workspace.check': () => checkWorkspace(connection),
    'zflint.document.fixAll': () => fixAll(looked),
    'zflint.placeholder.next': () => placeholder(connection, looked, 'zflint.nextPlaceholder'),
    'zflint.placeholder.previous': () => placeholder(connection, looked, 'zflint.previousPlaceholder'),
    'zflint.placeholder.fill': () => fill(connection, looked),
    'zflint.rule.show': (found?: Seen | string) => rule(connection, looked, found),
    'zflint.report.open': () => openReport(connection, looked, report),
    'zflint.config.create': () => createConfig(connection),
    'zflint.baseline.create': () => baseline(connection),
    'zflint.server.restart': () => connection.restart(),
    'zflint.server.log': () => log.show(),
    'zflint.server.choose': chooseEngine,
    'zflint.server.menu': menu,
    'zflint.finding.go': (uri: Uri, range: Range) => go(uri, range),
  };
  connection.answered = (command, answer) => {
    if (/Placeholder$/.test(command) && answer && looked.document) {
      void goTo(connection, looked.document.uri, answer as ProtocolRange);
    }
  };
  return [report, ...Object.entries(all).map(([id, run]) => commands.registerCommand(id, run))];
}

async function go(uri: Uri, range: Range): Promise<void> {
  const editor = await window.showTextDocument(await workspace.openTextDocument(uri));
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

async function goTo(connection: Connection, uri: Uri, range: ProtocolRange): Promise<void> {
  const client = await connection.client();
  if (client) {
    await go(uri, client.protocol2CodeConverter.asRange(range));
  }
}

async function checkDocument(connection: Connection, looked: Looked): Promise<void> {
  const { document } = looked;
  const client = await connection.client();
  if (!document || !client) {
    return;
  }
  const asked = client.getFeature(DocumentDiagnosticRequest.method).getProvider(document);
  asked?.onDidChangeDiagnosticsEmitter.fire();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { all, placeholders } = count(findingsOf(document.uri));
  const text = all
    ? l10n.t('zflint: {0} findings, {1} of them placeholders', all, placeholders)
    : l10n.t('zflint found nothing in this draft');
  window.setStatusBarMessage(text, 5000);
  await commands.executeCommand('zflint.checklist.focus');
}

async function checkWorkspace(connection: Connection): Promise<void> {
  const done = await connection.execute<{ files: number; findings: number }>('zflint.checkWorkspace', {});
  if (done) {
    const text = l10n.t('zflint: {0} files, {1} findings', done.files, done.findings);
    void window.showInformationMessage(text);
    await commands.executeCommand('workbench.actions.view.problems');
  }
}

async function fixAll({ document }: Looked): Promise<void> {
  if (!document) {
    return;
  }
  await go(document.uri, window.activeTextEditor?.selection ?? document.validateRange(new Selection(0, 0, 0, 0)));
  await commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll.zflint', apply: 'first' });
}

async function placeholder(connection: Connection, { document }: Looked, command: string): Promise<Range | undefined> {
  const client = await connection.client();
  if (!document || !client) {
    return undefined;
  }
  const position = cursor(document);
  const about = { uri: connection.uri(document.uri), position: client.code2ProtocolConverter.asPosition(position) };
  const found = await connection.execute<ProtocolRange>(command, about);
  if (!found) {
    window.setStatusBarMessage(l10n.t('zflint: nothing left to fill'), 5000);
    return undefined;
  }
  const range = client.protocol2CodeConverter.asRange(found);
  await go(document.uri, range);
  return range;
}

function cursor(document: TextDocument) {
  const editor = window.visibleTextEditors.find((one) => one.document === document);
  return (editor?.selection ?? new Selection(0, 0, 0, 0)).start;
}

/** Rename the placeholder at the cursor, or the next one: what is written there is written wherever it stands. */
async function fill(connection: Connection, looked: Looked): Promise<void> {
  const { document } = looked;
  if (!document) {
    return;
  }
  const at = cursor(document);
  const here = findingsOf(document.uri).find(
    ({ rule, diagnostic }) => rule.startsWith('placeholder/') && diagnostic.range.contains(at),
  );
  const range = here?.diagnostic.range ?? (await placeholder(connection, looked, 'zflint.nextPlaceholder'));
  if (range) {
    await go(document.uri, range);
    if (await renamed(document.uri, range)) {
      await commands.executeCommand('editor.action.rename', [document.uri, range.start]);
    } else {
      window.setStatusBarMessage(l10n.t('zflint: what is missing here is to be written by hand'), 5000);
    }
  }
}

/** Can what is at a place be renamed? Of words that something was cut out of, some cannot. */
async function renamed(uri: Uri, { start }: Range): Promise<boolean> {
  try {
    return Boolean(await commands.executeCommand('vscode.prepareRename', uri, start));
  } catch {
    return false;
  }
}

async function rule(connection: Connection, looked: Looked, found?: Seen | string): Promise<void> {
  const { document } = looked;
  const draft = document ? connection.uri(document.uri) : '';
  const id = typeof found === 'string' ? found : (found?.rule ?? (await chooseRule(looked)));
  if (id) {
    await showRule(id, draft);
  }
}

/** The rule whose finding is at the cursor, or one of those that found something. */
async function chooseRule({ document, findings }: Looked): Promise<string | undefined> {
  const at = document && cursor(document);
  const here = at && findings.find(({ diagnostic }) => diagnostic.range.contains(at));
  if (here) {
    return ruleOf(here.diagnostic);
  }
  const rules = new Map(findings.map(({ rule, message }) => [rule, message]));
  const items = [...rules].map(([label, detail]) => ({ label, detail }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which rule?') }))?.label;
}

async function openReport(connection: Connection, { document }: Looked, report: Report): Promise<void> {
  if (!document) {
    return;
  }
  const html = await connection.execute<string>('zflint.report', { uri: connection.uri(document.uri) });
  if (html) {
    report.show(document.uri.path.split('/').pop() ?? '', html);
  } else {
    void window.showInformationMessage(l10n.t('zflint: there is no report of this document.'));
  }
}

async function folder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void window.showInformationMessage(l10n.t('zflint: open a folder first.'));
  }
  return folders.length > 1 ? (await window.showWorkspaceFolderPick())?.uri : folders[0]?.uri;
}

async function createConfig(connection: Connection): Promise<void> {
  const where = await folder();
  if (where) {
    await connection.execute<string>('zflint.initConfig', { folder: connection.uri(where) });
    const file = Uri.joinPath(where, 'zflint.toml');
    await window.showTextDocument(await workspace.openTextDocument(file));
  }
}

async function baseline(connection: Connection): Promise<void> {
  const where = await folder();
  if (!where) {
    return;
  }
  if (where.scheme !== 'file') {
    void window.showInformationMessage(l10n.t('zflint: a baseline can be made in folders of this machine only.'));
  } else if (await connection.execute<boolean>('zflint.baseline', { folder: connection.uri(where) })) {
    void window.showInformationMessage(
      l10n.t('zflint: what there is now is accepted; only what is new will be shown.'),
    );
  }
}

async function chooseEngine(): Promise<void> {
  const items = [
    {
      id: 'auto',
      label: l10n.t('Automatic'),
      detail: l10n.t('Python with zflint if there is one, else the bundled engine'),
    },
    { id: 'native', label: l10n.t('Python'), detail: l10n.t('Fastest; needs Python with zflint') },
    { id: 'bundled', label: l10n.t('Bundled engine'), detail: l10n.t('Needs nothing') },
  ];
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Which engine should check?') });
  if (chosen) {
    await workspace.getConfiguration('zflint').update('engine', chosen.id, true);
  }
}

async function menu(): Promise<void> {
  const items = [
    { id: 'zflint.server.restart', label: l10n.t('Restart') },
    { id: 'zflint.server.log', label: l10n.t('Show log') },
    { id: 'zflint.server.choose', label: l10n.t('Choose the engine') },
    { id: 'workbench.action.openSettings', label: l10n.t('Settings') },
  ];
  const chosen = await window.showQuickPick(items, { placeHolder: 'zflint' });
  if (chosen) {
    await commands.executeCommand(chosen.id, 'zflint');
  }
}
