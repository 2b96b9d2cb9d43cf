import type { connectionInputs } from '../../../src/inputs/shared-inputs.js';
import { pem } from '../../http/certificates/pem.js';
import type { Effect, EffectsOf } from './effect.js';
import { type Observed, type Scene, USER } from './observe.js';

const TLS = { caCertificate: pem('authority'), clientCertificate: pem('client'), clientKey: pem('client.key') };
const TOKEN = 'tok-123456';
const BASIC = `Basic ${Buffer.from(`${USER.user}:${USER.password}`).toString('base64')}`;

const reason = ({ outputs }: Observed) => outputs['failureReason'];
const different = (values: readonly unknown[]) => [...new Set(values)];
const authorizations = ({ requests }: Observed) =>
  different(requests.flatMap(({ headers }) => headers.authorization ?? []));

/** The address that an action cannot do without, or does without. */
export const serverEffect = (scene: Scene, without: 'inputs' | ''): readonly Effect[] => [
  {
    scene: { ...scene, inputs: { ...scene.inputs, server: '', user: '', password: '' } },
    value: (url) => url,
    shows: ({ outputs, requests }) => [outputs['failureReason'], requests.length > 0],
    byDefault: [without, false],
    set: ['unauthorized', true],
  },
];

interface Paths {
  /** The end of the path of a request that an action surely sends, and that may be repeated. */
  readonly any: string;
  /** Of a request of which several are sent at once, and how many there are. */
  readonly together: { readonly path: string; readonly atMost: number };
  /** Files that make so many requests necessary. */
  readonly many: Readonly<Record<string, string>>;
}

/** How an action reaches its server. */
export function connectionEffects(scene: Scene, { any, together, many }: Paths): EffectsOf<typeof connectionInputs> {
  const enterprise: Scene = {
    ...scene,
    server: { edition: 'EE', tokens: [TOKEN], tenants: ['main', 'acme'] },
  };
  const tls = (left: keyof typeof TLS): Scene => ({
    ...scene,
    mutualTls: true,
    inputs: { ...scene.inputs, ...TLS, [left]: '', retries: '0' },
  });
  const without = (name: keyof typeof USER): Scene => ({ ...scene, inputs: { ...scene.inputs, [name]: '' } });
  const credential = (name: keyof typeof USER): readonly Effect[] => [
    {
      scene: without(name),
      value: USER[name],
      shows: (seen) => [reason(seen), authorizations(seen)],
      byDefault: ['inputs', []],
      set: ['', [BASIC]],
    },
  ];
  const certificates = ({ outputs, certificates: shown }: Observed) => [outputs['failureReason'], different(shown)];
  const certificate = (name: keyof typeof TLS, byDefault: string): readonly Effect[] => [
    {
      scene: tls(name),
      value: TLS[name],
      shows: certificates,
      byDefault: [byDefault, []],
      set: ['', ['TEST ONLY client']],
    },
  ];
  return {
    tenant: [
      {
        scene: enterprise,
        value: 'acme',
        shows: ({ requests }) =>
          different(requests.flatMap(({ path }) => /^\/api\/v1\/(main|acme)\//.exec(path)?.[1] ?? [])),
        byDefault: ['main'],
        set: ['acme'],
      },
    ],
    apiToken: [
      { scene: enterprise, value: TOKEN, shows: authorizations, byDefault: [BASIC], set: [`Bearer ${TOKEN}`] },
    ],
    user: credential('user'),
    password: credential('password'),
    headers: [
      {
        value: 'X-Access: let-me-in',
        shows: ({ requests }) => different(requests.map(({ headers }) => headers['x-access'])),
        byDefault: [undefined],
        set: ['let-me-in'],
      },
    ],
    caCertificate: certificate('caCertificate', 'unreachable'),
    clientCertificate: certificate('clientCertificate', 'inputs'),
    clientKey: certificate('clientKey', 'inputs'),
    waitForServer: [
      {
        scene: {
          ...scene,
          inputs: { ...scene.inputs, retries: '0' },
          faults: [{ path: '/configs', nth: 1, effect: 'status', status: 503 }],
        },
        value: '60',
        shows: reason,
        byDefault: 'unreachable',
        set: '',
      },
    ],
    timeout: [
      {
        scene: {
          ...scene,
          inputs: { ...scene.inputs, retries: '0' },
          faults: [{ path: any, effect: 'slow-body', delayMs: 3000 }],
        },
        value: '1',
        shows: reason,
        byDefault: '',
        set: 'unreachable',
      },
    ],
    retries: [
      {
        scene: { ...scene, faults: [1, 2, 3].map((nth) => ({ path: any, nth, effect: 'status', retryAfter: '0' })) },
        value: '2',
        shows: (seen) => [reason(seen), seen.requests.filter(({ path }) => path.endsWith(any)).length],
        byDefault: ['', 4],
        set: ['unreachable', 3],
      },
    ],
    concurrency: [
      {
        scene: { ...scene, files: many, together },
        value: together.atMost > 2 ? '2' : '1',
        shows: (seen) => [reason(seen), seen.together],
        byDefault: ['', Math.min(8, together.atMost)],
        set: ['', together.atMost > 2 ? 2 : 1],
      },
    ],
  };
}
