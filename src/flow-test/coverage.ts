import type { Path, Place } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import { isArray } from '../json.ts';
import type { Dependency, Sensor } from '../model/kinds/sensor.ts';
import type { Model } from '../model/model.ts';
import { buildConditions, conditionsHold } from '../simulate/conditions.ts';
import type { Hop } from '../simulate/trace.ts';
import { allTriggers } from '../test-event/outcome.ts';
import type { FiringResult, FollowedEvent, TriggerResult } from '../test-event/result.ts';
import type { Coverage, CoverageItem } from './result.ts';

/** Counts which ways the events of a model's cases have gone. */
export class CoverageCount {
  readonly #engine: Engine;
  readonly #items = new Map<string, Counted>();
  readonly #conditions = new Map<
    string,
    { readonly expression: string; readonly names: readonly string[] }
  >();

  constructor(model: Model, engine: Engine) {
    this.#engine = engine;
    for (const source of model.eventSources) {
      for (const event of source.events) {
        if (event.filterExpression === undefined) continue;
        const at = source.resource.at([...event.path, 'filter', 'expression']);
        this.#add('source-filter', `${source.name}/${event.name}`, at, ['passes', 'refuses']);
      }
    }
    for (const sensor of model.sensors) {
      for (const dependency of sensor.dependencies) this.#addFilters(sensor, dependency);
      for (const trigger of sensor.triggers) {
        const name = `${sensor.name}/${trigger.name}`;
        this.#add('trigger', name, sensor.resource.at(trigger.path), ['fires']);
        this.#addCondition(sensor, name, trigger.conditions, trigger.path);
      }
    }
  }

  /** The firings of one case, which share their state. */
  count(firings: readonly FiringResult[]): void {
    const held = new Map<string, Set<string>>();
    for (const firing of firings) {
      for (const event of [firing, ...(firing.others ?? [])]) this.#countSource(firing, event);
      for (const trace of allTriggers(firing)) {
        const name = `${trace.sensor}/${trace.trigger}`;
        if (trace.action !== undefined) this.#hit('trigger', name, 'fires');
        const before = held.get(name) ?? new Set();
        held.set(name, before);
        this.#countHops(trace, name, before);
      }
    }
  }

  items(): readonly CoverageItem[] {
    return [...this.#items.values()].map(({ item: { kind, name, at }, times }) => ({
      kind,
      name,
      at,
      branches: [...times].map(([branch, count]) => ({ name: branch, times: count })),
    }));
  }

  #addFilters(sensor: Sensor, dependency: Dependency): void {
    const { filters, filtersLogicalOperator: operator } = dependency;
    if (filters === undefined) return;
    const name = `${sensor.name}/${dependency.name}`;
    const at = (...path: Path) => sensor.resource.at([...dependency.path, 'filters', ...path]);
    if (operator === 'or') {
      this.#add('filter', `${name} filters`, at(), ['passes', 'refuses']);
      return;
    }
    for (const kind of KINDS) {
      const filter = filters[kind];
      if (filter === undefined || filter === null || filter === '') continue;
      for (const item of itemsOf(kind, filters)) {
        const place = item === undefined ? at(kind) : at(kind, item);
        this.#add('filter', filterName(name, kind, item), place, ['passes', 'refuses']);
      }
    }
  }

  #addCondition(sensor: Sensor, name: string, conditions: string, path: Path): void {
    const built = buildConditions(
      this.#engine,
      conditions,
      sensor.dependencies.map((dependency) => dependency.name),
    );
    if (!built.ok || built.conditions.dependencies.length < 2) return;
    const { expression, dependencies, accumulates } = built.conditions;
    this.#conditions.set(name, { expression, names: dependencies });
    const at = sensor.resource.at([...path, 'template', ...(conditions === '' ? [] : ['conditions'])]);
    const branches = dependencies.map((dependency) => `${dependency} decides`);
    this.#add('condition', name, at, accumulates ? ['waits', ...branches] : branches);
  }

  #countSource({ eventSource, eventName }: FiringResult, { hops }: FollowedEvent): void {
    for (const { kind, verdict } of hops) {
      if (kind !== 'source-filter') continue;
      if (verdict === 'passed') this.#hit('source-filter', `${eventSource}/${eventName}`, 'passes');
      if (verdict === 'stopped') this.#hit('source-filter', `${eventSource}/${eventName}`, 'refuses');
    }
  }

  #countHops({ sensor, hops }: TriggerResult, trigger: string, held: Set<string>): void {
    let dependency = '';
    for (const hop of hops) {
      if (hop.kind === 'dependency') dependency = hop.name;
      else if (hop.kind === 'filter') this.#countFilter(`${sensor}/${dependency}`, hop);
      else if (hop.kind === 'condition') this.#countCondition(trigger, dependency, hop, held);
    }
  }

  #countFilter(dependency: string, hop: Hop): void {
    const kind = KINDS.find((one) => NAMES[one] === hop.name);
    if (kind === undefined) {
      const name = `${dependency} filters`;
      if (hop.verdict === 'passed') this.#hit('filter', name, 'passes');
      if (hop.verdict === 'stopped') this.#hit('filter', name, 'refuses');
      return;
    }
    // Of a list whose items are joined by "and", the ones before the one that refuses have passed.
    const refused = refusedItem(hop, kind);
    for (let item = 0; ; item++) {
      const name = filterName(dependency, kind, item);
      if (!this.#has('filter', name)) break;
      if (hop.verdict === 'passed' || (refused !== undefined && item < refused))
        this.#hit('filter', name, 'passes');
      else if (hop.verdict === 'stopped' && item === refused) this.#hit('filter', name, 'refuses');
    }
    const whole = filterName(dependency, kind, undefined);
    if (hop.verdict === 'passed') this.#hit('filter', whole, 'passes');
    if (hop.verdict === 'stopped') this.#hit('filter', whole, 'refuses');
  }

  #countCondition(trigger: string, dependency: string, { verdict }: Hop, held: Set<string>): void {
    const condition = this.#conditions.get(trigger);
    if (condition === undefined) return;
    if (verdict === 'waiting') {
      held.add(dependency);
      this.#hit('condition', trigger, 'waits');
    }
    if (verdict !== 'passed') return;
    const there = new Set([...held, dependency]);
    held.clear();
    for (const side of there) {
      const without = Object.fromEntries(
        condition.names.map((name) => [name, name !== side && there.has(name)]),
      );
      const { holds } = conditionsHold(this.#engine, condition.expression, without);
      if (!holds) this.#hit('condition', trigger, `${side} decides`);
    }
  }

  #add(kind: CoverageItem['kind'], name: string, at: Place, branches: readonly string[]): void {
    const times = new Map(branches.map((branch) => [branch, 0]));
    this.#items.set(keyOf(kind, name), { item: { kind, name, at }, times });
  }

  #has(kind: CoverageItem['kind'], name: string): boolean {
    return this.#items.has(keyOf(kind, name));
  }

  #hit(kind: CoverageItem['kind'], name: string, branch: string): void {
    const times = this.#items.get(keyOf(kind, name))?.times;
    const before = times?.get(branch);
    if (before !== undefined) times?.set(branch, before + 1);
  }
}

