/** The extension, whatever the host: the server's life, and the views and commands around it. */
import { type ExtensionContext, window, workspace } from 'vscode';
import { Checklist } from './checklist';
import { registerCommands } from './commands';
import { Connection } from './connection';
import { Counter } from './counter';
import { served } from './documents';
import type { Decision } from './engines';
import { Looked } from './looked';
import type { MakePlatform } from './platform';
import { registerRulePages } from './rulepages';
import { RESTARTING, setting } from './settings';
import { type ServerStatus, Status } from './status';

/** What other extensions, and the tests, may ask. */
export type Api = {
  /** The engine that serves, once it does. */
  engine(): Promise<Decision | undefined>;
  /** What the server said of itself last. */
  status(): ServerStatus | undefined;
};

export function start(context: ExtensionContext, makePlatform: MakePlatform): Api {
  const log = window.createOutputChannel('zflint', { log: true });
  const platform = makePlatform(context, log);
  const looked = new Looked();
  const status = new Status();
  const connection = new Connection(platform, log, status, looked);
  const checklist = new Checklist(looked);
  context.subscriptions.push(
    log,
    looked,
    status,
    checklist,
    new Counter(looked),
    connection,
    registerRulePages(connection),
    ...registerCommands(connection, looked, log),
    workspace.onDidChangeConfiguration((event) => {
      if (RESTARTING.some((name) => event.affectsConfiguration(name))) {
        void connection.reconsider();
      }
    }),
    workspace.onDidOpenTextDocument((document) => {
      if (served(document)) {
        void connection.need();
      }
    }),
    workspace.onDidChangeWorkspaceFolders(({ added, removed }) => connection.foldersChanged([...added, ...removed])),
    workspace.onDidGrantWorkspaceTrust(() => connection.reconsider()),
  );
  platform.onInterpreter(() => void connection.reconsider());
  looked.refresh();
  // VS Code activates for plain text that is nobody's document, too: for that no server is started.
  if (workspace.textDocuments.some(served) || setting('workspaceDiagnostics', false)) {
    void connection.need();
  }
  return { engine: () => connection.running(), status: () => status.last };
}
