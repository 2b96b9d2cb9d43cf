import { newFileStore, type FileStore } from './file-store.js';
import { FlowStore } from './flow-store.js';
import { KvStore } from './kv-store.js';
import type { Settings } from './settings.js';
import { FilesUnderWay } from './files-under-way.js';

/** All that a tenant owns. */
export interface TenantData {
  readonly flows: FlowStore;
  readonly files: FileStore;
  readonly underWay: FilesUnderWay;
  readonly kv: KvStore;
}

export function newTenant(settings: Settings, tenant: string): TenantData {
  const files = newFileStore(settings.line, tenant);
  return { flows: new FlowStore(), files, underWay: new FilesUnderWay(files, settings.fileWriteMs), kv: new KvStore() };
}
