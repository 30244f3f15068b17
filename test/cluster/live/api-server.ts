import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../apiserver', import.meta.url));
const BINARY = fileURLToPath(new URL('../../../node_modules/.cache/argoflow/apiserver', import.meta.url));

export interface ApiServer {
  readonly kubeconfig: string;
  readonly server: string;
  /** Ends at once, as a crash does; what was written stays. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
  /** Ends it, and removes what it wrote. */
  stop(): Promise<void>;
}

/** Compiles the program unless Go's own cache says that nothing changed: seconds then, and about ten minutes before. */
export function buildApiServer(): string {
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' };
  // Its releases carry the version in the same way.
  const version = `-X k8s.io/component-base/version.gitVersion=${versionOf(readFileSync(join(SOURCES, 'go.mod'), 'utf8'))}`;
  const args = ['build', '-trimpath', '-buildvcs=false', `-ldflags=-s -w ${version}`, '-o', BINARY, '.'];
  const { status, error } = spawnSync('go', args, {
    cwd: SOURCES,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error !== undefined || status !== 0) {
    throw new Error(`the API server for tests was not built: ${error?.message ?? 'go build failed'}`);
  }
  return BINARY;
}

function versionOf(goMod: string): string {
  const [, version] = /^\s*k8s\.io\/kubernetes (v\S+)$/m.exec(goMod) ?? [];
  if (version === undefined) throw new Error('go.mod names no version of k8s.io/kubernetes');
  return version;
}

/** Starts an API server of its own, with a folder of its own. The binary must have been built. */
export async function startApiServer(): Promise<ApiServer> {
  const folder = mkdtempSync(join(tmpdir(), 'argoflow-api-'));
  let running = await launch([folder]);
  const { kubeconfig, server } = running;
  const end = async (signal: NodeJS.Signals) => {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  return {
    kubeconfig,
    server,
    kill: () => end('SIGKILL'),
    async start() {
      running = await launch([folder, new URL(server).port]);
    },
    async stop() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(
  args: readonly string[],
): Promise<{ child: ChildProcess; kubeconfig: string; server: string }> {
  // It ends with its standard input, so it does not outlive a test run that was killed.
  const child = spawn(BINARY, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4000);
  });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the API server ended (${code}): ${said}`)));
  });
  const line = new Promise<string>((resolve) =>
    createInterface({ input: child.stdout }).once('line', resolve),
  );
  failed.catch(() => undefined);
  const { kubeconfig, server } = JSON.parse(await Promise.race([line, failed]));
  return { child, kubeconfig, server };
}
