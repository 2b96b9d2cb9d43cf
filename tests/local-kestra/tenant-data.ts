import { FileStore } from './file-store.js';
import { FlowStore } from './flow-store.js';
import { KvStore } from './kv-store.js';
import type { Settings } from './settings.js';

/** All that a tenant owns. */
export interface TenantData {
  readonly flows: FlowStore;
  readonly files: FileStore;
  readonly kv: KvStore;
}

export function newTenant(settings: Settings, tenant: string): TenantData {
  return { flows: new FlowStore(), files: new FileStore(settings.isTwo, tenant), kv: new KvStore() };
}
