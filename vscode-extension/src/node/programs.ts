/** Looking for programs: on PATH, and whether one is a zflint that can serve. */
import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import * as path from 'node:path';
import { type Command, type Probe, versionOf } from '../engines';

/** Python takes no modules from the folder it runs in, and speaks UTF-8. */
export const SAFE = { PYTHONSAFEPATH: '1', PYTHONUTF8: '1' };
const PATIENCE = 15_000;

export function interpreter(python: string): Command {
  return { command: python, args: ['-m', 'zflint'] };
}

export const probe = ({ command, args }: Command, cwd: string): ReturnType<Probe> =>
  new Promise((resolve) => {
    const options = { timeout: PATIENCE, cwd, env: { ...process.env, ...SAFE }, windowsHide: true };
    execFile(command, [...args, 'version'], options, (error, stdout, stderr) => {
      const failed = error && (stderr.trim().split('\n').pop() || error.message);
      resolve(failed ? { why: failed } : versionOf(stdout));
    });
  });

/** The first file on PATH that can be run by this name, or an empty string. Relative folders of PATH are left out. */
export function fromPath(
  name: string,
  env: NodeJS.ProcessEnv = process.env,
  windows = process.platform === 'win32',
): string {
  const ends = windows ? ['.exe', '.com'] : [''];
  const folders = (env.PATH ?? env.Path ?? '').split(windows ? ';' : ':').filter((folder) => path.isAbsolute(folder));
  for (const folder of folders) {
    const found = ends.map((end) => path.join(folder, name + end)).find(runs);
    if (found) {
      return found;
    }
  }
  return '';
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
