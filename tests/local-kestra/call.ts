import type { ArrivedRequest } from './options.js';
import type { Settings } from './settings.js';
import type { TenantData } from './tenant-data.js';

/** A request on its way through the routes. */
export interface Call {
  readonly request: ArrivedRequest;
  readonly settings: Settings;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  /** Media type without parameters, lower case; "" when none was sent. */
  readonly contentType: string;
  /** The variable segments of the route, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly tenant: string;
  readonly data: TenantData;
  /** Counts a PUT that a real server would not survive. */
  readonly countDeadlyPut: () => void;
}

/** The body as text, a byte order mark kept. */
export function textOf(call: Call): string {
  return call.body.toString('utf8');
}
