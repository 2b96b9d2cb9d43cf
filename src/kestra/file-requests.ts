import { type Content, contentOf, isSameContent } from './content.js';
import { decodeFile, decodeFiles, decodePaths, type FileAttributes } from './decode.js';
import { FileConflictError } from './errors.js';
import { CHECK_ADDRESS } from './explain-status.js';
import { type ExportedFiles, openExport } from './export-zip.js';
import { encodeFile } from './multipart.js';
import { isAbsent, type Session } from './session.js';

/** Larger files are read in pieces. */
const MAX_BYTES_AT_ONCE = 64 * 1024 * 1024;
/** For a look at what became of an upload that failed. */
const LOOK_MS = 10_000;

export interface PutOptions {
  /** The file was not there: one that is there after a failure is not overwritten. Default: false. */
  readonly onlyNew?: boolean;
}

/** `/namespaces/{namespace}/files` of Kestra's API. Paths are absolute. */
export class FileRequests {
  constructor(private readonly session: Session) {}

  /**
   * GET /namespaces/{namespace}/files/directory: one level; undefined when there is no such folder. Kestra
   * 1.2 to 2.0 makes the root when it is first listed, and answers 500 when two do that at once.
   */
  async list(namespace: string, path: string): Promise<readonly FileAttributes[] | undefined> {
    const answer = await this.session.find({
      path: this.#url(namespace, path, 'directory'),
      what: `list ${path} of ${namespace}`,
      needs: 'read files',
      repeatable: 'after-any-5xx',
    });
    return answer && this.session.decode(answer, decodeFiles);
  }

  /** GET /namespaces/{namespace}/files/stats; undefined when there is none. */
  async stats(namespace: string, path: string, freshWithinMs?: number): Promise<FileAttributes | undefined> {
    const answer = await this.session.find({
      path: this.#url(namespace, path, 'stats'),
      what: `look at ${path} of ${namespace}`,
      needs: 'read files',
      ...(freshWithinMs === undefined ? {} : { freshWithinMs }),
    });
    return answer && this.session.decode(answer, decodeFile);
  }

  /** GET /namespaces/{namespace}/files: the bytes; undefined when there is none. */
  async get(namespace: string, path: string): Promise<Uint8Array | undefined> {
    const answer = await this.session.find({ ...this.#reading(namespace, path), maxBytes: MAX_BYTES_AT_ONCE });
    return answer?.bytes;
  }

  /** The same in pieces, from the start again when it breaks off; false when there is none. */
  async read(
    namespace: string,
    path: string,
    onBody: (pieces: AsyncIterable<Uint8Array>) => Promise<void>,
  ): Promise<boolean> {
    return (await this.session.find({ ...this.#reading(namespace, path), onBody })) !== undefined;
  }

  /** Whether the file holds exactly these bytes; undefined when there is none. */
  async holds(namespace: string, path: string, content: Content): Promise<boolean | undefined> {
    let same = false;
    const found = await this.read(namespace, path, async (pieces) => {
      same = await isSameContent(pieces, content.open());
    });
    return found ? same : undefined;
  }

  /**
   * POST /namespaces/{namespace}/files: creates or overwrites in place. Every call makes a revision (1.2 and
   * newer), so that one which failed is sent again only when the file is not as it should be. Kestra 1.2 to
   * 2.0 answers 500, and stores nothing, when another upload makes the same new folder at the same moment.
   * @throws FileConflictError with `onlyNew`, when another file is there before it is sent again
   */
  async put(
    namespace: string,
    path: string,
    bytes: Uint8Array | Content,
    { onlyNew = false }: PutOptions = {},
  ): Promise<void> {
    const content = bytes instanceof Uint8Array ? contentOf(bytes) : bytes;
    await this.session.write({
      method: 'POST',
      path: this.#url(namespace, path),
      ...(await encodeFile('fileContent', content)),
      what: `upload ${path} to ${namespace}`,
      needs: 'write files',
      hints: { 404: `${CHECK_ADDRESS} Or a file stands in Kestra where the path needs a folder.` },
      repeatable: 'after-any-5xx',
      isDone: () => this.#isStored(namespace, path, content),
      ...(onlyNew ? { beforeRepeat: () => this.#isFree(namespace, path, content) } : {}),
    });
  }

  /** Whether sending overwrites nobody's file; what cannot be looked at may be somebody's. */
  async #isFree(namespace: string, path: string, content: Content): Promise<boolean> {
    const look = async () => {
      const stored = await this.stats(namespace, path, LOOK_MS);
      return stored?.type !== 'File' || (stored.size === content.size && (await this.holds(namespace, path, content)));
    };
    const isFree = await look().catch(() => undefined);
    if (isFree === false) throw new FileConflictError(namespace, path);
    return isFree !== undefined;
  }

  async #isStored(namespace: string, path: string, content: Content): Promise<boolean> {
    const stored = await this.stats(namespace, path, LOOK_MS);
    if (stored?.type !== 'File' || stored.size !== content.size) return false;
    return (await this.holds(namespace, path, content)) === true;
  }

  /** DELETE /namespaces/{namespace}/files; succeeds also when there was none. */
  async delete(namespace: string, path: string): Promise<void> {
    await this.session.write({
      method: 'DELETE',
      path: this.#url(namespace, path),
      what: `delete ${path} of ${namespace}`,
      needs: 'delete files',
      expect: isAbsent,
    });
  }

  /**
   * GET /namespaces/{namespace}/files/search: paths of files that contain the text; "/" gives all (1.2 and
   * newer).
   */
  async search(namespace: string, text: string): Promise<readonly string[]> {
    const path = `${this.session.path('namespaces', namespace, 'files', 'search')}?q=${encodeURIComponent(text)}`;
    const request = { path, what: `search the files of ${namespace}`, needs: 'read files' } as const;
    return this.session.decode(await this.session.read(request), decodePaths);
  }

  /**
   * GET /namespaces/{namespace}/files/export: all files of the namespace in one zip; undefined when it is
   * larger than `maxBytes`.
   */
  async export(namespace: string, maxBytes: number): Promise<ExportedFiles | undefined> {
    let chunks: Uint8Array[] = [];
    let length = 0;
    const answer = await this.session.read({
      path: this.session.path('namespaces', namespace, 'files', 'export'),
      what: `export the files of ${namespace}`,
      needs: 'read files',
      reads: 'bytes',
      onBody: async (pieces) => {
        chunks = [];
        length = 0;
        for await (const piece of pieces) {
          length += piece.length;
          if (length > maxBytes) break;
          chunks.push(piece);
        }
      },
    });
    if (length > maxBytes) return undefined;
    try {
      return openExport(Buffer.concat(chunks));
    } catch (cause) {
      throw this.session.unexpected(answer, 'something that is no readable zip', cause);
    }
  }

  #reading(namespace: string, path: string) {
    return {
      path: this.#url(namespace, path),
      what: `read ${path} of ${namespace}`,
      needs: 'read files',
      reads: 'bytes',
    } as const;
  }

  #url(namespace: string, path: string, ...tail: readonly string[]): string {
    return `${this.session.path('namespaces', namespace, 'files', ...tail)}?path=${encodeURIComponent(path)}`;
  }
}
