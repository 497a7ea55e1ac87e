/**
 * Prove the package in a real workbench: `node test/workbench/run.mjs FOLDER`, where the editor is kept in FOLDER between runs.
 * Everything after installing runs in a network namespace that has the loopback device and nothing else, where the system allows.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { memory, tests } from '../../scripts/targets.mjs';
import { apiTests } from './apirun.mjs';
import { crashes, Drive, rest, story, themes } from './drive.mjs';
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
  'files.autoSave': 'off',
};
const ENGINES = {
  native: { 'zflint.interpreter': python },
  bundled: { 'zflint.engine': 'bundled' },
};
const extension = path.join(work, 'vsix/extension');
/** A pack of a folder that is not on this machine. */
const PACK = `group = "office"

[[rule]]
id = "clock-in"
kind = "pattern"
level = "warning"
message = "“{found}”不是公文用语"
why = "试验"
source = "试验"
pattern = ["打卡"]
bad = ["请⟦打卡⟧学习。"]
good = ["请参加学习。"]
`;
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
  await Promise.all(tests.map((one) => build(one)));
  const all = { api, folders, chosen, virtual, drive, web, untrusted };
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

/** Processes whose command line holds a text. */
function pids(text) {
  const has = (pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(text);
    } catch {
      return false;
    }
  };
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && has(name));
}

/** Kill the servers of this run, and no other's. */
function killServers() {
  for (const pid of pids('-m zflint server')) {
    if (readlinkSync(`/proc/${pid}/cwd`).startsWith(work)) {
      process.kill(Number(pid), 'SIGKILL');
    }
  }
}

/** Resident memory in MB of the largest of them. */
function memoryOf(text) {
  const size = (pid) => {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
    } catch {
      return 0;
    }
  };
  return Math.round(Math.max(0, ...pids(text).map(size)));
}

/** Run one file of API tests; tell what it says, and give its lines. */
async function inHost(name, { settings = {}, env = {}, beside = [], ...how }) {
  const running = await started(settings, { env, beside });
  try {
    const { code, lines } = await apiTests(running, how);
    const told = lines.filter((line) => /^(ok|FAILED|ENGINE|STARTED|RENAMED|BIG|FOLDERS|\t)/.test(line));
    console.log(told.map((line) => `${name}: ${line}`).join('\n'));
    assert.equal(code, 0, `${name}: the API tests failed`);
    return lines;
  } finally {
    running.end();
  }
}

/** The API tests, natively and with the bundled engine; both find the same. */
async function api() {
  const found = {};
  for (const [engine, settings] of Object.entries(ENGINES)) {
    let most = 0;
    const watching = setInterval(() => {
      most = Math.max(most, memoryOf(engine === 'native' ? '-m zflint server' : 'process.mjs'));
    }, 1000);
    try {
      const lines = await inHost(engine, {
        settings,
        workspace: workspace(`ws-${engine}`),
        extension,
        tests: path.join(work, 'api.js'),
        timeout: 240_000,
      });
      console.log(`${engine}: memory of the server at most ${most} MB`);
      found[engine] = JSON.parse(lines.find((line) => line.startsWith('FINDINGS')).slice('FINDINGS '.length));
    } finally {
      clearInterval(watching);
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
  for (const [engine, settings] of Object.entries(ENGINES)) {
    const place = workspace(`ws-folders-${engine}`, {
      '甲/稿.txt': draft,
      '甲/zflint.toml': 'own-unit = "县"\nselect = ["typo", "consistency"]\n',
      '乙/稿.txt': draft,
      '乙/zflint.toml': 'own-unit = "区"\nselect = ["consistency"]\n',
      '丙/稿.txt': draft,
      '丙/zflint.toml': 'select = ["typo"]\n',
      '两个.code-workspace': JSON.stringify({ folders: [{ path: '甲' }, { path: '乙' }] }),
    });
    await inHost(`two folders, ${engine}`, {
      settings,
      workspace: path.join(place, '两个.code-workspace'),
      extension,
      tests: path.join(work, 'folders.js'),
    });
  }
}

/** An extension that stands beside ours, made of the one file that bears its name. */
function stub(id, manifest) {
  const [publisher, name] = id.split('.');
  const folder = path.join(work, `${id}-1.0.0`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(path.join(work, `${name}.js`), path.join(folder, 'extension.js'));
  const about = {
    name,
    publisher,
    version: '1.0.0',
    engines: { vscode: '^1.91.0' },
    ...manifest,
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(about));
  return folder;
}

/** The Python that was chosen in the Python extension. */
async function chosen() {
  await inHost('chosen Python', {
    env: { ZFLINT_PYTHON: python, PATH: path.dirname(process.execPath) },
    workspace: workspace('ws-chosen'),
    extension,
    beside: [stub('ms-python.python', { main: './extension.js', activationEvents: [] })],
    tests: path.join(work, 'chosen.js'),
  });
}

/** A folder that is not on this machine, in the host of Node, and in the browser's worker with nothing of this machine. */
async function virtual() {
  await build(
    memory({
      '/会议/zflint.toml': 'packs = ["规则/office.toml"]\nignore = ["typo"]\n',
      '/会议/规则/office.toml': PACK,
    }),
  );
  const how = { workspace: 'memory:/会议', timeout: 240_000 };
  const activationEvents = ['onFileSystem:memory'];
  await inHost('virtual folder', {
    ...how,
    settings: { 'zflint.interpreter': python },
    extension,
    beside: [stub('zflint-test.memory', { main: './extension.js', activationEvents })],
    tests: path.join(work, 'virtual.js'),
  });
  // Tests run in the host of the extension in whose folder they lie.
  const browser = webExtension();
  const tests = path.join(browser, 'virtual.js');
  copyFileSync(path.join(work, 'virtual.js'), tests);
  const beside = [stub('zflint-test.memory', { browser: './extension.js', activationEvents })];
  await inHost('virtual folder, browser', { ...how, extension: browser, beside, tests });
}

async function drive(vsix) {
  const running = await started({ 'zflint.interpreter': python }, { vsix });
  const driven = await Drive.open(running.url, workspace('ws-drive'), shots);
  try {
    native = await story(driven, { full: true });
    console.log(`native: first squiggle ${native.first} ms after opening, ${memoryOf('-m zflint server')} MB`);
    await rest(driven);
    await crashes(driven, killServers);
    await themes(driven, (theme) => settings('ws-drive', { 'workbench.colorTheme': theme }));
    nothingElse(driven);
  } finally {
    await driven.close();
    running.end();
  }
}

/** The same package without its entry for Node runs in the browser's worker, as on vscode.dev. */
function webExtension() {
  const folder = path.join(work, 'web');
  cpSync(extension, folder, { recursive: true });
  const { main: _, extensionKind: __, ...about } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(about));
  return folder;
}

async function web() {
  const folder = webExtension();
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
