/** Bundle the extension's code: `npm run build`. The bundled engine's Python part is made by `npm run engine`. */
import { build } from 'esbuild';
import { targets } from './targets.mjs';

const { make: _, ...shipped } = targets;
await Promise.all(Object.values(shipped).map((target) => build(target)));
