/** Which documents are looked at. */
import { languages, type TextDocument } from 'vscode';
import type { DocumentSelector } from 'vscode-languageclient';

export const DRAFTS = [{ language: 'plaintext' }, { language: 'markdown' }];
/** Drafts, and the files that may be zflint's own: the server tells which of these are. */
export const SELECTOR: DocumentSelector = [...DRAFTS, { pattern: '**/*.toml' }];

/** Output channels and the like are plain text, too, but nobody's draft. */
const NOT_DRAFTS = [
  'output',
  'git',
  'vscode-scm',
  'search-editor',
  'zflint-rule',
  'debug',
  'comment',
  'vscode-settings',
];

/** What the server is told of: drafts, and TOML files, which may be its configuration or packs. */
export const served = (document: TextDocument): boolean => isDraft(document) || document.fileName.endsWith('.toml');

export function isDraft(document: TextDocument): boolean {
  return languages.match(DRAFTS, document) > 0 && !NOT_DRAFTS.includes(document.uri.scheme);
}
