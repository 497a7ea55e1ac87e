/** The extension in Node: on a desktop, or on a remote machine. */
import type { ExtensionContext } from 'vscode';
import { type Api, start } from './app';
import { nodePlatform } from './node/platform';

export const activate = (context: ExtensionContext): Api => start(context, nodePlatform);
