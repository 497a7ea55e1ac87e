/**
 * VS Code for tests: the server and web workbench that the npm package code-server carries, started directly. Nothing is compiled,
 * and nothing but npm's registry is asked, once.
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const VERSION = '4.100.3'; // VS Code 1.100.3, the last that runs on Node 20

/** Put the editor into a folder, unless it is there. */
export function install(folder) {
  const ready = path.join(folder, VERSION, '.ready');
  if (existsSync(ready)) {
    return path.dirname(ready);
  }
  const place = path.dirname(ready);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const quiet = ['--silent', '--no-audit', '--no-fund', '--no-update-notifier'];
  const run = (program, args, cwd) =>
    execFileSync(program, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
  const archive = run('npm', ['pack', ...quiet, `code-server@${VERSION}`], place).trim();
  run('tar', ['xzf', archive, 'package/lib/vscode'], place);
  renameSync(path.join(place, 'package/lib/vscode'), path.join(place, 'vscode'));
  rmSync(path.join(place, archive));
  const vscode = path.join(place, 'vscode');
  run('npm', ['install', ...quiet, '--ignore-scripts', '--omit=dev', '--no-save'], vscode);
  symlinkSync('node_modules', path.join(vscode, 'node_modules.asar'));
  writeFileSync(ready, '');
  return place;
}

/** A running editor: its address, what it logged, and how to end it. `beside`: folders of extensions that are installed. */
export async function launch(place, { data, port, settings, vsix, beside = [], trust = false, env = {} }) {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(path.join(data, 'Machine'), { recursive: true });
  mkdirSync(path.join(data, 'extensions'));
  for (const folder of beside) {
    cpSync(folder, path.join(data, 'extensions', path.basename(folder)), { recursive: true });
  }
  writeFileSync(path.join(data, 'Machine', 'settings.json'), JSON.stringify(settings));
  const main = path.join(place, 'vscode/out/server-main.js');
  const common = [
    main,
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--server-data-dir',
    data,
    '--user-data-dir',
    data,
    '--extensions-dir',
    path.join(data, 'extensions'),
  ];
  if (vsix) {
    execFileSync(process.execPath, [...common, '--install-extension', vsix], { stdio: ['ignore', 'ignore', 'pipe'] });
  }
  const args = [
    '--without-connection-token',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--enable-smoke-test-driver',
  ];
  const server = spawn(process.execPath, [...common, ...args, ...(trust ? [] : ['--disable-workspace-trust'])], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  server.stdout.on('data', (data) => (log += data));
  server.stderr.on('data', (data) => (log += data));
  await answering(port, () => log);
  return { url: `http://127.0.0.1:${port}`, pid: server.pid, log: () => log, end: () => end(server) };
}

async function answering(port, log) {
  for (let tries = 0; tries < 300; tries++) {
    const up = await new Promise((resolve) => {
      http
        .get({ host: '127.0.0.1', port }, (answer) => {
          answer.resume();
          resolve(true);
        })
        .on('error', () => resolve(false));
    });
    if (up) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`VS Code does not answer:\n${log()}`);
}

function end(server) {
  try {
    process.kill(-server.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
