/** Stands for the Python extension (ms-python.python): the part of its API that zflint asks. */
import * as vscode from 'vscode';

export function activate() {
  const changed = new vscode.EventEmitter<{ id: string; path: string }>();
  let path = process.env.ZFLINT_PYTHON ?? '';
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ id: path, path }),
      onDidChangeActiveEnvironmentPath: changed.event,
    },
    choose(other: string) {
      path = other;
      changed.fire({ id: other, path: other });
    },
  };
}
