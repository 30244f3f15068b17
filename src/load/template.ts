import { join } from 'node:path';
import { ARGO_KINDS } from '../model/catalogue.ts';
import type { Files } from './files.ts';

/** Does a text name a kind of Argo Events or Argo Workflows, even one that cannot be read as YAML? */
export function namesArgoKind(text: string): boolean {
  return ARGO_KIND.test(text);
}

const ARGO_KIND = new RegExp(`^[\\s{,-]*["']?kind["']?\\s*:\\s*["']?(?:${ARGO_KINDS.join('|')})\\b`, 'm');

/**
 * Does this look like a text that a program fills in before it is a manifest: Helm and Go templates, those of Backstage and
 * of Jinja? The templates of Argo Events itself begin with `{{ .Input`.
 */
export function looksLikeTemplate(text: string): boolean {
  return (
    /\{\{-?\s*(?:\.(?!Input\b)|\$|\/\*|if|include|range|with|define|template|toYaml|end|values\.|cookiecutter\.)/.test(
      text,
    ) || /\{%-?\s/.test(text)
  );
}

/**
 * The folder of the Helm chart among whose templates a file is; undefined for any other file.
 * Source: helm.sh/helm pkg/chart/loader/load.go: Chart.yaml makes a folder a chart, all below `templates/` is rendered.
 */
export class Charts {
  readonly #files: Files;
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(files: Files) {
    this.#files = files;
  }

  async of(path: string): Promise<string | undefined> {
    for (const { index } of path.matchAll(/(?<=^|[/\\])templates[/\\]/g)) {
      const folder = path.slice(0, index);
      if (await this.#isChart(folder)) return folder === '' ? '.' : folder.replace(/(?<=.)[/\\]$/, '');
    }
    return undefined;
  }

  #isChart(folder: string): Promise<boolean> {
    const known = this.#known.get(folder) ?? this.#ask(folder);
    this.#known.set(folder, known);
    return known;
  }

  async #ask(folder: string): Promise<boolean> {
    try {
      return (await this.#files.status(join(folder, 'Chart.yaml')))?.type === 'file';
    } catch {
      // What cannot be looked at is no chart that could be rendered.
      return false;
    }
  }
}
