/** Configuration files that the server changes are saved: on disk is where they count. */
import { type TextDocument, workspace } from 'vscode';

const CONFIGURATION = /\/(zflint|pyproject)\.toml$/;

/** Run what may change configuration files; save those it changed, but for those with changes of the user's own. */
export async function saving<T>(change: () => T | Promise<T>): Promise<T> {
  const mine = new Set(dirty());
  const result = await change();
  for (const document of dirty()) {
    if (!mine.has(document)) {
      await document.save();
    }
  }
  return result;
}

function dirty(): TextDocument[] {
  return workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && CONFIGURATION.test(uri.path));
}
