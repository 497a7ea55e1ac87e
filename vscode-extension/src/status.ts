/** The language status item: which engine serves, and why; it works, it waits, or it cannot. */
import { commands, type Disposable, LanguageStatusSeverity, l10n, languages } from 'vscode';
import { DRAFTS } from './documents';
import type { Decision } from './engines';
import { engineText } from './texts';

/** What the server says of itself, in zflint/status. */
export type ServerStatus = {
  state: 'ready' | 'busy' | 'error';
  message?: string;
  version?: string;
  config?: string | null;
  uri?: string | null;
};

export class Status implements Disposable {
  private readonly item = languages.createLanguageStatusItem('zflint.engine', [
    ...DRAFTS,
    { pattern: '**/zflint.toml' },
  ]);
  private said = { text: '', detail: '' };
  /** What the server said last, or why there is none. */
  last: ServerStatus | undefined;

  constructor() {
    this.item.name = 'zflint';
  }

  starting(): void {
    this.stopped(false);
    this.last = undefined;
    this.item.command = { command: 'zflint.server.menu', title: l10n.t('Manage') };
    this.item.busy = true;
    this.show(l10n.t('zflint is starting'), '', LanguageStatusSeverity.Information);
  }

  engine(decision: Decision): void {
    this.stopped(decision.kind === 'none');
    const passedOver = decision.passedOver.map(({ command, why }) => `${command}: ${why}`);
    const { text, detail } = engineText(decision);
    this.said = { text, detail: [detail, ...passedOver].join(' · ') };
    this.item.busy = false;
    const severity = decision.kind === 'none' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    this.show(this.said.text, this.said.detail, severity);
  }

  server({ state, message, config }: ServerStatus): void {
    this.item.busy = state === 'busy';
    this.last = { state, message, config };
    if (state === 'error') {
      const leftOut = /^[a-z0-9-]+\/[a-z0-9-]+(, |$)/.test(message ?? '');
      const detail = leftOut ? l10n.t('Left out, because they failed or took too long: {0}', message ?? '') : message;
      this.show(this.said.text || 'zflint', detail ?? '', LanguageStatusSeverity.Warning);
    } else if (this.said.text) {
      const detail = config ? `${this.said.detail} · ${config}` : this.said.detail;
      this.show(this.said.text, detail, LanguageStatusSeverity.Information);
    }
  }

  failed(why: string): void {
    this.stopped(true);
    this.last = { state: 'error', message: why };
    this.item.command = { command: 'zflint.server.restart', title: l10n.t('Restart') };
    this.item.busy = false;
    this.show(l10n.t('zflint does not run'), why, LanguageStatusSeverity.Error);
  }

  dispose(): void {
    this.item.dispose();
  }

  /** For the checklist, which says so. */
  private stopped(is: boolean): void {
    void commands.executeCommand('setContext', 'zflint.stopped', is);
  }

  private show(text: string, detail: string, severity: LanguageStatusSeverity): void {
    this.item.text = text;
    this.item.detail = detail;
    this.item.severity = severity;
  }
}
