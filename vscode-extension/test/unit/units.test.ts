import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { pack, unpack } from '../../src/engine/files';
import { type Candidate, decide, type Probe, versionOf } from '../../src/engines';
import { count, type Found, grouped } from '../../src/findings';
import { guarded, themed } from '../../src/guarded';
import { fromPath, probe } from '../../src/node/programs';
import { enginePath, fromEngine, mountPoint, toEngine } from '../../src/paths';
import { Restarts } from '../../src/restarts';

const candidate = (reason: Candidate['reason'], command: string): Candidate => ({
  reason,
  command: { command, args: [] },
  required: false,
});
const has =
  (...good: string[]): Probe =>
  async ({ command }) =>
    good.includes(command) ? { version: '0.1.0' } : { why: 'not there' };
const ALL = async () => [candidate('path', 'a'), candidate('interpreter', 'b'), candidate('search-path', 'c')];

test('the first program that works serves', async () => {
  for (const [good, wanted] of [
    ['a', 'path'],
    ['b', 'interpreter'],
    ['c', 'search-path'],
  ] as const) {
    const found = await decide('auto', false, ALL, has(good, 'c'));
    assert.equal(found.kind === 'native' && found.reason, wanted);
    assert.deepEqual(found.kind === 'native' && found.command, { command: good, args: ['server'] });
  }
});

test('what was passed over is told', async () => {
  const found = await decide('auto', false, ALL, has('c'));
  assert.deepEqual(
    found.passedOver.map(({ command }) => command),
    ['a', 'b'],
  );
});

test('without a program the bundled engine serves, unless only Python is wanted', async () => {
  assert.equal((await decide('auto', false, ALL, has())).kind, 'bundled');
  assert.equal((await decide('native', false, ALL, has())).kind, 'none');
});

test('the bundled engine, when chosen, asks no program', async () => {
  const found = await decide(
    'bundled',
    false,
    () => assert.fail('looked for'),
    () => assert.fail('asked'),
  );
  assert.equal(found.reason, 'chosen');
});

test('a folder that is not on this machine is for the bundled engine, unless Python is wanted', async () => {
  const found = await decide(
    'auto',
    true,
    () => assert.fail('looked for'),
    () => assert.fail('asked'),
  );
  assert.deepEqual([found.kind, found.reason], ['bundled', 'virtual']);
  assert.equal((await decide('native', true, ALL, has('a'))).kind, 'native');
});

test('versions', () => {
  assert.deepEqual(versionOf('zflint 0.1.0\n'), { version: '0.1.0' });
  assert.deepEqual(versionOf('zflint 1.0.0rc1'), { version: '1.0.0rc1' });
  assert.deepEqual(versionOf('zflint 0.0.9'), { why: 'zflint 0.0.9 < 0.1' });
  assert.deepEqual(versionOf(''), { why: 'no answer' });
  assert.deepEqual(versionOf('flint 3\nflint: bad flag'), { why: 'flint: bad flag' });
});

test('a server is started again three times in three minutes and no more', () => {
  let now = 0;
  const restarts = new Restarts(3, 180_000, () => now);
  assert.deepEqual(
    [1, 2, 3, 4].map(() => restarts.again()),
    [true, true, true, false],
  );
  now = 181_000;
  assert.equal(restarts.again(), true);
  restarts.forget();
  assert.deepEqual(
    [1, 2, 3, 4].map(() => restarts.again()),
    [true, true, true, false],
  );
});

const found = (rule: string, line: number, character = 0): Found => ({
  rule,
  message: '',
  severity: 0,
  line,
  character,
});

test('placeholders first, then as in the table, unknown groups last, each in reading order', () => {
  const all = [
    found('office/x', 1),
    found('typo/a', 9),
    found('typo/b', 2),
    found('placeholder/a', 30),
    found('date/a', 3),
  ];
  const groups = grouped(all);
  assert.deepEqual(
    groups.map(({ name }) => name),
    ['placeholder', 'date', 'typo', 'office'],
  );
  assert.deepEqual(
    groups[2]?.findings.map(({ line }) => line),
    [2, 9],
  );
  assert.deepEqual(count(all), { all: 5, placeholders: 1 });
  assert.deepEqual(grouped([]), []);
});

