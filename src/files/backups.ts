import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { contentAt, type FileContent } from './content.js';

/** Keeps contents on the disk, in a folder that nobody else can read; it is made when it is needed. */
export class DiskBackups {
  #folder: Promise<string> | undefined;
  #count = 0;

  async keep(pieces: AsyncIterable<Uint8Array>): Promise<FileContent> {
    this.#folder ??= mkdtemp(join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'kestra-backup-'));
    const path = join(await this.#folder, String(this.#count++));
    await pipeline(Readable.from(pieces), createWriteStream(path, { mode: 0o600 }));
    return contentAt(path, (await stat(path)).size, path);
  }

  async remove(): Promise<void> {
    if (this.#folder !== undefined) await rm(await this.#folder, { recursive: true, force: true });
  }
}
