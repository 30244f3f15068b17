import { rm } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { JsonValue } from '../json.ts';
import { type Files, realFiles } from '../load/files.ts';
import { findFlowTests } from '../load/find.ts';
import { isSystemError, systemReason } from '../load/system-error.ts';
import { readTextFile, textIfThere } from '../load/text-file.ts';
import { nearest } from '../nearest.ts';
import { writeWhole } from '../whole-file.ts';
import { mergeCoverage } from './coverage.ts';
import { readSuite } from './read-suite.ts';
import type { CaseError, CaseResult, FileResult, FlowTestResult } from './result.ts';
import type { CasesResult } from './runner.ts';
import { readSnapshots, snapshotFile } from './snapshot.ts';
import type { ReadSuite, Suite } from './suite.ts';

/** What a person asks for, as written. */
export interface FlowTestRequest {
  /** Files and folders; empty: the current folder. */
  readonly paths: readonly string[];
  /** Only cases whose name, or file and name, has one of these texts in it; empty: all. */
  readonly filter: readonly string[];
  /** End after the first case that does not pass. */
  readonly bail: boolean;
  /** Write the snapshots anew. */
  readonly update: boolean;
  readonly coverage: boolean;
}

export interface FlowTestOutcome {
  readonly result: FlowTestResult;
  /** The texts that places point into, by file name. */
  readonly sources: ReadonlyMap<string, string>;
  /** What --update wants to write; `text` undefined: nothing is left, so the file goes. */
  readonly snapshots: readonly SnapshotFile[];
  /** Everything that was read: to be watched. */
  readonly inputs: readonly string[];
}

export interface SnapshotFile {
  readonly file: string;
  readonly flowTest: string;
  readonly snapshots: ReadonlyMap<string, JsonValue>;
}

/** Cases of one file that are run in one place. */
export interface Batch {
  readonly suite: Suite;
  readonly text: string;
  readonly indexes: readonly number[];
  readonly snapshots: ReadonlyMap<string, JsonValue>;
}

/** Where batches are run: here, or in threads. Answers in the order in which they are done. */
export interface Crew {
  run(batches: readonly Batch[], done: (batch: Batch, result: CasesResult) => void): Promise<void>;
}

/** Cases of one file that one batch has at most: a long table is shared among threads. */
const BATCH = 50;

interface Entry {
  readonly file: string;
  readonly text: string;
  readonly read: ReadSuite;
  readonly indexes: readonly number[];
  readonly snapshots: ReadonlyMap<string, JsonValue>;
}

/**
 * Finds the flow tests, runs their cases, and says what came of them. Nothing is written.
 * Throws a UserError where there is nothing to run, or where what is named cannot be read.
 */
export async function runFlowTests(
  request: FlowTestRequest,
  crew: Crew,
  files: Files = realFiles,
): Promise<FlowTestOutcome> {
  const entries = await readEntries(request, files);
  const batches = entries.flatMap(({ text, read: { suite }, indexes, snapshots }) =>
    suite === undefined
      ? []
      : chunks(indexes).map((chunk): Batch => ({ suite, text, indexes: chunk, snapshots })),
  );
  const ran = new Map<Suite, CasesResult[]>();
  await crew.run(batches, (batch, result) => {
    ran.set(batch.suite, [...(ran.get(batch.suite) ?? []), result]);
  });

  const results = entries.map((entry) => fileResult(entry, ran));
  const parts = [...ran.values()].flat();
  const sources = new Map([
    ...parts.flatMap((part) => part.sources),
    ...entries.map(({ file, text, read }) => [file, masked(text, read.suite)] as const),
  ]);
  return {
    result: {
      apiVersion: 'argoflow.dev/v1',
      kind: 'FlowTestResult',
      summary: summaryOf(results),
      files: results,
      ...(request.coverage && { coverage: mergeCoverage(parts.map(({ coverage }) => coverage)) }),
    },
    sources,
    snapshots: request.update ? entries.flatMap((entry) => updated(entry, ran)) : [],
    inputs: [...new Set(inputsOf(entries, parts))],
  };
}

