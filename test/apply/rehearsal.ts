import type {
  Applied,
  ApplyOptions,
  Cluster,
  DeleteOptions,
  ObjectName,
  ResourceType,
} from '../../src/cluster/cluster.ts';
import { ClusterError } from '../../src/cluster/cluster-error.ts';
import { nameOf } from '../../src/cluster/object.ts';
import { encodeGo, isObject, type JsonObject } from '../../src/json.ts';
import { buildModel } from '../../src/model/build.ts';
import type { Resource } from '../../src/model/resource.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const CLUSTER_WIDE = new Set(['Namespace', 'CustomResourceDefinition']);

/** A cluster in memory that keeps what is applied, and notes what it is asked to change. */
export class Rehearsal implements Cluster {
  readonly context = 'lab';
  readonly server = 'https://lab';
  readonly namespace = 'flows';
  readonly objects = new Map<string, JsonObject>();
  readonly asked: string[] = [];
  /** What a change of an object fails with, by `verb Kind/name`; `apply!` only when it is no dry run. */
  readonly refusals = new Map<string, ClusterError>();
  #version = 0;

  version = async () => 'v1.36.3';
  health = async () => ({ version: 'v1.36.3', time: undefined, unready: [] });
  rediscover = () => undefined;
  close = () => undefined;

  async resource(apiVersion: string, kind: string): Promise<ResourceType> {
    if (kind === 'Unheard') throw new ClusterError('not-served', `the cluster serves no kind "${kind}"`);
    return {
      apiVersion,
      kind,
      plural: `${kind.toLowerCase()}s`,
      namespaced: !CLUSTER_WIDE.has(kind),
      verbs: [],
    };
  }

  async get(name: ObjectName): Promise<JsonObject | undefined> {
    return this.objects.get(key(name));
  }

  async apply(object: JsonObject, { dryRun = false, force = false }: ApplyOptions = {}): Promise<Applied> {
    const name = nameOf(object);
    this.asked.push(`${dryRun ? 'try' : 'apply'} ${name.kind}/${name.name}`);
    const refused =
      this.refusals.get(`apply ${name.kind}/${name.name}`) ??
      (dryRun ? undefined : this.refusals.get(`apply! ${name.kind}/${name.name}`));
    if (refused !== undefined && !(force && refused.reason === 'conflict')) throw refused;
    const before = this.objects.get(key(name));
    const metadata = isObject(object['metadata']) ? object['metadata'] : {};
    const after = {
      ...object,
      metadata: { ...metadata, uid: `uid-${name.name}`, resourceVersion: `${++this.#version}` },
    };
    if (!dryRun) this.objects.set(key(name), after);
    return { object: after, created: before === undefined, warnings: [] };
  }

  async delete(name: ObjectName, { dryRun = false }: DeleteOptions = {}): Promise<boolean> {
    this.asked.push(`${dryRun ? 'try to delete' : 'delete'} ${name.kind}/${name.name}`);
    return dryRun ? this.objects.has(key(name)) : this.objects.delete(key(name));
  }

  list = () => this.#unasked();
  watch = () => this.#unasked();
  logs = () => this.#unasked();
  portForward = () => this.#unasked();
  accessReview = () => this.#unasked();

  #unasked(): never {
    throw new Error('applying asks for nothing like that');
  }
}

function key({ kind, namespace, name }: ObjectName): string {
  return `${kind}/${namespace}/${name}`;
}

export function resources(yaml: string): readonly Resource[] {
  return buildModel(parseYaml(yaml, 'test.yaml').documents, { namespace: 'flows' }).resources;
}

/** The same text for the same object. */
export function textOf(object: JsonObject | undefined): string {
  return object === undefined ? 'nothing' : encodeGo(object);
}
