/** Files that the bundled engine needs and cannot read: the configuration of folders that are not on this machine. */
import {
  CancellationTokenSource,
  type Disposable,
  FileType,
  RelativePattern,
  Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import { type BaseLanguageClient, DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageclient';
import { FILES, type Files, type Mirrored } from './engine/protocol';
import { enginePath, fromEngine, toEngine, type VirtualFolder } from './paths';

/** zflint.toml, packs and their tables, baselines. */
const NEEDED = '**/{*.toml,*.tsv,.zflint-baseline.json,zflint-baseline.json}';
const NOT_NEEDED = '**/{node_modules,.git,.venv}/**';
const MOST = 200;
const LARGEST = 1 << 20;
/** A search waits for ever where nothing can search the folder, as in a plain file system of another extension. */
const PATIENCE = 1500;

/** Folders of the workspace that are not on this machine. */
export const virtualFolders = (): readonly WorkspaceFolder[] =>
  (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme !== 'file');

export class Mirror implements Disposable {
  private readonly folders: VirtualFolder[];
  private readonly followed: Disposable[] = [];

  constructor(private readonly windows: boolean) {
    this.folders = virtualFolders().map(({ uri, index }) => ({ uri: uri.toString().replace(/\/$/, ''), index }));
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
    const found = await Promise.all(this.folders.map(({ uri }) => needed(Uri.parse(uri))));
    return Promise.all(found.flat().map((uri) => this.mirrored(uri)));
  }

  /** Keep the engine's files as the folders have them. */
  follow(client: BaseLanguageClient): void {
    for (const { uri } of this.folders) {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.parse(uri), NEEDED));
      // The server may be told of a change before the engine has the file: it is told again afterwards.
      const tell = async (file: Uri, files: Mirrored, type: FileChangeType) => {
        await client.sendNotification(FILES, { files } satisfies Files);
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

  private path(uri: Uri): string {
    return enginePath(this.toEngine(uri));
  }

  private async mirrored(uri: Uri): Promise<Mirrored[number]> {
    const path = this.path(uri);
    const { size } = await workspace.fs.stat(uri);
    return size > LARGEST ? { path } : { path, text: new TextDecoder().decode(await workspace.fs.readFile(uri)) };
  }
}

/** Found by a search where there is one that finds something; else by going through the folder. */
async function needed(folder: Uri): Promise<Uri[]> {
  const stop = new CancellationTokenSource();
  const late = new Promise<Uri[]>((resolve) => setTimeout(() => resolve([]), PATIENCE));
  const search = workspace.findFiles(new RelativePattern(folder, NEEDED), NOT_NEEDED, MOST, stop.token);
  const found = await Promise.race([late, Promise.resolve(search).catch(() => [])]);
  stop.cancel();
  return found.length > 0 ? found : walk(folder);
}

/** Level by level, at most MOST folders and files. */
async function walk(folder: Uri): Promise<Uri[]> {
  const files: Uri[] = [];
  const folders = [folder];
  for (let i = 0; i < Math.min(folders.length, MOST) && files.length < MOST; i++) {
    const here = folders[i] as Uri;
    const names = await Promise.resolve(workspace.fs.readDirectory(here)).catch(() => []);
    folders.push(...names.filter(isFolder).map(([name]) => Uri.joinPath(here, name)));
    files.push(...names.filter(isNeeded).map(([name]) => Uri.joinPath(here, name)));
  }
  return files.slice(0, MOST);
}

type Entry = [name: string, type: FileType];
const isFolder = ([name, type]: Entry): boolean => type === FileType.Directory && !/^(node_modules|\..*)$/.test(name);
const isNeeded = ([name, type]: Entry): boolean => type === FileType.File && /\.(toml|tsv)$|baseline\.json$/.test(name);
