/**
 * Make the bundled engine in dist/engine: `npm run engine`. Needs a Python that has zflint's dependencies: that of
 * $ZFLINT_PYTHON, the checkout's .venv, or python3. Nothing is downloaded.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { targets } from './targets.mjs';

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(here);
const root = path.dirname(here);

function python() {
  const own = ['.venv/bin/python', '.venv/Scripts/python.exe'].map((name) => path.join(root, name));
  return process.env.ZFLINT_PYTHON ?? own.find((name) => existsSync(name)) ?? 'python3';
}

rmSync('dist/engine', { recursive: true, force: true });
mkdirSync('dist/engine', { recursive: true });
const run = (program, args) =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] });
writeFileSync('build/python-licences.json', run(python(), ['scripts/bundle.py', 'build/app']));
copyFileSync('src/engine/zflint_engine.py', 'build/app/zflint_engine.py');
const pyodide = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));
for (const name of ['pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json']) {
  copyFileSync(path.join(pyodide, name), path.join('dist/engine', name));
}
await build(targets.make);
const draft = path.join(root, 'examples/draft.txt');
process.stdout.write(run(process.execPath, ['build/make.mjs', 'build/app', draft, 'dist/engine']));
