/** A browser: nothing can be started, and the bundled engine is a web worker that is given its files. */
import { type ExtensionContext, type LogOutputChannel, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import type { Assets, Boot, Ready } from '../engine/protocol';
import type { MakePlatform, Started } from '../platform';

export const webPlatform: MakePlatform = (context, log) => ({
  windows: false,
  decide: async () => ({ kind: 'bundled', reason: 'no-processes', passedOver: [] }),
  native() {
    throw new Error('A browser starts no programs.');
  },
  bundled: (boot, options, ended) => bundled(context, log, boot, options, ended),
  folders: () => [],
  onInterpreter: () => {},
});

async function assets(context: ExtensionContext): Promise<Assets> {
  const read = (name: string) => workspace.fs.readFile(Uri.joinPath(context.extensionUri, 'dist', 'engine', name));
  const names = ['pyodide.asm.wasm', 'python_stdlib.zip', 'app.bin.gz', 'snapshot.gz', 'pyodide-lock.json'];
  const [wasm, stdlib, app, snapshot, lock] = (await Promise.all(names.map(read))) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  return { wasm, stdlib, app, snapshot, lock: new TextDecoder().decode(lock) };
}

function bundled(
  context: ExtensionContext,
  log: LogOutputChannel,
  boot: Boot['boot'],
  options: LanguageClientOptions,
  ended: (why: string) => void,
): Started {
  let worker: Worker | undefined;
  const begin = async (): Promise<MessageTransports> => {
    const script = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, 'dist', 'worker.js'));
    const url = URL.createObjectURL(new Blob([script as Uint8Array<ArrayBuffer>], { type: 'text/javascript' }));
    const made = new Worker(url);
    worker = made;
    const given: Boot = { boot: { ...boot, assets: await assets(context) } };
    const { ms, snapshot } = await new Promise<{ ms: number; snapshot: boolean }>((resolve, reject) => {
      made.onerror = (event) => reject(new Error(event.message || 'the worker cannot be started'));
      made.onmessage = ({ data }: MessageEvent<Ready>) =>
        'ready' in data ? resolve(data.ready) : reject(new Error(data.failed));
      made.postMessage(given);
    }).finally(() => URL.revokeObjectURL(url));
    log.info(`bundled engine ready after ${Math.round(ms)} ms${snapshot ? '' : ', without its snapshot'}`);
    made.addEventListener('error', (event) => {
      if (worker === made) {
        ended(event.message);
      }
    });
    return { reader: new BrowserMessageReader(made), writer: new BrowserMessageWriter(made) };
  };
  const client = new LanguageClient('zflint', 'zflint', begin, options);
  return {
    client,
    kill: () => {
      const last = worker;
      worker = undefined;
      last?.terminate();
    },
  };
}
