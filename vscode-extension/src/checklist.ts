/** The tree view 定稿前清单: findings of the draft by group, placeholders first; a click goes there. */
import {
  type Disposable,
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
} from 'vscode';
import { type Group, grouped, type Severity } from './findings';
import type { Looked, Seen } from './looked';
import { groupName } from './texts';

type Node = Group<Seen> | Seen;

const ICONS: Record<Severity, [string, string]> = {
  0: ['error', 'problemsErrorIcon.foreground'],
  1: ['warning', 'problemsWarningIcon.foreground'],
  2: ['info', 'problemsInfoIcon.foreground'],
  3: ['info', 'problemsInfoIcon.foreground'],
};

export class Checklist implements TreeDataProvider<Node>, Disposable {
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: TreeView<Node>;
  private readonly listening: Disposable;

  constructor(private readonly looked: Looked) {
    this.view = window.createTreeView('zflint.checklist', { treeDataProvider: this, showCollapseAll: true });
    this.listening = looked.onDidChange(() => this.refresh());
  }

  getChildren(node?: Node): Node[] {
    if (!node) {
      return grouped(this.looked.findings);
    }
    return 'findings' in node ? node.findings : [];
  }

  getTreeItem(node: Node): TreeItem {
    return 'findings' in node ? groupItem(node) : findingItem(node);
  }

  getParent(node: Node): Node | undefined {
    return 'findings' in node
      ? undefined
      : grouped(this.looked.findings).find(({ findings }) => findings.includes(node));
  }

  dispose(): void {
    this.listening.dispose();
    this.view.dispose();
    this.changed.dispose();
  }

  private refresh(): void {
    const { document, findings } = this.looked;
    const name = document?.uri.path.split('/').pop() ?? '';
    this.view.description = name;
    this.view.badge = findings.length
      ? { value: findings.length, tooltip: l10n.t('{0} findings in {1}', findings.length, name) }
      : undefined;
    this.changed.fire(undefined);
  }
}

function groupItem({ name, findings }: Group<Seen>): TreeItem {
  const item = new TreeItem(groupName(name), TreeItemCollapsibleState.Expanded);
  item.id = name;
  item.description = String(findings.length);
  item.contextValue = 'group';
  item.iconPath = new ThemeIcon(name === 'placeholder' ? 'edit' : 'checklist');
  return item;
}

function findingItem(found: Seen): TreeItem {
  const item = new TreeItem(`${found.line + 1}  ${found.message}`, TreeItemCollapsibleState.None);
  const [icon, color] = ICONS[found.severity];
  item.iconPath = new ThemeIcon(icon, new ThemeColor(color));
  item.tooltip = `${l10n.t('line {0}', found.line + 1)}\n${found.message}\n${found.rule}`;
  item.contextValue = 'finding';
  item.command = {
    command: 'zflint.finding.go',
    title: l10n.t('Go there'),
    arguments: [found.uri, found.diagnostic.range],
  };
  return item;
}
