/** Which engine serves, and why: the order of looking, without looking itself. */

export type Choice = 'auto' | 'native' | 'bundled';
export type Command = { command: string; args: string[] };

export type Decision =
  | { kind: 'native'; command: Command; version: string; reason: Reason; passedOver: PassedOver[] }
  | { kind: 'bundled'; reason: Reason; passedOver: PassedOver[] }
  | { kind: 'none'; reason: Reason; passedOver: PassedOver[] };

export type Reason =
  | 'path'
  | 'interpreter'
  | 'python-extension'
  | 'search-path'
  | 'chosen'
  | 'virtual'
  | 'nothing-found'
  | 'no-processes';
export type PassedOver = { reason: Reason; command: string; why: string };

/** A program that may serve. `required`: the user named it, so that passing it over must be said aloud. */
export type Candidate = { reason: Reason; command: Command; required: boolean };

/** What a program said of itself: its version, or why it will not do. */
export type Probe = (command: Command) => Promise<{ version: string } | { why: string }>;

export const OLDEST = [0, 1] as const;

/** `candidates` is asked only if a program may serve. `virtual`: a program could not read the configuration of a folder. */
export async function decide(
  choice: Choice,
  virtual: boolean,
  candidates: () => Promise<Candidate[]>,
  probe: Probe,
): Promise<Decision> {
  if (choice === 'bundled' || (virtual && choice === 'auto')) {
    return { kind: 'bundled', reason: choice === 'bundled' ? 'chosen' : 'virtual', passedOver: [] };
  }
  const passedOver: PassedOver[] = [];
  for (const { reason, command } of await candidates()) {
    const found = await probe(command);
    if ('version' in found) {
      return { kind: 'native', command: server(command), version: found.version, reason, passedOver };
    }
    passedOver.push({ reason, command: command.command, why: found.why });
  }
  return choice === 'native'
    ? { kind: 'none', reason: 'nothing-found', passedOver }
    : { kind: 'bundled', reason: 'nothing-found', passedOver };
}

export function server({ command, args }: Command): Command {
  return { command, args: [...args, 'server'] };
}

/** What `zflint version` printed → the version, or why this program will not do. */
export function versionOf(output: string): { version: string } | { why: string } {
  const found = /^zflint (\d+)\.(\d+)(\S*)/m.exec(output);
  if (!found) {
    return { why: output.trim().split('\n').pop()?.slice(0, 200) || 'no answer' };
  }
  const [, major, minor, rest] = found;
  const newer = Number(major) - OLDEST[0] || Number(minor) - OLDEST[1];
  const version = `${major}.${minor}${rest}`;
  return newer >= 0 ? { version } : { why: `zflint ${version} < ${OLDEST.join('.')}` };
}
