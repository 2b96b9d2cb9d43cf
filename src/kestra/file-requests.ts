import { decodeFile, decodeFiles, decodePaths, type FileAttributes } from './decode.js';
import { CHECK_ADDRESS } from './explain-status.js';
import { encodeFile } from './multipart.js';
import { isAbsent, type Session } from './session.js';

const MAX_FILE_BYTES = 1024 ** 3;
/** For a look at what became of an upload that failed. */
const LOOK_MS = 10_000;

/** `/namespaces/{namespace}/files` of Kestra's API. Paths are absolute. */
export class FileRequests {
  constructor(private readonly session: Session) {}

  /** GET /namespaces/{namespace}/files/directory: one level; undefined when there is no such folder. */
  async list(namespace: string, path: string): Promise<readonly FileAttributes[] | undefined> {
    const url = this.#url(namespace, path, 'directory');
    const answer = await this.session.find({ path: url, what: `list ${path} of ${namespace}`, needs: 'read files' });
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
    const answer = await this.session.find({
      path: this.#url(namespace, path),
      what: `read ${path} of ${namespace}`,
      needs: 'read files',
      reads: 'bytes',
      maxBytes: MAX_FILE_BYTES,
    });
    return answer?.bytes;
  }

  /**
   * POST /namespaces/{namespace}/files: creates or overwrites in place. Every call makes a revision (1.2 and
   * newer), so that one which failed is sent again only when the file is not as it should be. Kestra 1.2 to
   * 2.0 answers 500, and stores nothing, when another upload makes the same new folder at the same moment.
   */
  async put(namespace: string, path: string, bytes: Uint8Array): Promise<void> {
    await this.session.write({
      method: 'POST',
      path: this.#url(namespace, path),
      ...encodeFile('fileContent', bytes),
      what: `upload ${path} to ${namespace}`,
      needs: 'write files',
      hints: { 404: `${CHECK_ADDRESS} Or a file stands in Kestra where the path needs a folder.` },
      repeatable: 'after-any-5xx',
      isDone: () => this.#holds(namespace, path, bytes),
    });
  }

  async #holds(namespace: string, path: string, bytes: Uint8Array): Promise<boolean> {
    const stored = await this.stats(namespace, path, LOOK_MS);
    if (stored?.type !== 'File' || stored.size !== bytes.length) return false;
    const content = await this.get(namespace, path);
    return content !== undefined && Buffer.compare(content, bytes) === 0;
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

  #url(namespace: string, path: string, ...tail: readonly string[]): string {
    return `${this.session.path('namespaces', namespace, 'files', ...tail)}?path=${encodeURIComponent(path)}`;
  }
}