async function readEntries(request: FlowTestRequest, files: Files): Promise<readonly Entry[]> {
  const paths = request.paths.length === 0 ? ['.'] : request.paths;
  const found = new Set<string>();
  for (const path of paths) {
    for (const file of await findFlowTests(files, path)) {
      if (file.unreadable !== undefined) throw file.unreadable;
      found.add(file.path);
    }
  }
  if (found.size === 0) throw noTests(paths);
  const entries: Entry[] = [];
  for (const file of [...found].sort((a, b) => (a < b ? -1 : 1)))
    entries.push(await readEntry(file, request, files));
  const { filter } = request;
  const isAny = entries.some(({ read, indexes }) => read.suite === undefined || indexes.length > 0);
  if (filter.length > 0 && !isAny) throw noCase(filter, entries);
  return entries.filter(({ read, indexes }) => read.suite === undefined || indexes.length > 0);
}

async function readEntry(file: string, { filter, update }: FlowTestRequest, files: Files): Promise<Entry> {
  const text = await readTextFile(files, file);
  const read = readSuite(text, file);
  const chosen = (read.suite?.cases ?? []).flatMap(({ name }, index) =>
    filter.length === 0 || filter.some((part) => isNamed(`${file} > ${name}`, part)) ? [index] : [],
  );
  const asks = read.suite?.cases.some(({ snapshot }) => snapshot) === true;
  const written = asks || update ? await textIfThere(files, snapshotFile(file)) : undefined;
  const snapshots =
    written === undefined ? new Map<string, JsonValue>() : readSnapshots(written, snapshotFile(file));
  if (snapshots === undefined && !update) {
    throw new UserError(
      'usage',
      `"${snapshotFile(file)}" holds no snapshots that can be read`,
      'argoflow test --update writes it anew',
    );
  }
  return { file, text, read, indexes: chosen, snapshots: snapshots ?? new Map() };
}

function isNamed(name: string, part: string): boolean {
  return name.toLowerCase().includes(part.toLowerCase());
}

/** There is nothing to run; whoever runs more than flow tests may take that for an answer. */
export class NoFlowTests extends UserError {}

function noTests(paths: readonly string[]): UserError {
  const where = paths.map((path) => (path === '.' ? 'this folder' : `"${path}"`)).join(', ');
  return new NoFlowTests(
    'usage',
    `there are no flow tests in ${where}`,
    'a flow test is a file NAME.flowtest.yaml; argoflow record makes one of an event',
  );
}

function noCase(filter: readonly string[], entries: readonly Entry[]): UserError {
  const names = entries.flatMap(({ read }) => read.suite?.cases.map(({ name }) => name) ?? []);
  const near = filter.length === 1 ? nearest(filter[0] ?? '', names) : undefined;
  const quoted = filter.map((part) => `"${part}"`).join(' or ');
  const help = near === undefined ? `the cases are ${listed(names)}` : `did you mean "${near}"?`;
  return new UserError('usage', `no case has ${quoted} in its name`, help);
}

