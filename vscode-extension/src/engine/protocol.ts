/** What the extension tells the bundled engine besides LSP messages. */

/** Text files that the engine cannot read for itself; an absent text removes the file. */
export type Mirrored = { path: string; text?: string }[];

/** The first message to an engine. */
export type Boot = {
  boot: {
    /** Files of a virtual workspace, by the path that the engine sees. */
    files: Mirrored;
    /** Folders of this machine that the engine may see, or `all`; none in a browser. */
    folders: string[] | 'all';
    /** The contents of the engine's files, where it cannot read them itself (in a browser). */
    assets?: Assets;
  };
};

export type Assets = { wasm: Uint8Array; stdlib: Uint8Array; lock: string; app: Uint8Array; snapshot: Uint8Array };

/** The notification that keeps mirrored files up to date. An object: a list would be taken for positional parameters. */
export const FILES = '$zflint/files';
export type Files = { files: Mirrored };

/** What an engine says first: it runs, so many milliseconds after it was asked to, or it cannot. */
export type Ready = { ready: { ms: number; snapshot: boolean } } | { failed: string };
