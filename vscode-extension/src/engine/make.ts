/**
 * Makes what the bundled engine runs: app.bin.gz (byte code, packs and filled caches) and snapshot.gz (the memory of a Python
 * that has imported it all and linted a draft). Run by scripts/engine.mjs in Node: make.mjs FOLDER DRAFT TARGET.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadPyodide, type PyodideAPI } from 'pyodide';
import createPyodideModule from 'pyodide/pyodide.asm.mjs';
import { APP, type Create, type Heap, install } from './boot';
import conversation from './conversation.json';
import { pack, unpack } from './files';

type Packed = [path: string, content: Uint8Array][];

const COMPILE = `
import pathlib, py_compile
for source in sorted(pathlib.Path("${APP}").rglob("*.py")):
    py_compile.compile(str(source), cfile=str(source) + "c", dfile=str(source.relative_to("${APP}")), doraise=True,
                       invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH, optimize=0)
    source.unlink()
`;
/** Import everything and lint in both formats, so that what is made lazily is made. Nothing that belongs to a session is left. */
const WARM = `
import os, sys
os.environ["ZFLINT_CACHE_DIR"] = "${APP}/cache"
os.chdir("/")
sys.path.insert(0, "${APP}")
import importlib, json, pkgutil
import zflint_engine, zflint.commands, zflint.facts, zflint.kinds, zflint.report, zflint.server
from zflint import ready
from zflint.check import prepared
from zflint.config import Settings, options, selection
from zflint.engine import lint
from zflint.parse import parse

def warm(text):
    own = options(Settings())
    rules = prepared(selection(Settings()), names=own.names)
    return [len(lint(rules, parse(text, format), own)) for format in ("plain", "markdown")]
`;
/** Read what an editor says, so that the readers of its messages, which are made when first needed, are there. */
const CONVERSE = `
from lsprotocol import types

def converse(messages):
    for package in (zflint.kinds, zflint.facts, zflint.report, zflint.server):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            importlib.import_module(module.name)
    protocol = zflint_engine.server.protocol
    for message in messages:
        json.loads(json.dumps(message), object_hook=protocol.structure_message)
    able = types.InitializeResult(capabilities=types.ServerCapabilities())
    protocol._converter.unstructure(types.InitializeResponse(id=0, result=able))

converse(json.loads(conversation))
del converse, conversation
`;

function* walk(folder: string, under = ''): Generator<string> {
  for (const one of readdirSync(path.join(folder, under), { withFileTypes: true })) {
    const inside = under ? `${under}/${one.name}` : one.name;
    if (one.isDirectory()) {
      yield* walk(folder, inside);
    } else {
      yield inside;
    }
  }
}

function tree(py: PyodideAPI, folder = APP): Packed {
  const names = (py.FS.readdir(folder) as string[]).filter((name) => name !== '.' && name !== '..').sort();
  return names.flatMap((name): Packed => {
    const place = `${folder}/${name}`;
    return py.FS.isDir(py.FS.stat(place).mode)
      ? tree(py, place)
      : [[place.slice(APP.length + 1), py.FS.readFile(place) as Uint8Array]];
  });
}

/** Byte code of everything, without sources, and the caches that a first run leaves. */
async function application(sources: Packed, draft: string): Promise<Uint8Array> {
  const compiling = await loadPyodide({ env: { HOME: `${APP}/home` } });
  install(compiling, pack(sources));
  compiling.runPython(COMPILE);
  const compiled = pack(tree(compiling).filter(([name]) => !name.startsWith('home/')));

  const warming = await loadPyodide({ env: { HOME: `${APP}/home` } });
  install(warming, compiled);
  warming.runPython(WARM);
  warming.globals.set('draft', draft);
  warming.runPython('found = warm(draft)\nready.remember()');
  return pack([...unpack(compiled), ...tree(warming, `${APP}/cache`)]);
}

async function snapshot(app: Uint8Array, draft: string): Promise<Uint8Array> {
  let heap: Heap | undefined;
  const create: Create = async (settings) => {
    const made = await createPyodideModule(settings);
    heap = made as unknown as Heap;
    return made;
  };
  const py = await loadPyodide({ env: { HOME: `${APP}/home` }, createPyodideModule: create, _makeSnapshot: true });
  install(py, app);
  py.runPython(WARM);
  py.globals.set('conversation', JSON.stringify(conversation));
  py.runPython(CONVERSE);
  py.globals.set('draft', draft);
  const found = py.runPython('found = warm(draft)\nfound[0]') as number;
  if (found < 10) {
    throw new Error(`The draft has ${found} findings: the engine does not work.`);
  }
  py.runPython('del found, draft, warm\nimport gc\n_ = gc.collect()');
  scrub(heap as Heap);
  return py.makeMemorySnapshot();
}

/** Overwrite free memory with zeros, which compress to nothing. */
function scrub(heap: Heap): void {
  const before = heap.HEAP8.length;
  const taken: number[] = [];
  for (let size = 1 << 20; size >= 512; size >>= 1) {
    for (;;) {
      const at = heap._malloc(size);
      if (heap.HEAP8.length > before) {
        heap._free(at);
        break;
      }
      heap.HEAP8.fill(0, at, at + size);
      taken.push(at);
    }
    if (heap.HEAP8.length > before) {
      break;
    }
  }
  for (const at of taken) {
    heap._free(at);
  }
}

async function main([folder, draftFile, target]: string[]): Promise<void> {
  if (!folder || !draftFile || !target) {
    throw new Error('make.mjs FOLDER DRAFT TARGET');
  }
  const sources: Packed = [...walk(folder)].map((name) => [name, readFileSync(path.join(folder, name))]);
  const draft = readFileSync(draftFile, 'utf8');
  const app = await application(sources, draft);
  writeFileSync(path.join(target, 'app.bin.gz'), gzipSync(app, { level: 9 }));
  const memory = await snapshot(app, draft);
  writeFileSync(path.join(target, 'snapshot.gz'), gzipSync(memory, { level: 9 }));
  for (const name of ['app.bin.gz', 'snapshot.gz']) {
    console.log(`${name}: ${(statSync(path.join(target, name)).size / 1e6).toFixed(1)} MB`);
  }
  process.exit(0);
}

await main(process.argv.slice(2));
