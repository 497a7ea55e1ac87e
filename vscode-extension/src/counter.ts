/** The count in the status bar: placeholders left, and all findings, of the draft in front of the user. */
import { type Disposable, l10n, StatusBarAlignment, ThemeColor, window } from 'vscode';
import { count } from './findings';
import type { Looked } from './looked';

export class Counter implements Disposable {
  private readonly item = window.createStatusBarItem('zflint.count', StatusBarAlignment.Left, 40);
  private readonly listening: Disposable;

  constructor(private readonly looked: Looked) {
    this.item.name = 'zflint';
    this.item.command = 'zflint.checklist.focus';
    this.listening = looked.onDidChange(() => this.show());
  }

  dispose(): void {
    this.listening.dispose();
    this.item.dispose();
  }

  private show(): void {
    if (!this.looked.document) {
      this.item.hide();
      return;
    }
    const { all, placeholders } = count(this.looked.findings);
    const left = placeholders ? l10n.t('{0} to fill', placeholders) : '';
    const none = this.looked.known ? l10n.t('zflint: clean') : l10n.t('zflint: not checked');
    const found = all ? l10n.t('{0} found', all) : none;
    const icon = all ? 'checklist' : this.looked.known ? 'check' : 'circle-slash';
    this.item.text = `$(${icon}) ${[left, found].filter(Boolean).join(' · ')}`;
    this.item.tooltip = l10n.t('zflint: show the checklist of this draft');
    this.item.backgroundColor = placeholders ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.show();
  }
}
