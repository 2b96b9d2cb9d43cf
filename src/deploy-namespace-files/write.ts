import type { Target } from '../namespace-files/plan-targets.js';
import { listedName, nameRulesOf } from '../namespace-files/server-names.js';
import { folderOf } from '../namespace-files/target-path.js';
import type { Attempted, Undone } from '../plan/apply-plan.js';
import { WrittenOtherwiseError } from '../plan/failure.js';
import type { Change, Deletion } from '../plan/plan-changes.js';
import type { FileDeploymentInput, FileDeploymentPorts } from './deployment.js';
import { MAX_TEXTS, textsOf } from './examine-plan.js';
import type { Content } from './ports.js';
import type { Before } from './results.js';

/** What was done to one file. */
export interface WrittenFile {
  readonly action: 'created' | 'updated' | 'deleted';
  /** Sent. */
  readonly bytes: number;
}

const UNTOUCHED: Undone = { state: 'untouched' };
const CHANGED: Undone = {
  state: 'not-undone',
  reason: 'Somebody else changed it meanwhile: it is left as it is now.',
};

/** Writes and deletes files of a plan, and puts back what they were: for that, former contents are kept. */
export class FileWriter {
  /** What was there before, by path; only with `onError: rollback`. */
  readonly #former = new Map<string, Content>();
  readonly #texts = new Map<string, Pick<Before, 'texts'>>();

  constructor(
    private readonly input: Pick<
      FileDeploymentInput,
      'namespace' | 'onError' | 'override' | 'verify' | 'serverVersion'
    >,
    private readonly ports: Pick<FileDeploymentPorts, 'server' | 'contentOf' | 'backups'>,
  ) {}

  async write({ kind, desired }: Change<Target>): Promise<WrittenFile> {
    const { server } = this.ports;
    const { namespace, override, verify } = this.input;
    const { path } = desired;
    if (kind === 'update') await this.#keepFormer(desired);
    const content = this.#contentOf(desired);
    // Without `override`, only what is not there is written.
    await server.putFile(namespace, path, content, { onlyNew: !override });
    if (verify && (await server.holdsFile(namespace, path, content)) !== true) {
      throw new WrittenOtherwiseError(`${path} was read back and is not what was sent.`, {
        hint: 'Something between here and Kestra, or somebody else, changed it. Run the step again.',
      });
    }
    return { action: kind === 'create' ? 'created' : 'updated', bytes: content.size };
  }

  /** What was there before, as far as it was kept. */
  formerOf(path: string): Before {
    const former = this.#former.get(path);
    return former === undefined ? {} : { bytesBefore: former.size, ...this.#texts.get(path) };
  }

  async remove({ stored }: Deletion<string>): Promise<WrittenFile> {
    await this.#keep(stored);
    await this.#delete(stored);
    return { action: 'deleted', bytes: 0 };
  }

  /** The server is asked what it holds now: what somebody else wrote meanwhile is left alone. */
  async undoWrite({ kind, desired }: Change<Target>, applied: Attempted<WrittenFile>): Promise<Undone> {
    const { server } = this.ports;
    const { namespace } = this.input;
    const { path } = desired;
    const former = this.#former.get(path);
    if (kind === 'update' && former === undefined) return UNTOUCHED;
    if (former !== undefined && (await server.holdsFile(namespace, path, former)) === true) return UNTOUCHED;
    const isOurs = await server.holdsFile(namespace, path, this.#contentOf(desired));
    if (isOurs === undefined && former === undefined) return UNTOUCHED;
    if (isOurs !== true) return applied.state === 'done' ? CHANGED : NOT_KNOWN;
    if (former === undefined) await this.#delete(path);
    else await server.putFile(namespace, path, former);
    return { state: 'undone' };
  }

  async undoRemoval({ stored }: Deletion<string>): Promise<Undone> {
    const { server } = this.ports;
    const former = this.#former.get(stored);
    if (former === undefined) return UNTOUCHED;
    const isThere = await server.holdsFile(this.input.namespace, stored, former);
    if (isThere === true) return UNTOUCHED;
    if (isThere === false) return CHANGED;
    await server.putFile(this.input.namespace, stored, former);
    return { state: 'undone' };
  }

  /** What failed because its answers were lost may have been done. */
  async #delete(path: string): Promise<void> {
    try {
      await this.ports.server.deleteFile(this.input.namespace, path);
    } catch (error) {
      if (!(await this.#isGone(path).catch(() => false))) throw error;
    }
  }

  async #isGone(path: string): Promise<boolean> {
    const folder = folderOf(path);
    const stored = listedName(path, nameRulesOf(this.input.serverVersion));
    const entries = (await this.ports.server.listFolder(this.input.namespace, folder)) ?? [];
    return !entries.some(({ name }) => stored.endsWith(`/${name}`));
  }

  async #keepFormer(desired: Target): Promise<void> {
    const { path } = desired;
    await this.#keep(path);
    const former = this.#former.get(path);
    if (former === undefined || this.#texts.size >= MAX_TEXTS) return;
    const shown = await textsOf(former, desired, this.ports);
    if (shown.texts !== undefined) this.#texts.set(path, shown);
  }

  async #keep(path: string): Promise<void> {
    if (this.input.onError !== 'rollback') return;
    let kept: Content | undefined;
    await this.ports.server.readFile(this.input.namespace, path, async (pieces) => {
      kept = await this.ports.backups.keep(pieces);
    });
    if (kept !== undefined) this.#former.set(path, kept);
  }

  #contentOf({ file }: Target): Content {
    return this.ports.contentOf(file.path, file.size);
  }
}

const NOT_KNOWN: Undone = {
  state: 'not-undone',
  reason: 'It holds neither what was there before nor what was sent.',
};
