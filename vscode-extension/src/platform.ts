/** What a host (Node or browser) can do for the extension. */
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { Boot } from './engine/protocol';
import type { Decision } from './engines';

export type Started = { client: BaseLanguageClient; kill(): void };

export type Platform = {
  windows: boolean;
  /** Which engine to use, after looking. */
  decide(): Promise<Decision>;
  native(decision: Decision & { kind: 'native' }, options: LanguageClientOptions): Started;
  bundled(boot: Boot['boot'], options: LanguageClientOptions, ended: (why: string) => void): Started;
  /** Folders of this machine that the bundled engine may see. */
  folders(): string[] | 'all';
  /** Calls back when another Python was chosen elsewhere. */
  onInterpreter(changed: () => void): void;
};

export type MakePlatform = (context: ExtensionContext, log: LogOutputChannel) => Platform;
