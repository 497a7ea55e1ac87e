/** What the extension does with the bundled engine on Windows, run by Windows' Node: drives, paths with spaces, configuration. */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Boot, Ready } from '../../src/engine/protocol';
import { fromEngine, toEngine } from '../../src/paths';

type Message = { id?: number; method?: string; params?: Diagnosed; result?: unknown } & Partial<
  Extract<Ready, { failed: string }>
> &
  Partial<Extract<Ready, { ready: unknown }>>;
type Diagnosed = { uri: string; diagnostics: { code: string }[] };

const FOLDER = 'C:\\稿件 夹';
const DRAFT = `${FOLDER}\\稿.txt`;
const TEXT = '截止目前，全县共破获案件XX起。\n';
const LATE = 60_000;
/** As VS Code writes URIs. */
const uri = (file: string) =>
  pathToFileURL(file)
    .toString()
    .replace(/^file:\/\/\/C:/, 'file:///c%3A');
const engine = (file: string) => toEngine(uri(file), [], true);

/** The rules that find something in the draft, with a configuration and the folders that the engine may see. */
async function found(configuration: string, folders: Boot['boot']['folders']): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}\\zflint.toml`, configuration);
  writeFileSync(DRAFT, TEXT);
  const child = fork(fileURLToPath(new URL('process.mjs', import.meta.url)), { execArgv: [], stdio: 'inherit' });
  try {
    child.send({ boot: { files: [], folders } } satisfies Boot);
    const { ready, failed } = await answer(child, (one) => Boolean(one.ready ?? one.failed));
    assert.ok(ready, failed);
    console.log(`ready after ${Math.round(ready.ms)} ms${ready.snapshot ? '' : ', without its snapshot'}`);
    const workspaceFolders = [{ uri: engine(FOLDER), name: 'a' }];
    say(child, { id: 1, method: 'initialize', params: { processId: null, capabilities: {}, workspaceFolders } });
    await answer(child, ({ id }) => id === 1);
    say(child, { method: 'initialized', params: {} });
    const textDocument = { uri: engine(DRAFT), languageId: 'plaintext', version: 1, text: TEXT };
    say(child, { method: 'textDocument/didOpen', params: { textDocument } });
    const { params } = await answer(child, ({ method }) => method === 'textDocument/publishDiagnostics');
    assert.equal(fromEngine(params?.uri ?? '', [], true), uri(DRAFT));
    return (params?.diagnostics ?? []).map(({ code }) => code);
  } finally {
    child.kill();
  }
}

function say(child: ChildProcess, message: object): void {
  child.send({ jsonrpc: '2.0', ...message });
}

function answer(child: ChildProcess, wanted: (message: Message) => boolean): Promise<Message> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('no answer')), LATE).unref();
    child.on('exit', (code) => reject(new Error(`exit ${code}`)));
    child.on('message', (message: Message) => wanted(message) && resolve(message));
  });
}

assert.equal(process.platform, 'win32');
const BOTH = ['typo/cutoff', 'placeholder/unfilled-mask'];
assert.deepEqual(await found('', 'all'), BOTH);
console.log('ok a draft on a drive, in a folder with a space in its name');
assert.deepEqual(await found('ignore = ["typo"]\n', 'all'), BOTH.slice(1));
console.log('ok its zflint.toml, all drives seen');
assert.deepEqual(await found('ignore = ["placeholder"]\n', [FOLDER]), BOTH.slice(0, 1));
console.log('ok its zflint.toml, only its folder seen');
process.exit(0);
