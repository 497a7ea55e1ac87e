/**
 * Prove the package in a real workbench: `node test/workbench/run.mjs FOLDER`, where the editor is kept in FOLDER between runs.
 * Everything after installing runs in a network namespace that has the loopback device and nothing else, where the system allows.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { tests } from '../../scripts/targets.mjs';
import { apiTests } from './apirun.mjs';
import { Drive, rest, story, themes } from './drive.mjs';
import { install, launch } from './editor.mjs';

const here = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const root = path.dirname(here);
const work = path.join(here, 'build/test');
const shots = path.join(work, 'shots');
const python = process.env.ZFLINT_PYTHON ?? path.join(root, '.venv/bin/python');
const QUIET = {
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'editor.wordWrap': 'on',
  'editor.minimap.enabled': false,
  'explorer.autoReveal': false,
  'git.enabled': false,
};
let port = 18400;
/** What the story showed with the native server. */
let native;

const [place, ...stages] = process.argv.slice(2);
const editor = install(path.resolve(place));
if (!process.env.ZFLINT_ALONE) {
  process.exit(alone());
}
await main();
process.exit(0);

/** Run this script again where no other machine can be reached. */
function alone() {
  const [unshare, ...how] =
    [
      ['unshare', '-n'],
      ['unshare', '-rn'],
    ].find(([program, flag]) => spawnSync(program, [flag, 'true']).status === 0) ?? [];
  const again = [process.execPath, ...process.argv.slice(1)];
  if (!unshare) {
    console.log('network: this system has no namespaces, so only the browser is kept from the network');
    return spawnSync(again[0], again.slice(1), { stdio: 'inherit', env: { ...process.env, ZFLINT_ALONE: 'no' } })
      .status;
  }
  const env = { ...process.env, ZFLINT_ALONE: 'yes' };
  return spawnSync(unshare, [...how, 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...again], {
    stdio: 'inherit',
    env,
  }).status;
}

async function main() {
  process.chdir(here);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
  if (process.env.ZFLINT_ALONE === 'yes') {
    await unreachable();
  }
  const vsix = readdirSync('.').find((name) => name.endsWith('.vsix')) ?? assert.fail('npm run package first');
  execFileSync(python, ['-m', 'zipfile', '-e', vsix, path.join(work, 'vsix')]);
  await build(tests);
  const all = { api, folders, drive, web, untrusted };
  for (const name of stages.length ? stages : Object.keys(all)) {
    await all[name](path.resolve(vsix));
  }
}

/** There is no way out: the proof that what follows needs no network. */
async function unreachable() {
  const failed = await new Promise((resolve) => {
    net
      .connect({ host: '192.0.2.1', port: 80, timeout: 3000 })
      .on('error', resolve)
      .on('timeout', resolve)
      .on('connect', () => resolve(undefined));
  });
  assert.equal(failed?.code, 'ENETUNREACH', 'the network can be reached');
  console.log('ok no other machine can be reached');
}

function workspace(name, files = {}) {
  const folder = path.join(work, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(path.join(root, 'examples/draft.txt'), path.join(folder, '草稿.txt'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

/** Settings of a folder, which the editor takes up at once. */
function settings(name, values) {
  const file = path.join(work, name, '.vscode/settings.json');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(values));
}

async function started(settings, more = {}) {
  port += 1;
  return launch(editor, { data: path.join(work, `data-${port}`), port, settings: { ...QUIET, ...settings }, ...more });
}

/** Resident memory in MB of processes whose command line holds a text. */
function memory(text) {
  const found = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return line.includes(text)
          ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000
          : 0;
      } catch {
        return 0;
      }
    });
  return Math.round(Math.max(0, ...found));
}

/** The API tests, natively and with the bundled engine; both find the same. */
async function api() {
  const found = {};
  for (const [engine, settings] of Object.entries({
    native: { 'zflint.interpreter': python },
    bundled: { 'zflint.engine': 'bundled' },
  })) {
    const running = await started(settings);
    let most = 0;
    const watching = setInterval(() => {
      most = Math.max(most, memory(engine === 'native' ? '-m zflint server' : 'process.mjs'));
    }, 1000);
    try {
      const extension = path.join(work, 'vsix/extension');
      const { code, lines } = await apiTests(running, {
        workspace: workspace(`ws-${engine}`),
        extension,
        tests: path.join(work, 'api.js'),
        timeout: 240_000,
      });
      const told = lines.filter((line) => /^(ok|FAILED|ENGINE|STARTED|RENAMED|BIG|\t)/.test(line));
      console.log(told.map((line) => `${engine}: ${line}`).join('\n'));
      console.log(`${engine}: memory of the server at most ${most} MB`);
      assert.equal(code, 0, `${engine}: the API tests failed`);
      found[engine] = JSON.parse(lines.find((line) => line.startsWith('FINDINGS')).slice('FINDINGS '.length));
    } finally {
      clearInterval(watching);
      running.end();
    }
  }
  assert.deepEqual(found.bundled, found.native);
  console.log(`ok both engines have the same ${found.native.length} findings`);
}

