/** The findings of the draft in front of the user, as the editor has them now. */
import {
  commands,
  type Diagnostic,
  type Disposable,
  EventEmitter,
  languages,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { isDraft } from './documents';
import type { Found, Severity } from './findings';

export type Seen = Found & { diagnostic: Diagnostic; uri: Uri };

export class Looked implements Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly listening: Disposable;
  readonly onDidChange = this.changed.event;
  /** The draft last edited, which stays when the user goes to another view. */
  document: TextDocument | undefined;
  findings: Seen[] = [];
  /** Documents that the server has looked at since it started: only of these is it known that they are clean. */
  private readonly checked = new Set<string>();

  constructor() {
    this.listening = [
      window.onDidChangeActiveTextEditor(() => this.refresh()),
      languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => uri.toString() === this.document?.uri.toString())) {
          this.refresh();
        }
      }),
      workspace.onDidCloseTextDocument(() => this.refresh()),
    ].reduce<Disposable>(
      (all, one) => ({
        dispose: () => {
          all.dispose();
          one.dispose();
        },
      }),
      this.changed,
    );
  }

  refresh(): void {
    const active = window.activeTextEditor?.document;
    const open = this.document && !this.document.isClosed ? this.document : undefined;
    this.document = active && isDraft(active) ? active : open;
    this.findings = this.document ? findingsOf(this.document.uri) : [];
    void commands.executeCommand('setContext', 'zflint.active', this.document !== undefined);
    void commands.executeCommand('setContext', 'zflint.looked', this.known);
    this.changed.fire();
  }

  /** Has the server looked at the draft? */
  get known(): boolean {
    return this.document !== undefined && this.checked.has(this.document.uri.toString());
  }

  /** The server has looked at a document. */
  add(uri: Uri): void {
    this.checked.add(uri.toString());
    this.refresh();
  }

  /** The server has stopped: nothing is known any more. */
  forget(): void {
    this.checked.clear();
    this.refresh();
  }

  dispose(): void {
    this.listening.dispose();
  }
}

export function findingsOf(uri: Uri): Seen[] {
  return languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'zflint')
    .map((diagnostic) => ({
      rule: ruleOf(diagnostic),
      message: diagnostic.message,
      severity: diagnostic.severity as Severity,
      line: diagnostic.range.start.line,
      character: diagnostic.range.start.character,
      diagnostic,
      uri,
    }));
}

export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}
