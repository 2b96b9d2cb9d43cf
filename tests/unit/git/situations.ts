import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { TestRepository } from '../../local-runner/repository.js';

/** What Git tells about a file that was deployed: it goes from the server, or it stays there. */
type Fate = 'goes' | 'stays';

/** Where to deploy from after something has happened; absent: from where it was. */
interface Place {
  readonly repository?: TestRepository;
  readonly directory?: string;
  readonly exclude?: readonly string[];
}

/** Something that happens to a repository whose `flows/a.yml` and `flows/b.yml` are deployed. */
export interface Situation {
  readonly name: string;
  readonly happen: (repository: TestRepository) => Promise<Place | void>;
  /** Of what `flows/a.yml` defines: a flow is known by what is in the file, a file by its path. */
  readonly flow: Fate;
  readonly file: Fate;
}

/** A branch deletes it, and something brings that to the main branch, which has gone on. */
const byBranch = (bring: (repository: TestRepository) => Promise<unknown>) => async (repository: TestRepository) => {
  await repository.git('checkout', '--quiet', '-b', 'side');
  await repository.commit(removed);
  await repository.git('checkout', '--quiet', 'main');
  await repository.commit({ 'README.md': 'main goes on' });
  await bring(repository);
};
const moving = (from: string, to: string) => async (repository: TestRepository) => {
  await repository.move(from, to);
  await repository.commit();
};
const removed = { 'flows/a.yml': null } as const;

/** The text that `flows/a.yml` has. */
const textOfA = (repository: TestRepository) => repository.git('show', 'HEAD:flows/a.yml').then((text) => `${text}\n`);

const GOES = { flow: 'goes', file: 'goes' } as const;
const STAYS = { flow: 'stays', file: 'stays' } as const;
const AS_A_FILE = { flow: 'stays', file: 'goes' } as const;

/** Git as people use it, in one table for flows and for files. */
export const GIT_SITUATIONS: readonly Situation[] = [
  {
    name: 'it is deleted',
    happen: async (repository) => void (await repository.commit(removed)),
    ...GOES,
  },
  {
    name: 'it is renamed',
    happen: moving('flows/a.yml', 'flows/x.yml'),
    ...AS_A_FILE,
  },
  {
    name: 'the case of its name is changed',
    happen: moving('flows/a.yml', 'flows/A.yml'),
    ...AS_A_FILE,
  },
  {
    name: 'it is moved to a folder below',
    happen: moving('flows/a.yml', 'flows/deep/er/a.yml'),
    ...AS_A_FILE,
  },
  {
    name: 'it is moved to a folder that is deployed elsewhere',
    happen: moving('flows/a.yml', 'other/a.yml'),
    ...STAYS,
  },
  {
    name: 'the directory is renamed',
    happen: async (repository) => {
      await repository.move('flows', 'pipelines');
      await repository.commit();
      return { directory: 'pipelines' };
    },
    ...STAYS,
  },
  {
    name: 'the directory is renamed, and it is deleted later',
    happen: async (repository) => {
      await repository.move('flows', 'pipelines');
      await repository.commit();
      await repository.commit({ 'pipelines/a.yml': null });
      return { directory: 'pipelines' };
    },
    ...GOES,
  },
  {
    name: 'a branch that deletes it is merged',
    happen: byBranch((repository) => repository.git('merge', '--quiet', '--no-ff', '--no-edit', 'side')),
    ...GOES,
  },
  {
    name: 'a branch that deletes it is merged as one commit',
    happen: byBranch(async (repository) => {
      await repository.git('merge', '--quiet', '--squash', 'side');
      await repository.commit();
    }),
    ...GOES,
  },
  {
    name: 'a branch that deletes it is rebased and taken forward',
    happen: byBranch(async (repository) => {
      await repository.git('rebase', '--quiet', 'main', 'side');
      await repository.git('checkout', '--quiet', 'main');
      await repository.git('merge', '--quiet', '--ff-only', 'side');
    }),
    ...GOES,
  },
  {
    name: 'the commit of a branch that deletes it is picked',
    happen: byBranch((repository) => repository.git('cherry-pick', 'side')),
    ...GOES,
  },
  {
    name: 'a branch that deletes it is not merged',
    happen: byBranch((repository) => repository.commit()),
    ...STAYS,
  },
  {
    name: 'a merge keeps it although one side deleted it',
    happen: byBranch((repository) => repository.git('merge', '--quiet', '--no-edit', '--strategy', 'ours', 'side')),
    ...STAYS,
  },
  {
    name: 'a forced push takes away the commit that had it',
    happen: async (repository) => {
      await repository.git('checkout', '--quiet', '--orphan', 'anew');
      await repository.git('rm', '--quiet', '--force', 'flows/a.yml');
      await repository.commit();
    },
    ...STAYS,
  },
  {
    name: 'its deletion is reverted',
    happen: async (repository) => {
      await repository.commit(removed);
      await repository.git('revert', '--no-edit', 'HEAD');
    },
    ...STAYS,
  },
  {
    name: 'it comes back with another content, and is deleted again',
    happen: async (repository) => {
      const text = await textOfA(repository);
      await repository.commit(removed);
      await repository.commit({ 'flows/a.yml': `${text}# back\n` });
      await repository.commit(removed);
    },
    ...GOES,
  },
  {
    name: 'Git ignores it from now on, and it is not there',
    happen: async (repository) => void (await repository.commit({ ...removed, '.gitignore': 'a.yml\n' })),
    ...GOES,
  },
  {
    name: 'Git ignores it from now on, and a step makes it',
    happen: async (repository) => {
      const text = await textOfA(repository);
      await repository.commit({ ...removed, '.gitignore': 'a.yml\n' });
      await repository.write({ 'flows/a.yml': text });
    },
    ...STAYS,
  },
  {
    name: 'it is only gone from the disk',
    happen: (repository) => repository.write(removed),
    ...STAYS,
  },
  {
    name: 'it is only left out',
    happen: () => Promise.resolve({ exclude: ['a.yml'] }),
    ...STAYS,
  },
  {
    name: 'a link takes its place',
    happen: async (repository) => {
      await repository.move('flows/a.yml', 'shared/a.yml');
      await symlink('../shared/a.yml', join(repository.path, 'flows/a.yml'));
      await repository.commit();
    },
    ...STAYS,
  },
  {
    name: 'its folder becomes a link to where it is now',
    happen: async (repository) => {
      await repository.move('flows', 'shared/flows');
      await symlink('shared/flows', join(repository.path, 'flows'));
      await repository.commit();
    },
    ...STAYS,
  },
  {
    name: 'it is deleted, and this is a clone with a detached head',
    happen: async (repository) => {
      await repository.commit(removed);
      const clone = await repository.clone();
      await clone.git('checkout', '--quiet', '--detach', 'HEAD');
      return { repository: clone };
    },
    ...GOES,
  },
  {
    name: 'it is deleted, and the repository is a submodule of this one',
    happen: async (repository) => {
      await repository.commit(removed);
      const around = await TestRepository.make();
      await around.git('submodule', '--quiet', 'add', repository.path, 'module');
      await around.commit();
      return { repository: around, directory: 'module/flows' };
    },
    ...GOES,
  },
  {
    name: 'it is moved to where a sparse checkout does not reach',
    happen: async (repository) => {
      await repository.move('flows/a.yml', 'other/a.yml');
      await repository.commit();
      await repository.git('sparse-checkout', 'set', 'flows');
    },
    ...STAYS,
  },
];
