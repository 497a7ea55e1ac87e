/** Texts that are chosen by a name. All others stand where they are used. */
import { l10n } from 'vscode';
import type { Decision, Reason } from './engines';

export function groupName(name: string): string {
  const names: Record<string, string> = {
    placeholder: l10n.t('Placeholders to fill'),
    residue: l10n.t('Leftovers of web pages and templates'),
    consistency: l10n.t('Names that disagree'),
    region: l10n.t('Names of divisions'),
    outdated: l10n.t('Stale wording'),
    date: l10n.t('Dates and figures'),
    structure: l10n.t('Structure and numbering'),
    pairing: l10n.t('Quotes and brackets'),
    typo: l10n.t('Wrong characters and words'),
    repetition: l10n.t('Repetitions'),
    punctuation: l10n.t('Punctuation'),
    encoding: l10n.t('Characters and encoding'),
    privacy: l10n.t('Personal data'),
    suppression: l10n.t('Suppression comments'),
  };
  return names[name] ?? name;
}

export function reasonText(reason: Reason): string {
  const texts: Record<Reason, string> = {
    path: l10n.t('named by zflint.path'),
    interpreter: l10n.t('the Python of zflint.interpreter'),
    'python-extension': l10n.t('the Python chosen in the Python extension'),
    'search-path': l10n.t('found on PATH'),
    chosen: l10n.t('chosen by zflint.engine'),
    virtual: l10n.t('a folder is not on this machine'),
    'nothing-found': l10n.t('no Python with zflint was found'),
    'no-processes': l10n.t('no program can be started here'),
  };
  return texts[reason];
}

/** What runs and why, for the status item. */
export function engineText(decision: Decision): { text: string; detail: string } {
  const reason = reasonText(decision.reason);
  if (decision.kind === 'native') {
    return { text: l10n.t('zflint {0} (Python)', decision.version), detail: `${reason}: ${decision.command.command}` };
  }
  if (decision.kind === 'none') {
    return { text: l10n.t('zflint does not run'), detail: reason };
  }
  return { text: l10n.t('zflint (bundled engine)'), detail: reason };
}
