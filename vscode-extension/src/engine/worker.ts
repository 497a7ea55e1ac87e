/** The bundled engine as a web worker. It has no files and asks nobody for any: everything comes with the first message. */
import './noscripts';
import { loadPyodide } from 'pyodide';
import createPyodideModule from 'pyodide/pyodide.asm.mjs';
import { boot, type Engine, type Message, mirror } from './boot';
import type { Boot, Ready } from './protocol';

const NOWHERE = 'https://engine.invalid/';
const waiting: Message[] = [];
let engine: Engine | undefined;

self.onmessage = ({ data }: MessageEvent<Message & Partial<Boot>>) => {
  if (data.boot) {
    void begin(data.boot);
  } else if (engine) {
    engine.handle(data);
  } else {
    waiting.push(data);
  }
};

function say(message: object): void {
  self.postMessage(message);
}

async function begin({ assets, files }: Boot['boot']): Promise<void> {
  const started = performance.now();
  try {
    if (!assets) {
      throw new Error('The engine was given no files.');
    }
    const { wasm, stdlib, lock, app, snapshot } = assets;
    serve({ '.wasm': [wasm, 'application/wasm'], '.zip': [stdlib, 'application/zip'] });
    engine = await boot(
      {
        load: loadPyodide,
        create: createPyodideModule,
        options: { indexURL: NOWHERE, packageBaseUrl: NOWHERE, lockFileContents: lock, env: { HOME: '/app/home' } },
        app: unzip(app),
        snapshot: snapshot.length > 0 ? unzip(snapshot) : undefined,
        send: say,
        log: (text) => console.log(`zflint: ${text}`),
      },
      () => {},
    );
    mirror(engine.py, files);
    say({ ready: { ms: performance.now() - started, snapshot: engine.snapshot } } satisfies Ready);
    for (const message of waiting.splice(0)) {
      engine.handle(message);
    }
  } catch (error) {
    say({ failed: String(error instanceof Error ? (error.stack ?? error) : error) } satisfies Ready);
  }
}

/** Answer Pyodide's requests from memory; any other is refused. */
function serve(content: Record<string, [bytes: Uint8Array, type: string]>): void {
  self.fetch = async (request) => {
    const url = typeof request === 'string' ? request : 'url' in request ? request.url : request.href;
    const found = Object.entries(content).find(([end]) => url.endsWith(end));
    if (!found) {
      throw new TypeError(`The engine makes no requests: ${url}`);
    }
    const [bytes, type] = found[1];
    return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': type } });
  };
}

async function unzip(zipped: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([zipped as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
