/** What esbuild makes of the sources: one table for build and tests. */
const shared = { bundle: true, minify: true, legalComments: 'none', logLevel: 'warning', target: 'es2022' };
const node = { ...shared, platform: 'node', target: 'node18' };
const pyodide = { external: ['node:*'], define: { 'import.meta.url': '"https://engine.invalid/worker.js"' } };

export const targets = {
  extension: {
    ...node,
    entryPoints: ['src/extension.ts'],
    format: 'cjs',
    external: ['vscode'],
    outfile: 'dist/extension.js',
  },
  web: {
    ...shared,
    entryPoints: ['src/web.ts'],
    format: 'cjs',
    platform: 'browser',
    external: ['vscode'],
    outfile: 'dist/web.js',
  },
  process: { ...node, entryPoints: ['src/engine/process.ts'], format: 'esm', outfile: 'dist/process.mjs' },
  worker: {
    ...shared,
    ...pyodide,
    entryPoints: ['src/engine/worker.ts'],
    format: 'iife',
    platform: 'browser',
    outfile: 'dist/worker.js',
  },
  make: {
    ...node,
    minify: false,
    packages: 'external',
    entryPoints: ['src/engine/make.ts'],
    format: 'esm',
    outfile: 'build/make.mjs',
  },
};

const host = { ...node, minify: false, format: 'cjs', external: ['vscode'], outdir: 'build/test' };
const names = (...all) => all.map((name) => `test/workbench/${name}.ts`);

/** The bundled engine's client in Windows' Node. */
export const windows = {
  ...node,
  minify: false,
  entryPoints: ['test/windows/client.ts'],
  format: 'esm',
  outfile: 'build/test-windows/client.mjs',
};

/** The API tests, as the extension host takes them, and extensions that stand beside ours in them. */
export const tests = [
  { ...host, entryPoints: names('api', 'folders', 'chosen', 'python') },
  { ...host, platform: 'browser', entryPoints: names('virtual') },
];

/** An extension with a folder of its own; `files` is what is in it. */
export const memory = (files) => ({
  ...host,
  platform: 'browser',
  entryPoints: names('memory'),
  define: { SEED: JSON.stringify(files) },
});

export const units = {
  ...node,
  minify: false,
  entryPoints: ['test/unit/units.test.ts'],
  format: 'esm',
  outfile: 'build/test-unit/units.test.mjs',
};
