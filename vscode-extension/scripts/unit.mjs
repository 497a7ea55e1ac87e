/** Unit tests: `npm test`. Bundled first, since Node does not read TypeScript. */
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { units } from './targets.mjs';

await build(units);
process.exit(spawnSync(process.execPath, ['--test', units.outfile], { stdio: 'inherit' }).status ?? 1);
