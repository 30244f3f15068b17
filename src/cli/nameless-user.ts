import { homedir, tmpdir } from 'node:os';

/**
 * In a container the user may be an id that no user database knows. oclif and what it brings along ask there for the
 * shell and the home of the user, some of it while it is loaded, and fail (oclif/core src/util/os.ts); what stands in
 * the environment they take.
 */
export function nameUser(env: NodeJS.ProcessEnv): void {
  env['SHELL'] ??= 'sh';
  try {
    homedir();
  } catch {
    env['HOME'] = tmpdir();
  }
}
