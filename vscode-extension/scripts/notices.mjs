/** Write THIRD-PARTY-NOTICES.txt: everything that the package carries, its licence, and the licence's text. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The packages of npm that esbuild took something from, by its metafiles. */
function bundled(metafiles) {
  const folders = metafiles
    .flatMap(({ inputs }) => Object.keys(inputs))
    .map((file) => /^(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return [...new Set(folders.filter(Boolean))].sort();
}

function npmNotice(folder) {
  const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (about.name === 'pyodide') {
    return { ...about, licence: about.license, text: readFileSync('scripts/licences/MPL-2.0', 'utf8') };
  }
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  if (!file) {
    throw new Error(`${about.name}: no licence text`);
  }
  return {
    name: about.name,
    version: about.version,
    licence: about.license,
    text: readFileSync(path.join(folder, file), 'utf8'),
  };
}

export function notices(metafiles) {
  const python = JSON.parse(readFileSync('build/python-licences.json', 'utf8'));
  const cpython = {
    name: 'CPython (inside Pyodide)',
    version: '3.14',
    licence: 'PSF-2.0',
    text: readFileSync('scripts/licences/Python.txt', 'utf8'),
  };
  const all = [...bundled(metafiles).map(npmNotice), cpython, ...python];
  const contents = all.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
  const texts = all.map(
    ({ name, version, text }) => `${'='.repeat(78)}\n${name} ${version}\n${'='.repeat(78)}\n\n${text.trim()}\n`,
  );
  const note =
    'This package carries the following software. Source code of Pyodide (MPL-2.0): https://github.com/pyodide/pyodide';
  writeFileSync('THIRD-PARTY-NOTICES.txt', `${note}\n\n${contents.join('\n')}\n\n${texts.join('\n')}`);
  return contents;
}
