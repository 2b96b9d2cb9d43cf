import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const adapters = ['**/kestra/**', '**/github/**', '**/git/**'];
const outside = ['@actions/*', 'undici', 'node:fs', 'node:fs/*', 'node:http', 'node:https', 'node:child_process'];

/** Rooms of src/ and what each must not import: the direction of data, as docs/architecture.md draws it. */
const room = (files, forbidden, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: forbidden, message }] }] },
});

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
      eqeqeq: ['error', 'always'],
      'prefer-const': 'error',
    },
  },
  room(
    ['src/{flows,rules,findings,plan}/**/*.ts', 'src/namespace-files/**/*.ts'],
    [
      ...adapters,
      ...outside,
      '**/jobs/**',
      '**/actions/**',
      '**/inputs/**',
      '**/report/**',
      '**/entry/**',
      '**/files/**',
    ],
    'A domain room takes values and returns values: no I/O, no adapter, no room above it.',
  ),
  room(
    ['src/report/**/*.ts'],
    [...adapters, ...outside, '**/jobs/**', '**/actions/**', '**/inputs/**', '**/entry/**'],
    'The report renders values into text: no I/O, no adapter.',
  ),
  room(
    ['src/jobs/**/*.ts'],
    [...adapters, ...outside, '**/actions/**', '**/inputs/**', '**/report/**', '**/entry/**', '**/files/**'],
    'A job works through the ports in src/jobs/ports.ts; the action plugs the adapters in.',
  ),
  room(
    ['src/kestra/**/*.ts'],
    [
      '@actions/core',
      '@actions/github',
      '@actions/exec',
      '**/flows/**',
      '**/rules/**',
      '**/findings/**',
      '**/plan/**',
      '**/jobs/**',
      '**/actions/**',
      '**/inputs/**',
      '**/report/**',
      '**/github/**',
      '**/git/**',
    ],
    'The client knows Kestra only: nothing of GitHub, nothing of the actions.',
  ),
  room(
    ['src/inputs/**/*.ts'],
    [...adapters, '@actions/*', 'undici', '**/jobs/**', '**/actions/**', '**/report/**'],
    'Inputs turn text into typed values.',
  ),
  {
    files: ['src/git/**/*.ts', 'src/files/**/*.ts', 'src/actions/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ group: ['@actions/core', '@actions/github'], message: 'Only src/github talks to the runner.' }],
        },
      ],
    },
  },
);
