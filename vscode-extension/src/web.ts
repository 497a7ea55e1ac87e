/** The extension in a browser's worker, as on vscode.dev. */
import type { ExtensionContext } from 'vscode';
import { type Api, start } from './app';
import { webPlatform } from './web/platform';

export const activate = (context: ExtensionContext): Api => start(context, webPlatform);