const FOLDERS = [{ uri: 'vscode-vfs://github/a/b', index: 0 }];
for (const [name, uri, windows, wanted] of [
  ['a drive', 'file:///c%3A/Users/%E7%8E%8B/a.txt', true, 'file:///mnt/c/Users/%E7%8E%8B/a.txt'],
  ['a drive written plainly', 'file:///D:/a.txt', true, 'file:///mnt/d/a.txt'],
  ['POSIX', 'file:///srv/a/b.txt', false, 'file:///srv/a/b.txt'],
  ['untitled', 'untitled:Untitled-1', true, 'untitled:Untitled-1'],
  ['a virtual folder', 'vscode-vfs://github/a/b', false, 'file:///workspace/0'],
  ['in a virtual folder', 'vscode-vfs://github/a/b/c/d.md', false, 'file:///workspace/0/c/d.md'],
  ['beside a virtual folder', 'vscode-vfs://github/a/bc/d.md', false, 'vscode-vfs://github/a/bc/d.md'],
] as const) {
  test(`places for the engine: ${name}`, () => {
    assert.equal(toEngine(uri, FOLDERS, windows), wanted);
    assert.equal(fromEngine(wanted, FOLDERS, windows), uri.replace('///D:', '///d%3A'));
  });
}

test('paths and mount points', () => {
  assert.equal(enginePath('file:///workspace/0/%E8%8D%89.txt'), '/workspace/0/草.txt');
  assert.equal(enginePath('untitled:a'), '');
  assert.equal(mountPoint('C:\\'), '/mnt/c');
  assert.equal(mountPoint('C:\\Users\\王\\稿'), '/mnt/c/Users/王/稿');
  assert.equal(mountPoint('/srv/a/'), '/srv/a');
});

test('an archive gives back what was put in', () => {
  const files: [string, Uint8Array][] = [
    ['a/草.txt', new Uint8Array([1, 2, 3])],
    ['empty', new Uint8Array()],
    ['b', new Uint8Array([255])],
  ];
  assert.deepEqual([...unpack(pack(files))], files);
});

test('a program is found on PATH, and only an absolute one that can be run', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zflint-'));
  writeFileSync(path.join(folder, 'zflint'), '');
  assert.equal(fromPath('zflint', { PATH: folder }, false), '');
  chmodSync(path.join(folder, 'zflint'), 0o755);
  assert.equal(fromPath('zflint', { PATH: `.:${folder}` }, false), path.join(folder, 'zflint'));
  assert.equal(fromPath('zflint', { PATH: path.relative(process.cwd(), folder) }, false), '');
});

test('a program that is not there, or is not zflint, says why', async () => {
  const missing = await probe({ command: '/nowhere/zflint', args: [] }, tmpdir());
  assert.match('why' in missing ? missing.why : '', /ENOENT/);
  const other = await probe({ command: process.execPath, args: ['-e', 'console.log("hello")'] }, tmpdir());
  assert.deepEqual(other, { why: 'hello' });
});

test('a page without a policy gets one, a page with one keeps it', () => {
  assert.match(
    guarded('<html><head><title>a</title></head></html>'),
    /<head><meta http-equiv="Content-Security-Policy"/,
  );
  assert.match(guarded('<p>a'), /^<meta/);
  const own = '<head><meta http-equiv="Content-Security-Policy" content="x"></head>';
  assert.equal(guarded(own), own);
});

test('a report takes the colours of the editor', () => {
  assert.equal(
    themed('<!doctype html>\n<html lang="zh">', true),
    '<!doctype html>\n<html data-theme="dark" lang="zh">',
  );
  assert.match(themed('<html>', false), /<html data-theme="light">/);
  assert.equal(themed('<p>a', true), '<p>a');
});

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? sources(path.join(folder, one.name)) : [path.join(folder, one.name)],
  );

test('every text is there in both languages, and none is left over', () => {
  const manifest = readFileSync('package.json', 'utf8');
  const used = new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]));
  const [english, chinese] = [json('package.nls.json'), json('package.nls.zh-cn.json')];
  assert.deepEqual(Object.keys(english).sort(), [...used].sort());
  assert.deepEqual(Object.keys(chinese).sort(), [...used].sort());
});

test('every text that is shown has a translation with the same places, and none is left over', () => {
  const code = sources('src')
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const used = [...code.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1] ?? '');
  const bundle = json('l10n/bundle.l10n.zh-cn.json');
  assert.deepEqual(Object.keys(bundle).sort(), [...new Set(used)].sort());
  const places = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([place]) => place).sort();
  for (const [text, translation] of Object.entries<string>(bundle)) {
    assert.deepEqual(places(translation), places(text), text);
  }
});

test('every command of the manifest is one the code registers, and the other way round', () => {
  const declared = json('package.json').contributes.commands.map(({ command }: { command: string }) => command);
  const code = readFileSync('src/commands.ts', 'utf8');
  const registered = [...code.matchAll(/^ {4}'(zflint\.[a-zA-Z.]+)':/gm)].map((match) => match[1]);
  assert.deepEqual(declared.sort(), registered.sort());
});

test('the lock file names no host of a registry', () => {
  assert.doesNotMatch(readFileSync('package-lock.json', 'utf8'), /"resolved":/);
});
