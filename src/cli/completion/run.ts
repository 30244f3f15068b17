import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join, sep } from 'node:path';
import process from 'node:process';
import { answerOf, FAILED } from '../../completion/answer.ts';
import type { Candidate, Catalogue, FoundNames } from '../../completion/catalogue.ts';
import { complete, type Given } from '../../completion/complete.ts';

/**
 * The answer to `__complete`, for the words that follow it. A shell asks for it at every Tab: nothing that goes wrong is
 * said, and what is large is read only in part.
 *
 * @param root The folder of the program.
 */
export async function completionAnswer(words: readonly string[], root: string): Promise<string> {
  try {
    const text = await readFile(join(root, 'dist', 'catalogue.json'), 'utf8');
    const catalogue = JSON.parse(text) as Catalogue; // written by build.mjs
    return answerOf(await complete(words, catalogue, (source, given) => find(source, given, root)));
  } catch {
    return FAILED;
  }
}

async function find(source: FoundNames, given: Given, root: string): Promise<readonly Candidate[]> {
  switch (source) {
    case 'contexts': {
      const { contextNames } = await import('./names.ts');
      return contextNames(kubeconfigs(given.kubeconfig));
    }
    case 'samples':
      return samples(join(root, 'payloads'));
    case 'templates':
      return templates(join(root, 'templates'));
    default: {
      const { projectNames } = await import('./names.ts');
      return projectNames(source, given.paths.length === 0 ? ['.'] : given.paths);
    }
  }
}

/** Some folders there hold templates of parts. */
async function templates(folder: string): Promise<readonly Candidate[]> {
  const files = await readdir(folder, { recursive: true });
  return files.flatMap((file) => {
    const [name = '', ...more] = file.split(sep);
    return more.join() === 'template.yaml' ? [{ value: name }] : [];
  });
}

async function samples(folder: string): Promise<readonly Candidate[]> {
  const types = await foldersIn(folder);
  const files = await Promise.all(types.map(({ value }) => readdir(join(folder, value))));
  return types.flatMap(({ value: type }, index) =>
    (files[index] ?? []).map((file) => ({ value: `${type}/${file.replace(/\.yaml$/, '')}` })),
  );
}

async function foldersIn(folder: string): Promise<readonly Candidate[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => ({ value: name }));
}

/** Source: client-go tools/clientcmd/loader.go. */
function kubeconfigs(named: string | undefined): readonly string[] {
  if (named !== undefined) return [named];
  const paths = (process.env['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '');
  return paths.length > 0 ? paths : [join(homedir(), '.kube', 'config')];
}
