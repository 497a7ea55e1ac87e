/** Findings as people are shown them: by group, placeholders first, in reading order. Pure. */

export type Severity = 0 | 1 | 2 | 3;
export type Found = { rule: string; message: string; severity: Severity; line: number; character: number };
export type Group<T extends Found> = { name: string; findings: T[] };

/** What stops a document from going out comes first; then what is wrong in substance; then form. */
export const GROUPS = [
  'placeholder',
  'residue',
  'consistency',
  'region',
  'outdated',
  'date',
  'structure',
  'pairing',
  'typo',
  'repetition',
  'punctuation',
  'encoding',
  'privacy',
  'suppression',
] as const;

export function groupOf(rule: string): string {
  return rule.split('/', 1)[0] || rule;
}

export function grouped<T extends Found>(findings: T[]): Group<T>[] {
  const groups = new Map<string, T[]>();
  for (const one of findings) {
    const name = groupOf(one.rule);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const rank = (name: string) => {
    const at = (GROUPS as readonly string[]).indexOf(name);
    return at < 0 ? GROUPS.length : at;
  };
  const byPlace = (a: T, b: T) => a.line - b.line || a.character - b.character;
  return [...groups]
    .sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
    .map(([name, members]) => ({ name, findings: members.sort(byPlace) }));
}

export function count(findings: Found[]): { all: number; placeholders: number } {
  return { all: findings.length, placeholders: findings.filter((one) => groupOf(one.rule) === 'placeholder').length };
}
