/** Python in WebAssembly with the language server in it: the same in a browser's worker and in a process of Node. */
import type { loadPyodide, PyodideAPI } from 'pyodide';
import { unpack } from './files';
import { FILES, type Files, type Mirrored } from './protocol';

export type Message = { method?: string; params?: unknown };
export type Engine = { handle(message: Message): void; py: PyodideAPI; snapshot: boolean };

/** All that differs between hosts: how Pyodide is made, and where messages go. */
export type Host = {
  load: typeof loadPyodide;
  options: Options;
  /** The function that makes the WebAssembly module, from pyodide.asm.mjs. */
  create: Create;
  app: Promise<Uint8Array>;
  /** The memory of a Python that has imported everything, or nothing. */
  snapshot: Promise<Uint8Array> | undefined;
  send(message: object): void;
  log(text: string): void;
};

type Options = NonNullable<Parameters<typeof loadPyodide>[0]>;
export type Create = NonNullable<Options['createPyodideModule']>;
/** The memory of a module, which Pyodide's types do not show. */
export type Heap = { HEAP8: Int8Array; _malloc(size: number): number; _free(at: number): void };

/** Where the application lies, and the time that its files seem to have been changed: caches are keyed by it. */
export const APP = '/app';
export const CHANGED = 1_600_000_000_000;

const START = `
import json, os, sys
os.environ["ZFLINT_CACHE_DIR"] = "${APP}/cache"
os.chdir("/")
if "${APP}" not in sys.path:
    sys.path.insert(0, "${APP}")
import zflint_engine
zflint_engine.start
`;

export async function boot(host: Host, mount: (py: PyodideAPI) => void): Promise<Engine> {
  const { py, snapshot } = await python(host);
  install(py, await host.app);
  mount(py);
  interruptible(py);
  const start = py.runPython(START);
  const { send } = host; // the engine keeps what it sends by, and nothing that it was made of
  const handle = start((text: string) => send(JSON.parse(text)));
  return {
    py,
    snapshot,
    handle(message) {
      if (message.method === FILES) {
        mirror(py, (message.params as Files).files);
      } else {
        handle(JSON.stringify(message));
      }
    },
  };
}

/** From the snapshot when there is one that fits; else as Python starts anywhere, which takes seconds. */
async function python(host: Host): Promise<{ py: PyodideAPI; snapshot: boolean }> {
  // The module keeps what its maker was called on: not the host, who holds the snapshot.
  const { create } = host;
  const output = { stdout: host.log, stderr: host.log };
  const common = { ...host.options, ...output, checkAPIVersion: false };
  if (host.snapshot) {
    try {
      const memory = await host.snapshot;
      // The memory of the module begins smaller than the snapshot, and restoring does not enlarge it.
      const roomy: Create = async (settings) => {
        const made = await create(settings);
        const heap = made as unknown as Heap;
        while (heap.HEAP8.length < memory.length) {
          heap._malloc(memory.length - heap.HEAP8.length);
        }
        return made;
      };
      const py = await host.load({ ...common, _loadSnapshot: memory, createPyodideModule: roomy });
      forget(py);
      return { py, snapshot: true };
    } catch (error) {
      host.log(`The snapshot cannot be used, starting without: ${error}`);
    }
  }
  const py = await host.load({ ...common, createPyodideModule: create });
  return { py, snapshot: false };
}

/** Let go of the snapshot, which Pyodide keeps among its settings. */
function forget(py: PyodideAPI): void {
  const { config } = (py as PyodideAPI & { _api: { config: Partial<Options> } })._api;
  config._loadSnapshot = undefined;
  config.createPyodideModule = undefined;
}

/** Put the application's files where Python finds them. */
export function install(py: PyodideAPI, app: Uint8Array): void {
  for (const [path, content] of unpack(app)) {
    const place = `${APP}/${path}`;
    py.FS.mkdirTree(place.slice(0, place.lastIndexOf('/')));
    py.FS.writeFile(place, content, { canOwn: true });
    py.FS.utime(place, CHANGED, CHANGED);
  }
}

/** Write or remove the text files that the extension reads for the engine. */
export function mirror(py: PyodideAPI, files: Mirrored): void {
  for (const { path, text } of files) {
    if (text !== undefined) {
      py.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')) || '/');
      py.FS.writeFile(path, text, { encoding: 'utf8' });
    } else if (py.FS.analyzePath(path, false).exists) {
      py.FS.unlink(path);
    }
  }
}

/**
 * Let Python set an alarm. A search of `re` asks now and then whether there is a signal, and Pyodide looks for it in an
 * array that another thread could write. No thread is needed when the array itself looks at the clock.
 */
function interruptible(py: PyodideAPI): void {
  let deadline = 0;
  const clock = {
    get 0() {
      const due = deadline > 0 && performance.now() > deadline;
      deadline = due ? 0 : deadline;
      return due ? 2 : 0; // SIGINT
    },
    set 0(_) {},
  };
  py.setInterruptBuffer(clock as unknown as Uint8Array);
  py.registerJsModule('zflint_clock', {
    alarm: (seconds: number) => {
      deadline = seconds > 0 ? performance.now() + seconds * 1000 : 0;
    },
  });
}
