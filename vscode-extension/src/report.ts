/** The 校对单 of a draft in a tab: the self-contained HTML that the server makes, without scripts. */
import { type Disposable, l10n, ViewColumn, type WebviewPanel, window } from 'vscode';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

export class Report implements Disposable {
  private panel: WebviewPanel | undefined;

  show(name: string, html: string): void {
    if (!this.panel) {
      const options = { enableScripts: false, localResourceRoots: [] };
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

/** The page with a policy that lets nothing in from elsewhere. */
export function guarded(html: string): string {
  const policy = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + policy) : policy + html;
}
