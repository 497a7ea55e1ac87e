/**
 * One .vsix for every machine: `npm run package`. Offline: it needs what `npm ci` and `pip install` have installed. A warning of
 * vsce is an error. With --engine-built the bundled engine in dist/engine is taken as it is.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { notices } from './notices.mjs';
import { targets } from './targets.mjs';

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(here);
const root = path.dirname(here);

const { make: _, ...shipped } = targets;
const built = await Promise.all(Object.values(shipped).map((target) => build({ ...target, metafile: true })));
if (!process.argv.includes('--engine-built') || !existsSync('dist/engine/snapshot.gz')) {
  execFileSync(process.execPath, ['scripts/engine.mjs'], { stdio: 'inherit' });
}
notices(built.map(({ metafile }) => metafile));
copyFileSync(path.join(root, 'LICENSE'), 'LICENSE');
for (const name of ['problems', 'checklist', 'quick-fix', 'report'].map((one) => `vscode-${one}.png`)) {
  copyFileSync(path.join(root, 'docs/images', name), path.join('media/walkthrough', name));
}
// The editor shows no pictures of the package's own in this page; the walkthrough has them.
const readme = 'build/README.md';
mkdirSync('build', { recursive: true });
writeFileSync(readme, readFileSync('README.md', 'utf8').replace(/^!\[.*\n\n?/gm, ''));

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const target = `zflint-${version}.vsix`;
const vsce = path.join('node_modules', '@vscode', 'vsce', 'vsce');
const flags = [
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--no-update-package-json',
  '--readme-path',
  readme,
];
const output = execFileSync(process.execPath, [vsce, 'package', ...flags, '--out', target], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'pipe'],
});
process.stdout.write(output);
if (/warning/i.test(output)) {
  throw new Error('vsce warns');
}
console.log(`${target}: ${(statSync(target).size / 1e6).toFixed(1)} MB`);
