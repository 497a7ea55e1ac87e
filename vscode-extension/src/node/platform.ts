/** Node: programs can be looked for and started, and the bundled engine is a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import * as path from 'node:path';
import { type Disposable, type ExtensionContext, extensions, type LogOutputChannel, Uri, workspace } from 'vscode';
import {
  IPCMessageReader,
  IPCMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
  type MessageTransports,
} from 'vscode-languageclient/node';
import type { Boot, Ready } from '../engine/protocol';
import { type Candidate, decide } from '../engines';
import { virtualFolders } from '../mirror';
import type { MakePlatform, Started } from '../platform';
import { choice, setting } from '../settings';
import { fromPath, interpreter, probe, SAFE } from './programs';

type PythonApi = {
  environments: {
    getActiveEnvironmentPath(resource?: Uri): { path: string };
    onDidChangeActiveEnvironmentPath(listener: () => void): Disposable;
  };
};

export const nodePlatform: MakePlatform = (context, log) => ({
  windows: process.platform === 'win32',
  decide: () => decide(choice(), virtualFolders().length > 0, candidates, (one) => probe(one, home(context))),
  native({ command }, options) {
    const client = new LanguageClient(
      'zflint',
      'zflint',
      { ...command, options: { env: { ...process.env, ...SAFE }, cwd: home(context) } },
      options,
    );
    return { client, kill: () => {} };
  },
  bundled: (boot, options, ended) => bundled(context, log, boot, options, ended),
  folders,
  onInterpreter(changed) {
    pythonExtension().then((api) => {
      if (api) {
        context.subscriptions.push(api.environments.onDidChangeActiveEnvironmentPath(changed));
      }
    });
  },
});

/** A folder in which nothing of the user's lies: Python looks for modules where it is started. */
function home(context: ExtensionContext): string {
  return path.join(context.extensionPath, 'media');
}

async function candidates(): Promise<Candidate[]> {
  const named = (name: string) => setting(name, '').trim();
  const found: Candidate[] = [];
  if (named('path')) {
    found.push({ reason: 'path', command: { command: named('path'), args: [] }, required: true });
  }
  if (named('interpreter')) {
    found.push({ reason: 'interpreter', command: interpreter(named('interpreter')), required: true });
  }
  // The Python of a folder that is not trusted may be a program of whoever made the folder.
  const chosen = workspace.isTrusted ? (await pythonExtension())?.environments.getActiveEnvironmentPath().path : '';
  if (chosen) {
    found.push({ reason: 'python-extension', command: interpreter(chosen), required: false });
  }
  const installed = fromPath('zflint');
  if (installed) {
    found.push({ reason: 'search-path', command: { command: installed, args: [] }, required: false });
  }
  return found;
}

async function pythonExtension(): Promise<PythonApi | undefined> {
  const python = extensions.getExtension<PythonApi>('ms-python.python');
  try {
    return python && (await python.activate());
  } catch {
    return undefined;
  }
}

/** Everything when the folder is trusted: configuration may lie above it. Otherwise the folders that are open. */
function folders(): string[] | 'all' {
  const open = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  return workspace.isTrusted ? 'all' : open.map(({ uri }) => uri.fsPath);
}

const bundled = (
  context: ExtensionContext,
  log: LogOutputChannel,
  boot: Boot['boot'],
  options: LanguageClientOptions,
  ended: (why: string) => void,
): Started => {
  let child: ChildProcess | undefined;
  const begin = () =>
    new Promise<MessageTransports>((resolve, reject) => {
      const script = Uri.joinPath(context.extensionUri, 'dist', 'process.mjs').fsPath;
      const made = fork(script, { cwd: home(context), stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [] });
      child = made;
      made.stdout?.on('data', (data) => log.info(String(data).trimEnd()));
      made.stderr?.on('data', (data) => log.warn(String(data).trimEnd()));
      made.on('error', reject);
      made.on('exit', (code, signal) => {
        reject(new Error(`exit ${signal ?? code}`));
        if (child === made) {
          ended(`exit ${signal ?? code}`);
        }
      });
      made.once('message', (message: Ready) => {
        if ('failed' in message) {
          made.kill();
          return reject(new Error(message.failed));
        }
        const { ms, snapshot } = message.ready;
        log.info(`bundled engine ready after ${Math.round(ms)} ms${snapshot ? '' : ', without its snapshot'}`);
        resolve({ reader: new IPCMessageReader(made), writer: new IPCMessageWriter(made) });
      });
      made.send({ boot } satisfies Boot);
    });
  const client = new LanguageClient('zflint', 'zflint', begin, options);
  return {
    client,
    kill: () => {
      const last = child;
      child = undefined;
      last?.kill();
    },
  };
};
