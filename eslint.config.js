import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * The rooms of src/ and the rooms that each may import: the direction of data, as docs/architecture.md draws it. What is not
 * named here is forbidden; files right below src (`errors.ts`, `group-by.ts` …) are everybody's.
 */
const rooms = {
  // The languages: text → nodes, knowing nothing of flows.
  yaml: [],
  pebble: [],
  // Domain: values in, values out.
  flows: ['yaml'],
  'namespace-files': [],
  rules: ['flows'],
  lint: ['rules', 'flows', 'pebble', 'yaml'],
  findings: ['rules', 'flows', 'yaml'],
  plan: [],
  report: ['findings', 'flows', 'plan'],
  validation: ['findings', 'lint', 'rules', 'flows'],
  inputs: [],
  // Adapters.
  kestra: [],
  github: ['report'],
  git: [],
  files: ['flows'],
};
const adapters = ['kestra', 'github', 'git', 'files'];
const domain = Object.keys(rooms).filter((room) => !adapters.includes(room));
/** A room for each action, named like its folder at the top, over what all of them share. */
const actions = ['validate-flows', 'deploy-flows', 'deploy-namespace-files'];
const shared = [...Object.keys(rooms), 'actions'];

/** The files of an action's room that plug adapters into its job; the others work through ports. */
const wiringFiles = [
  'index',
  'action',
  'sarif-file',
  'changed-flow-files',
  'read-tree',
  'history',
  'plugin-schema',
].map((name) => `src/*/${name}.ts`);

/** What only adapters may touch: the runner, the network, the disk, processes. */
const OUTSIDE = '^(@actions/|undici$|node:(fs|http|https|net|tls|child_process)(/|$))';

const restricted = (room, allowed, more = []) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            // A path that leaves the room and enters one that is not allowed.
            regex: `^(\\.\\./)+(?!(${[room, ...allowed].join('|')})/)(${[...shared, ...actions].join('|')})/`,
            message: `src/${room} may import ${allowed.map((name) => `src/${name}`).join(', ') || 'no other room'}.`,
          },
          ...more,
        ],
      },
    ],
  },
});

const inDomain = { regex: OUTSIDE, message: 'Values in, values out: adapters do I/O.' };
const onlyGitHub = { regex: '^@actions/(core|github)$', message: 'Only src/github talks to the runner.' };
const clientOnly = { regex: '^@actions/(core|github|exec)$', message: 'The client knows Kestra only.' };
const noNetwork = {
  regex: '^(@actions/|undici$|node:(http|https|net|tls|child_process)(/|$))',
  message: 'Adapters talk to the runner, the network and processes.',
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'coverage/',
      'action-test-fixtures/',
      '**/fixtures/',
      'tools/oracle/',
      '.ci/.cache/',
      '.mutants/',
      '.mistakes/',
      '.demo/',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts', '.js'], extensionAlias: { '.js': ['.ts', '.js'] } }),
      ],
      'import-x/extensions': ['.ts', '.js'],
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
        {
          selector: "CallExpression[callee.object.name='process'][callee.property.name='exit']",
          message: 'Set process.exitCode.',
        },
      ],
      'max-len': ['error', { code: 1000, comments: 110, ignoreUrls: true }],
      eqeqeq: ['error', 'always'],
      'prefer-const': 'error',
    },
  },
  { files: ['**/*.ts'], rules: { 'max-lines': ['error', 250] } },
  ...domain.map((room) => restricted(room, rooms[room], [inDomain])),
  restricted('kestra', rooms.kestra, [clientOnly]),
  restricted('github', rooms.github),
  restricted('git', rooms.git, [onlyGitHub]),
  restricted('files', rooms.files, [onlyGitHub]),
  restricted('actions', [...Object.keys(rooms)], [noNetwork]),
  ...actions.flatMap((action) => [
    { ...restricted(action, domain, [inDomain]), ignores: wiringFiles },
    { ...restricted(action, shared, [noNetwork]), files: wiringFiles.map((file) => file.replace('*', action)) },
  ]),
);