/** A workspace of two folders, each with settings of its own, whose drafts are the same. */
async function folders() {
  const draft = [
    '在政法工作会议上的讲话',
    '同志们：',
    '截止目前，全县政法机关忠诚履职，共办结12件。我区群众安全感明显提升。',
    '要在全区推开网格化管理，确保我县社会大局稳定。\n',
  ].join('\n');
  const place = workspace('ws-folders', {
    '甲/稿.txt': draft,
    '甲/zflint.toml': 'own-unit = "县"\nselect = ["typo", "consistency"]\n',
    '乙/稿.txt': draft,
    '乙/zflint.toml': 'own-unit = "区"\nselect = ["consistency"]\n',
    '两个.code-workspace': JSON.stringify({ folders: [{ path: '甲' }, { path: '乙' }] }),
  });
  const running = await started({ 'zflint.interpreter': python });
  try {
    const { code, lines } = await apiTests(running, {
      workspace: path.join(place, '两个.code-workspace'),
      extension: path.join(work, 'vsix/extension'),
      tests: path.join(work, 'api.js'),
    });
    console.log(lines.filter((line) => /^(ok|FAILED|FOLDERS)/.test(line)).join('\n'));
    assert.equal(code, 0, 'two folders: the API tests failed');
  } finally {
    running.end();
  }
}

async function drive(vsix) {
  const running = await started({ 'zflint.interpreter': python }, { vsix });
  const driven = await Drive.open(running.url, workspace('ws-drive'), shots);
  try {
    native = await story(driven, { full: true });
    console.log(`native: first squiggle ${native.first} ms after opening, ${memory('-m zflint server')} MB`);
    await rest(driven);
    await themes(driven, (theme) => settings('ws-drive', { 'workbench.colorTheme': theme }));
    nothingElse(driven);
  } finally {
    await driven.close();
    running.end();
  }
}

/** The same package without its entry for Node runs in the browser's worker, as on vscode.dev. */
async function web() {
  const folder = path.join(work, 'web');
  cpSync(path.join(work, 'vsix/extension'), folder, { recursive: true });
  const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  delete about.main;
  delete about.extensionKind;
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(about));
  const vsix = path.join(work, 'web.vsix');
  copyFileSync(path.join(here, '.vscodeignore'), path.join(folder, '.vscodeignore'));
  const vsce = path.join(here, 'node_modules/@vscode/vsce/vsce');
  execFileSync(
    process.execPath,
    [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const running = await started({}, { vsix });
  const driven = await Drive.open(running.url, workspace('ws-web'), shots);
  try {
    const found = await story(driven, { full: false });
    const ready = driven.logged.find((line) => /bundled engine ready/.test(line)) ?? '';
    console.log(`web worker: first squiggle ${found.first} ms after opening ${ready}`);
    await driven.shot('web');
    if (native) {
      assert.deepEqual(found.problems.rows, native.problems.rows);
      console.log(`ok the web worker shows the same problems (${found.problems.rows.length} rows)`);
    }
    nothingElse(driven);
  } finally {
    await driven.close();
    running.end();
  }
}

/** A folder that is not trusted: its settings name a program, which must not run. */
async function untrusted(vsix) {
  const mark = path.join(work, 'ran');
  const program = path.join(work, 'evil.sh');
  writeFileSync(program, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  const settings = JSON.stringify({ 'zflint.path': program, 'zflint.interpreter': program });
  const folder = workspace('ws-untrusted', { '.vscode/settings.json': settings });
  const running = await started({ 'security.workspace.trust.startupPrompt': 'never' }, { vsix, trust: true });
  const driven = await Drive.open(running.url, folder, shots);
  try {
    await driven.step('a folder that is not trusted is checked, and its program not run', async () => {
      await driven.openFile('草稿.txt');
      await driven.squiggles();
      assert.ok(!existsSync(mark), 'a program of an untrusted folder ran');
    });
    await driven.shot('untrusted');
  } finally {
    await driven.close();
    running.end();
  }
}

/** What the browser was asked for and refused. VS Code itself asks its gallery; nothing else may be asked for. */
function nothingElse({ refused }) {
  const others = refused.filter((url) => !url.includes('/gallery/'));
  assert.deepEqual(others, [], 'requests to other machines');
}
