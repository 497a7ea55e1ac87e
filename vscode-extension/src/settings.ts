/** Settings: those the server gets, and those that are the extension's own. */
import { type Uri, workspace } from 'vscode';
import type { Choice } from './engines';

/** Keys of the section `zflint` that the server does not know. */
const OURS = ['path', 'interpreter', 'engine', 'trace'];
/** A change of one of these starts the server anew. */
export const RESTARTING = ['zflint.path', 'zflint.interpreter', 'zflint.engine'];

export function forServer(section: unknown): Record<string, unknown> {
  const values = typeof section === 'object' && section !== null ? Object.entries(section) : [];
  // Values of the configuration are proxies, which cannot be sent to a worker.
  return JSON.parse(JSON.stringify(Object.fromEntries(values.filter(([key]) => !OURS.includes(key)))));
}

export function serverSettings(scope?: Uri): Record<string, unknown> {
  return forServer(workspace.getConfiguration(undefined, scope).get('zflint'));
}

export function setting<T>(name: string, fallback: T, scope?: Uri): T {
  return workspace.getConfiguration('zflint', scope).get<T>(name, fallback);
}

export const choice = (): Choice => setting<Choice>('engine', 'auto');