interface Counted {
  readonly item: Omit<CoverageItem, 'branches'>;
  readonly times: Map<string, number>;
}

function keyOf(kind: CoverageItem['kind'], name: string): string {
  return `${kind} ${name}`;
}

const KINDS = ['exprs', 'data', 'context', 'time', 'script'] as const;
type Kind = (typeof KINDS)[number];
/** As the hops call them. */
const NAMES: Readonly<Record<Kind, string>> = {
  exprs: 'expression filter',
  data: 'data filter',
  context: 'context filter',
  time: 'time filter',
  script: 'script filter',
};
/** Lists, and the field that says how their items are joined. */
const OPERATORS: Readonly<Partial<Record<Kind, string>>> = {
  exprs: 'exprLogicalOperator',
  data: 'dataLogicalOperator',
};

/** The items that are counted each for itself; undefined stands for the filter as a whole. */
function itemsOf(kind: Kind, filters: NonNullable<Dependency['filters']>): readonly (number | undefined)[] {
  const operator = OPERATORS[kind];
  const filter = filters[kind];
  if (operator === undefined || !isArray(filter) || filters[operator] === 'or') return [undefined];
  return filter.map((_, index) => index);
}

function filterName(dependency: string, kind: Kind, item: number | undefined): string {
  return `${dependency} ${NAMES[kind]}${item === undefined ? '' : ` ${item + 1}`}`;
}

function refusedItem({ decision }: Hop, kind: Kind): number | undefined {
  const path = decision?.at.path ?? [];
  const item = path[path.lastIndexOf(kind) + 1];
  return path.includes(kind) && typeof item === 'number' ? item : undefined;
}

/** The counts of several runs as one. */
export function mergeCoverage(parts: readonly (readonly CoverageItem[])[]): Coverage {
  const merged = new Map<string, CoverageItem>();
  for (const item of parts.flat()) {
    const key = JSON.stringify([item.kind, item.name, item.at.file, item.at.path]);
    const before = merged.get(key);
    const branches = item.branches.map(({ name, times }, index) => ({
      name,
      times: times + (before?.branches[index]?.times ?? 0),
    }));
    merged.set(key, { ...item, branches });
  }
  const items = [...merged.values()].sort(compareItems);
  const branches = items.flatMap((item) => item.branches);
  const covered = branches.filter(({ times }) => times > 0).length;
  const total = branches.length;
  return { items, total, covered, percent: total === 0 ? 100 : (covered / total) * 100 };
}

function compareItems(a: CoverageItem, b: CoverageItem): number {
  const [one, other] = [a.at.file ?? '', b.at.file ?? ''];
  if (one !== other) return one < other ? -1 : 1;
  return (a.at.range?.start.offset ?? 0) - (b.at.range?.start.offset ?? 0);
}
