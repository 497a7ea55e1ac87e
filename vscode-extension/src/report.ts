/** The 校对单 of a draft in a tab: the self-contained HTML that the server makes. */
import { ColorThemeKind, type Disposable, l10n, ViewColumn, type WebviewPanel, window } from 'vscode';
import { guarded, themed } from './guarded';

const DARK = [ColorThemeKind.Dark, ColorThemeKind.HighContrast];

export class Report implements Disposable {
  private panel: WebviewPanel | undefined;
  private html = '';
  private readonly following = window.onDidChangeActiveColorTheme(() => this.fill());

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
    this.html = html;
    this.fill();
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.following.dispose();
    this.panel?.dispose();
  }

  /** The page, light or dark as the editor is. */
  private fill(): void {
    if (this.panel) {
      this.panel.webview.html = themed(guarded(this.html), DARK.includes(window.activeColorTheme.kind));
    }
  }
}
