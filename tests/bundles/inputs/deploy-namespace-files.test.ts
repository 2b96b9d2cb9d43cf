import { deployNamespaceFilesSpec } from '../../../src/deploy-namespace-files/inputs.js';
import { connectionEffects, serverEffect } from './connection-effects.js';
import { deploymentEffects } from './deployment-effects.js';
import { everyInputHasItsEffect } from './effect.js';
import { NAMESPACE, type Observed, type Scene } from './observe.js';
import { reportingEffects } from './reporting-effects.js';

const sceneOf = (files: Scene['files'], inputs: Scene['inputs'] = {}): Scene => ({
  files,
  inputs: { namespace: NAMESPACE, namespacePath: '/', ...inputs },
});
const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}.txt`, `${n}`]));

const one = sceneOf({ 'a.txt': 'ours' });
const two = sceneOf({ 'a.txt': 'ours', 'Drafts/b.md': 'b' });
const differing: Scene = { ...one, held: { files: { '/a.txt': 'theirs' } } };
const unchanged: Scene = { ...one, held: { files: { '/a.txt': 'ours' } } };

const paths = ({ stored }: Observed) => Object.keys(stored).toSorted();
const reason = ({ outputs }: Observed) => outputs['failureReason'];
const both = ['/Drafts/b.md', '/a.txt'];

everyInputHasItsEffect(deployNamespaceFilesSpec, one, {
  localPath: [{ scene: two, value: 'Drafts', shows: paths, byDefault: both, set: ['/b.md'] }],
  namespacePath: [
    {
      scene: sceneOf(one.files, { namespacePath: '' }),
      value: 'to/here',
      shows: (seen) => [reason(seen), paths(seen)],
      byDefault: ['inputs', []],
      set: ['', ['/to/here/a.txt']],
    },
  ],
  namespace: [
    {
      scene: sceneOf(one.files, { namespace: '' }),
      value: NAMESPACE,
      shows: (seen) => [reason(seen), paths(seen)],
      byDefault: ['inputs', []],
      set: ['', ['/a.txt']],
    },
  ],
  keepFolderName: [
    {
      scene: sceneOf(two.files, { localPath: 'Drafts' }),
      value: 'true',
      shows: paths,
      byDefault: ['/b.md'],
      set: ['/Drafts/b.md'],
    },
  ],
  includeHidden: [
    {
      scene: sceneOf({ 'a.txt': 'a', '.env': 'e', '.git/config': 'secret' }),
      value: 'true',
      shows: paths,
      byDefault: ['/a.txt'],
      set: ['/.env', '/a.txt'],
    },
  ],
  override: [
    {
      scene: differing,
      value: 'true',
      shows: (seen) => [reason(seen), seen.stored['/a.txt']],
      byDefault: ['conflict', 'theirs'],
      set: ['', 'ours'],
    },
  ],
  include: [{ scene: two, value: '**/*.md', shows: paths, byDefault: both, set: ['/Drafts/b.md'] }],
  // As the folder is written, and as it is not.
  exclude: [
    { scene: two, value: 'Drafts', shows: paths, byDefault: both, set: ['/a.txt'] },
    { scene: two, value: 'drafts/**', shows: paths, byDefault: both, set: ['/a.txt'] },
  ],
  ignoreFile: [
    {
      scene: sceneOf({ 'a.txt': 'a', 'b.md': 'b', '.kestraignore': '*.md', '.uploadignore': '*.txt' }),
      value: '.uploadignore',
      shows: paths,
      byDefault: ['/a.txt'],
      set: ['/b.md'],
    },
    {
      scene: sceneOf({ 'a.txt': 'a', 'b.md': 'b', '.kestraignore': '*.md' }),
      value: '',
      shows: paths,
      byDefault: ['/a.txt'],
      set: ['/a.txt', '/b.md'],
    },
  ],
  ...deploymentEffects({
    creating: sceneOf(numbered(3)),
    write: '/files',
    deletingEleven: {
      ...sceneOf({ '0.txt': '0' }, { prune: 'all' }),
      held: { files: Object.fromEntries(Object.entries(numbered(12)).map(([name, text]) => [`/${name}`, text])) },
    },
    on: paths,
  }),
  prune: [
    {
      scene: { ...one, earlier: two.files, held: { files: { '/a.txt': 'ours', '/Drafts/b.md': 'b', '/c.txt': 'c' } } },
      value: 'removed',
      shows: paths,
      byDefault: [...both, '/c.txt'],
      set: ['/a.txt', '/c.txt'],
    },
    {
      scene: { ...one, held: { files: { '/a.txt': 'ours', '/c.txt': 'c' } } },
      value: 'all',
      shows: paths,
      byDefault: ['/a.txt', '/c.txt'],
      set: ['/a.txt'],
    },
  ],
  verify: [
    {
      value: 'true',
      shows: ({ requests }) =>
        requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/files')).length,
      byDefault: 0,
      set: 1,
    },
  ],
  server: serverEffect(one, 'inputs'),
  ...connectionEffects(one, {
    any: '/files/directory',
    together: { path: '/files', atMost: 10 },
    many: numbered(10),
  }),
  ...reportingEffects({ success: one, failure: differing, nothing: unchanged, failingFile: 'a.txt' }),
});
