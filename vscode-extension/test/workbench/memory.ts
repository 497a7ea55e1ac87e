/** A folder of another extension's making, as in vscode.dev: files in memory that nothing can search. */
import * as vscode from 'vscode';
import { FileChangeType, FileSystemError, FileType, type Uri } from 'vscode';

/** Path → text, put here by the bundler. */
declare const SEED: Record<string, string>;

class Memory implements vscode.FileSystemProvider {
  private readonly files = new Map<string, Uint8Array>(
    Object.entries(SEED).map(([path, text]) => [path, new TextEncoder().encode(text)]),
  );
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private time = Date.now();
  readonly onDidChangeFile = this.changed.event;

  watch(): vscode.Disposable {
    return { dispose: () => {} };
  }

  stat(uri: Uri): vscode.FileStat {
    const file = this.files.get(uri.path);
    if (!file && this.readDirectory(uri).length === 0) {
      throw FileSystemError.FileNotFound(uri);
    }
    const type = file ? FileType.File : FileType.Directory;
    return { type, ctime: 0, mtime: this.time, size: file?.length ?? 0 };
  }

  readDirectory({ path }: Uri): [string, FileType][] {
    const start = path.endsWith('/') ? path : `${path}/`;
    const below = [...this.files.keys()].filter((one) => one.startsWith(start)).map((one) => one.slice(start.length));
    const entries = below.map((one): [string, FileType] => {
      const [name, ...more] = one.split('/');
      return [name ?? '', more.length ? FileType.Directory : FileType.File];
    });
    return [...new Map(entries)];
  }

  createDirectory(): void {}

  readFile(uri: Uri): Uint8Array {
    const file = this.files.get(uri.path);
    if (!file) {
      throw FileSystemError.FileNotFound(uri);
    }
    return file;
  }

  writeFile(uri: Uri, content: Uint8Array): void {
    const type = this.files.has(uri.path) ? FileChangeType.Changed : FileChangeType.Created;
    this.files.set(uri.path, content);
    this.tell(uri, type);
  }

  delete(uri: Uri): void {
    this.files.delete(uri.path);
    this.tell(uri, FileChangeType.Deleted);
  }

  rename(from: Uri, to: Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }

  private tell(uri: Uri, type: FileChangeType): void {
    this.time += 1;
    this.changed.fire([{ type, uri }]);
  }
}

export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider('memory', new Memory(), { isCaseSensitive: true }),
  );
}
