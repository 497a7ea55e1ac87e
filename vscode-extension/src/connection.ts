/** The server's life: choose an engine, start, restart, give up and say why. */
import {
  CancellationTokenSource,
  type Disposable,
  type LogOutputChannel,
  l10n,
  type Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  DiagnosticPullMode,
  ErrorAction,
  type ExecuteCommandSignature,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from 'vscode-languageclient';
import { saving } from './configs';
import { SELECTOR, served } from './documents';
import type { Decision } from './engines';
import type { Looked } from './looked';
import { Mirror } from './mirror';
import type { Platform, Started } from './platform';
import { Restarts } from './restarts';
import { choice, forServer, serverSettings, setting } from './settings';
import type { ServerStatus, Status } from './status';
import { reasonText } from './texts';

/** What is to be done in the editor with the server's answer to a command that a code lens or code action runs. */
export type Answered = (command: string, answer: unknown) => void;

export class Connection implements Disposable {
  private started: Started | undefined;
  private decision: Decision | undefined;
  private mirror: Mirror | undefined;
  private readonly restarts = new Restarts();
  private queue: Promise<void> = Promise.resolve();
  private gone = false;
  /** Has anybody needed the server yet? */
  private needed = false;
  /** The server that runs: its end is told by its process and by the connection, and counts once. */
  private life: object | undefined;
  answered: Answered = () => {};

  constructor(
    private readonly platform: Platform,
    private readonly log: LogOutputChannel,
    private readonly status: Status,
    private readonly looked: Looked,
  ) {}

  /** Start, unless it was needed before. */
  need(): Promise<void> {
    return this.needed ? this.queue : this.restart();
  }

  /** What the server is chosen by has changed: one that was started is started anew. */
  async reconsider(): Promise<void> {
    if (this.needed) {
      await this.restart();
    }
  }

  /** Start, or stop and start again; one after another, however often it is asked for. */
  restart(fresh = true): Promise<void> {
    this.needed = true;
    if (fresh) {
      this.restarts.forget();
    }
    this.queue = this.queue
      .then(() => this.stop())
      .then(() => this.begin())
      .catch((error) => this.log.error(String(error)));
    return this.queue;
  }

  /** What the bundled engine sees is settled when it starts, and which engine serves depends on where folders are. */
  async foldersChanged(folders: WorkspaceFolder[]): Promise<void> {
    const running = await this.running();
    if (running?.kind === 'bundled' || folders.some(({ uri }) => uri.scheme !== 'file')) {
      await this.reconsider();
    }
  }

  /** The engine that serves, when all that was asked for has been done; nothing when none does. */
  async running(): Promise<Decision | undefined> {
    await this.queue;
    return this.started && this.decision;
  }

  /** The client, when the server is up, which is started for that. */
  async client(): Promise<BaseLanguageClient | undefined> {
    await this.need();
    return this.started?.client;
  }

  async execute<T>(command: string, argument: object): Promise<T | undefined> {
    const client = await this.client();
    const params = { command, arguments: [argument] };
    return client && ((await client.sendRequest('workspace/executeCommand', params)) as T);
  }

  /** A URI as the server knows it. */
  uri(uri: Uri): string {
    return this.mirror ? this.mirror.toEngine(uri) : uri.toString();
  }

  dispose(): void {
    this.gone = true;
    this.queue = this.queue.then(() => this.stop());
  }

  private async begin(): Promise<void> {
    if (this.gone) {
      return;
    }
    this.status.starting();
    const decision = await this.platform.decide();
    for (const { reason, command, why } of decision.passedOver) {
      this.log.warn(`${command} (${reasonText(reason)}): ${why}`);
    }
    this.warnOfNamed(decision);
    if (decision.kind === 'none') {
      this.status.engine(decision);
      return;
    }
    try {
      await this.run(decision);
    } catch (error) {
      await this.failed(decision, error);
    }
  }

  private async run(decision: Exclude<Decision, { kind: 'none' }>): Promise<void> {
    this.decision = decision;
    const life = {};
    this.life = life;
    const ended = (why: string) => this.ended(life, why);
    if (decision.kind === 'native') {
      this.log.info(`${decision.command.command} ${decision.command.args.join(' ')}`);
      this.started = this.platform.native(decision, this.options(ended));
    } else {
      this.mirror = new Mirror(this.platform.windows);
      const boot = { files: await this.mirror.files(), folders: this.platform.folders() };
      const options = { ...this.options(ended), uriConverters: this.mirror.converters };
      this.started = this.platform.bundled(boot, options, ended);
    }
    const { client } = this.started;
    client.onNotification('zflint/status', (status: ServerStatus) => {
      this.status.server(status);
      if (status.uri) {
        this.looked.add(client.protocol2CodeConverter.asUri(status.uri));
      }
    });
    await client.start();
    this.mirror?.follow(client);
    this.status.engine(decision);
  }

  private async failed(decision: Decision, error: unknown): Promise<void> {
    this.log.error(String(error instanceof Error ? (error.stack ?? error.message) : error));
    await this.stop();
    const why = String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
    if (decision.kind === 'native' && choice() !== 'native') {
      this.log.warn('the Python server did not start, using the bundled engine');
      const passedOver = [{ reason: decision.reason, command: decision.command.command, why }];
      const instead = { kind: 'bundled', reason: 'nothing-found', passedOver } as const;
      await this.run(instead).catch((second) => this.giveUp(String(second)));
    } else {
      this.giveUp(why);
    }
  }

  /** The user named a program that will not do: say so once, since something else serves instead. */
  private warnOfNamed({ passedOver }: Decision): void {
    const named = passedOver.find(({ reason }) => reason === 'path' || reason === 'interpreter');
    if (named) {
      const { command, reason, why } = named;
      const text = l10n.t('zflint cannot use {0} ({1}): {2}', command, reasonText(reason), why);
      void window.showWarningMessage(text);
    }
  }

  private async stop(): Promise<void> {
    const started = this.started;
    this.started = undefined;
    this.mirror?.dispose();
    this.mirror = undefined;
    this.looked.forget();
    if (!started) {
      return;
    }
    try {
      // A client that is starting cannot be stopped, and one whose server hangs does not answer.
      await Promise.race([started.client.dispose(), new Promise((resolve) => setTimeout(resolve, 3000))]);
    } catch (error) {
      this.log.debug(String(error));
    }
    started.kill();
  }

  /** The server ended although nobody asked it to. */
  private ended(life: object, why: string): void {
    if (!this.started || this.gone || life !== this.life) {
      return;
    }
    this.life = undefined;
    this.log.error(`the server ended: ${why}`);
    if (this.restarts.again()) {
      void this.restart(false);
    } else {
      const often = l10n.t(
        'it ended {0} times within a few minutes, the last time so: {1}',
        this.restarts.most + 1,
        why,
      );
      this.queue = this.queue.then(() => this.stop()).then(() => this.giveUp(often));
    }
  }

  private giveUp(why: string): void {
    this.status.failed(why);
    const [again, logs] = [l10n.t('Restart'), l10n.t('Show log')];
    const text = l10n.t('zflint has stopped: {0}', why);
    void window.showErrorMessage(text, again, logs).then((chosen) => {
      if (chosen === again) {
        void this.restart();
      } else if (chosen === logs) {
        this.log.show();
      }
    });
  }

  private options(ended: (why: string) => void): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      outputChannel: this.log,
      traceOutputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      synchronize: { configurationSection: 'zflint' },
      initializationOptions: { ...serverSettings(), trusted: workspace.isTrusted },
      initializationFailedHandler: () => false,
      diagnosticPullOptions: {
        onChange: true,
        onSave: true,
        filter: (document, mode) =>
          mode === DiagnosticPullMode.onType && setting<string>('run', 'onType', document.uri) === 'onSave',
      },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () => {
          ended(l10n.t('the connection was closed'));
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
      middleware: {
        didOpen: async (document, next) => (served(document) ? next(document) : undefined),
        workspace: {
          handleApplyEdit: (params, next) => saving(async () => next(params, new CancellationTokenSource().token)),
          configuration: async (params, token, next) => {
            const values = await next(params, token);
            return Array.isArray(values)
              ? values.map((value, i) => (params.items[i]?.section === 'zflint' ? forServer(value) : value))
              : values;
          },
        },
        executeCommand: (command: string, args: unknown[], next: ExecuteCommandSignature) =>
          this.commanded(command, args, next),
      },
    };
  }

  private async commanded(command: string, args: unknown[], next: ExecuteCommandSignature): Promise<unknown> {
    const answer = await next(command, args);
    this.answered(command, answer);
    return answer;
  }
}
