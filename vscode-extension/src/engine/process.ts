/** The bundled engine as a process of Node, spoken to over IPC. */
import { existsSync, promises as fs, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gunzip } from 'node:zlib';
import { loadPyodide, type PyodideAPI } from 'pyodide';
import createPyodideModule from 'pyodide/pyodide.asm.mjs';
import { mountPoint } from '../paths';
import { boot, type Engine, type Message, mirror } from './boot';
import type { Boot, Ready } from './protocol';

const HERE = path.join(path.dirname(fileURLToPath(import.meta.url)), 'engine');
/** Folders of a POSIX machine that hold no documents, and where Pyodide has things of its own. */
const NOT_MOUNTED = new Set(['app', 'bin', 'boot', 'dev', 'lib', 'lib32', 'lib64', 'proc', 'sbin', 'sys', 'usr']);

/** Milliseconds after which the first drafts have been looked at. */
const TIDY = 5000;

const unzip = promisify(gunzip);
const waiting: Message[] = [];
let engine: Engine | undefined;

process.on('message', (message: Message & Partial<Boot>) => {
  if (message.boot) {
    void begin(message.boot);
  } else if (engine) {
    tell(message);
  } else {
    waiting.push(message);
  }
});
process.on('disconnect', () => process.exit(0));

function tell(message: Message): void {
  if (message.method === 'exit') {
    process.exit(0);
  }
  engine?.handle(message);
}

function say(message: object): void {
  process.send?.(message);
}

async function begin({ files, folders }: Boot['boot']): Promise<void> {
  const started = performance.now();
  const asset = (name: string) => path.join(HERE, name);
  try {
    engine = await boot(
      {
        load: loadPyodide,
        create: createPyodideModule,
        options: {
          indexURL: HERE + path.sep,
          lockFileContents: await fs.readFile(asset('pyodide-lock.json'), 'utf8'),
          env: { HOME: '/app/home' },
        },
        app: fs.readFile(asset('app.bin.gz')).then((zipped) => unzip(zipped)),
        snapshot: existsSync(asset('snapshot.gz'))
          ? fs.readFile(asset('snapshot.gz')).then((zipped) => unzip(zipped))
          : undefined,
        send: say,
        log: (text) => process.stderr.write(`${text}\n`),
      },
      (py) => mount(py, folders),
    );
    mirror(engine.py, files);
    say({ ready: { ms: performance.now() - started, snapshot: engine.snapshot } } satisfies Ready);
    waiting.splice(0).forEach(tell);
    setTimeout(tidy, TIDY).unref();
  } catch (error) {
    say({ failed: String(error instanceof Error ? (error.stack ?? error) : error) } satisfies Ready);
  }
}

/** Give back what starting took, most of all the snapshot: without need V8 would not look for it. */
function tidy(): void {
  setFlagsFromString('--expose_gc');
  runInNewContext('gc')();
}

/** Give the engine the folders it may see. One that cannot be mounted is not seen: its files are linted all the same. */
function mount(py: PyodideAPI, folders: string[] | 'all'): void {
  for (const folder of folders === 'all' ? roots() : folders) {
    try {
      const point = mountPoint(folder);
      py.FS.mkdirTree(point);
      py.FS.mount(py.FS.filesystems.NODEFS, { root: folder }, point);
    } catch (error) {
      process.stderr.write(`${folder} cannot be seen by the engine: ${error}\n`);
    }
  }
}

function roots(): string[] {
  if (process.platform !== 'win32') {
    const here = readdirSync('/', { withFileTypes: true });
    return here.filter((one) => one.isDirectory() && !NOT_MOUNTED.has(one.name)).map((one) => `/${one.name}`);
  }
  const drives = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`);
  return drives.filter((drive) => existsSync(drive));
}
