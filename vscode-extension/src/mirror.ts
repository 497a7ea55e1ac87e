/** Files that the bundled engine needs and cannot read: the configuration of folders that are not on this machine. */
import { type Disposable, RelativePattern, Uri, workspace } from 'vscode';
import { type BaseLanguageClient, DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageclient';
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
    const found = await this.needed();
    return Promise.all(found.filter(({ scheme }) => scheme !== 'file').map((uri) => this.mirrored(uri)));
  }

  /** Keep the engine's files as the folders have them. */
  follow(client: BaseLanguageClient): void {
    for (const { uri } of this.folders) {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.parse(uri), NEEDED));
      // The server may be told of a change before the engine has the file: it is told again afterwards.
      const tell = async (file: Uri, files: Mirrored, type: FileChangeType) => {
        await client.sendNotification(FILES, files);
        const changes = [{ uri: this.toEngine(file), type }];
        await client.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
      };
      watcher.onDidChange(async (file) => tell(file, [await this.mirrored(file)], FileChangeType.Changed));
      watcher.onDidCreate(async (file) => tell(file, [await this.mirrored(file)], FileChangeType.Created));
      watcher.onDidDelete((file) => tell(file, [{ path: this.path(file) }], FileChangeType.Deleted));
      this.followed.push(watcher);
    }
  }

  dispose(): void {
    for (const one of this.followed) {
      one.dispose();
    }
  }

  /** All of them where the folder can be searched; else those at its top. */
  private async needed(): Promise<Uri[]> {
    try {
      return await workspace.findFiles(NEEDED, NOT_NEEDED, MOST);
    } catch {
      const tops = this.folders.map(async ({ uri }) => {
        const names = await workspace.fs.readDirectory(Uri.parse(uri));
        const wanted = names.filter(([name]) => /\.(toml|tsv)$|baseline\.json$/.test(name));
        return wanted.map(([name]) => Uri.joinPath(Uri.parse(uri), name));
      });
      return (await Promise.all(tops)).flat();
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
