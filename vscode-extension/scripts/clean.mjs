import { rmSync } from 'node:fs';

for (const name of ['dist', 'build', 'licences', 'LICENSE', 'THIRD-PARTY-NOTICES.txt']) {
  rmSync(name, { recursive: true, force: true });
}