const LISTED = 8;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).map((name) => `"${name}"`);
  const more = names.length - LISTED;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function chunks(indexes: readonly number[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  for (let at = 0; at < indexes.length; at += BATCH) found.push(indexes.slice(at, at + BATCH));
  return found;
}

function fileResult(
  { file, read, indexes, snapshots }: Entry,
  ran: ReadonlyMap<Suite, CasesResult[]>,
): FileResult {
  const { suite, diagnostics } = read;
  const parts = (suite && ran.get(suite)) ?? [];
  const done = new Map(parts.flatMap(({ cases }) => cases));
  const error = parts.find((part) => part.error !== undefined)?.error;
  // Of a flow that cannot be read, there is nothing to say of each case.
  const told = error === undefined ? indexes : [];
  const cases = told.flatMap((index): readonly CaseResult[] => {
    const result = done.get(index);
    const one = suite?.cases[index];
    if (result !== undefined) return [result];
    if (one === undefined) return [];
    const { name, at } = one;
    return [{ name, at, verdict: 'not-run', milliseconds: 0, failures: [], ends: [] }];
  });
  const asked = new Set(suite?.cases.filter(({ snapshot }) => snapshot).map(({ name }) => name));
  const obsoleteSnapshots = [...snapshots.keys()].filter((name) => !asked.has(name));
  return { file, cases, diagnostics, ...(error && { error }), obsoleteSnapshots };
}

function summaryOf(files: readonly FileResult[]): FlowTestResult['summary'] {
  const cases = files.flatMap((file) => file.cases);
  const count = (verdict: CaseResult['verdict']) => cases.filter((one) => one.verdict === verdict).length;
  const unread = files.filter(
    ({ diagnostics, error }) => diagnostics.length > 0 || error !== undefined,
  ).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    broken: count('broken') + unread,
    notRun: count('not-run'),
  };
}

/** The snapshots of the cases that ran, and those of the others that still ask for one. */
function updated(
  { file, read, snapshots }: Entry,
  ran: ReadonlyMap<Suite, CasesResult[]>,
): readonly SnapshotFile[] {
  const { suite } = read;
  if (suite === undefined) return [];
  const made = new Map((ran.get(suite) ?? []).flatMap((part) => part.snapshots));
  const kept = new Map<string, JsonValue>();
  for (const { name, snapshot } of suite.cases) {
    const value = made.get(name) ?? snapshots.get(name);
    if (snapshot && value !== undefined) kept.set(name, value);
  }
  return [{ file: snapshotFile(file), flowTest: file, snapshots: kept }];
}

function* inputsOf(entries: readonly Entry[], parts: readonly CasesResult[]): Generator<string> {
  for (const { file, read } of entries) {
    yield file;
    yield* read.suite?.manifests ?? [];
  }
  for (const { read } of parts) yield* read;
}

/** The lines of a flow test are shown; the values of its secrets are not. */
function masked(text: string, suite: Suite | undefined): string {
  const values = Object.values(suite?.secrets ?? {}).flatMap((keys) => Object.values(keys));
  // The same number of characters, so that every place still points where it did.
  return values
    .filter((value) => value !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((shown, value) => shown.replaceAll(value, '*'.repeat(value.length)), text);
}

/** The worst of what went wrong: a failure, a test that is none, or work that could not be done. */
export function worstOf({ files }: FlowTestResult): 'passed' | 'failed' | CaseError['kind'] {
  const errors = files.flatMap(({ error, cases }) => [error, ...cases.map((one) => one.error)]);
  if (errors.some((error) => error?.kind === 'work')) return 'work';
  if (errors.some((error) => error !== undefined)) return 'usage';
  if (files.some(({ diagnostics }) => diagnostics.length > 0)) return 'usage';
  return files.some(({ cases }) => cases.some(({ verdict }) => verdict === 'failed')) ? 'failed' : 'passed';
}

/** Writes, or takes away, the files of snapshots that changed; answers with the names of those. */
export async function writeSnapshots(
  snapshots: readonly SnapshotFile[],
  render: (file: SnapshotFile) => string,
  files: Files = realFiles,
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const snapshot of snapshots) {
    const { file } = snapshot;
    const before = await textIfThere(files, file);
    const text = snapshot.snapshots.size === 0 ? undefined : render(snapshot);
    if (before === text) continue;
    try {
      if (text === undefined) await rm(file);
      else await writeWhole(file, text);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new UserError('work', `cannot write "${file}": ${systemReason(error)}`);
    }
    changed.push(file);
  }
  return changed;
}
