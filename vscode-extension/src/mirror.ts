/** Files that the bundled engine needs and cannot read: the configuration of folders that are not on this machine. */
import { type Disposable, RelativePattern, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { FILES, type Mirrored } from './engine/protocol';
import { enginePath, fromEngine, toEngine, type VirtualFolder } from './paths';

/** zflint.toml, packs and their tables, baselines. */
const NEEDED = '**/{*.toml,*.tsv,.zflint-baseline.json,zflint-baseline.json}';
const NOT_NEEDED = '**/{node_modules,.git,.venv}/**';
const MOST = 200;
const LARGEST = 1 << 20;

export class Mirror implements Disposable {
  private readonly folders: VirtualFolder[];
  private readonly followed: Disposable[] = [];

  constructor(private readonly windows: boolean) {
    this.folders = (workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme !== 'file')
      .map(({ uri, index }) => ({ uri: uri.toString().replace(/\/$/, ''), index }));
  }

  readonly converters = {
    code2Protocol: (uri: Uri): string => this.toEngine(uri),
    protocol2Code: (uri: string): Uri => Uri.parse(fromEngine(uri, this.folders, this.windows)),
  };

  toEngine(uri: Uri): string {
    return toEngine(uri.toString(), this.folders, this.windows);
  }

  async files(): Promise<Mirrored> {
    if (this.folders.length === 0) {
      return [];
    }
    const found = await workspace.findFiles(NEEDED, NOT_NEEDED, MOST);
    return Promise.all(found.filter(({ scheme }) => scheme !== 'file').map((uri) => this.mirrored(uri)));
  }

  /** Keep the engine's files as the folders have them. */
  follow(client: BaseLanguageClient): void {
    for (const { uri } of this.folders) {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.parse(uri), NEEDED));
      const changed = async (file: Uri) => client.sendNotification(FILES, [await this.mirrored(file)]);
      watcher.onDidChange(changed);
      watcher.onDidCreate(changed);
      watcher.onDidDelete((file) => client.sendNotification(FILES, [{ path: this.path(file) }]));
      this.followed.push(watcher);
    }
  }

  dispose(): void {
    for (const one of this.followed) {
      one.dispose();
    }
  }

  private path(uri: Uri): string {
    return enginePath(this.toEngine(uri));
  }

  private async mirrored(uri: Uri): Promise<Mirrored[number]> {
    const path = this.path(uri);
    const { size } = await workspace.fs.stat(uri);
    return size > LARGEST ? { path } : { path, text: new TextDecoder().decode(await workspace.fs.readFile(uri)) };
  }
}
