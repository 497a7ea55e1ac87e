/** Pages of rules, as the server has them: read-only Markdown documents of the scheme zflint-rule. */
import { commands, type Disposable, l10n, Uri, workspace } from 'vscode';
import type { Connection } from './connection';

const SCHEME = 'zflint-rule';

export function registerRulePages(connection: Connection): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const id = uri.path.replace(/^\/|\.md$/g, '');
      const about = { id, uri: uri.query };
      return (await connection.execute<string>('zflint.rule', about)) ?? l10n.t('There is no rule {0}.', id);
    },
  });
}

/** Show the page of a rule. `draft`: the document (as the server knows it) whose configuration says which packs count. */
export async function showRule(id: string, draft: string): Promise<void> {
  const uri = Uri.from({ scheme: SCHEME, path: `/${id}.md`, query: draft });
  await commands.executeCommand('markdown.showPreview', uri);
}
