/**
 * How the bundled engine sees places. Its file system is POSIX: `file:///c%3A/a` is /mnt/c/a there, and a folder of a virtual
 * workspace is /workspace/<number>. All other URIs stay as they are. Pure, so that it can be tested without an editor.
 */

/** A workspace folder that is not on this machine: the start of its URIs, without a slash at the end. */
export type VirtualFolder = { uri: string; index: number };

const DRIVE = /^file:\/\/\/([a-zA-Z])(?::|%3A)(?=\/|$)/i;
const MOUNTED = /^file:\/\/\/mnt\/([a-z])(?=\/|$)/;
const MIRRORED = /^file:\/\/\/workspace\/(\d+)(?=\/|$)/;

export function toEngine(uri: string, folders: VirtualFolder[], windows: boolean): string {
  const folder = folders.find(({ uri: start }) => uri === start || uri.startsWith(`${start}/`));
  if (folder) {
    return `file:///workspace/${folder.index}${uri.slice(folder.uri.length)}`;
  }
  return windows ? uri.replace(DRIVE, (_, drive: string) => `file:///mnt/${drive.toLowerCase()}`) : uri;
}

export function fromEngine(uri: string, folders: VirtualFolder[], windows: boolean): string {
  const mirrored = MIRRORED.exec(uri);
  const folder = mirrored && folders.find(({ index }) => index === Number(mirrored[1]));
  if (mirrored && folder) {
    return folder.uri + uri.slice(mirrored[0].length);
  }
  return windows ? uri.replace(MOUNTED, (_, drive: string) => `file:///${drive}%3A`) : uri;
}

/** The path that the engine has for a URI it sees, or an empty string. */
export function enginePath(uri: string): string {
  return uri.startsWith('file:///') ? decodeURIComponent(uri.slice('file://'.length)) : '';
}

/** Where a folder of this machine is mounted for the engine: C:\a → /mnt/c/a. */
export function mountPoint(folder: string): string {
  const drive = /^([a-zA-Z]):[\\/]?/.exec(folder);
  const rest = drive ? folder.slice(drive[0].length) : folder;
  const path = rest.replaceAll('\\', '/').replace(/^\/+|\/+$/g, '');
  return [drive ? `/mnt/${drive[1]?.toLowerCase()}` : '', path].filter((part, i) => i === 0 || part).join('/') || '/';
}
