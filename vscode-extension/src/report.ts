/** The 校对单 of a draft in a tab: the self-contained HTML that the server makes. */
import { type Disposable, l10n, ViewColumn, type WebviewPanel, window } from 'vscode';
import { guarded } from './guarded';

export class Report implements Disposable {
  private panel: WebviewPanel | undefined;

  show(name: string, html: string): void {
    if (!this.panel) {
      // The page's own policy lets in the one script that it was made with, by its hash.
      const options = { enableScripts: true, localResourceRoots: [] };
      this.panel = window.createWebviewPanel('zflint.report', '', ViewColumn.Beside, options);
      this.panel.onDidDispose(() => {
        this.panel = undefined;
      });
    }
    this.panel.title = l10n.t('Report: {0}', name);
    this.panel.webview.html = guarded(html);
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.panel?.dispose();
  }
}
