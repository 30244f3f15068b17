/**
 * What the page does: move and zoom the picture, find nodes, show what is known of one. It reads the data that the page
 * holds, writes texts as texts, and asks nobody for anything.
 */
export const PAGE_SCRIPT = String.raw`
'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const stage = document.getElementById('stage');
  const svg = stage.querySelector('svg');
  const panel = document.getElementById('panel');
  const search = document.getElementById('search');
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  const boxes = [...svg.querySelectorAll('.node')];
  const lines = [...svg.querySelectorAll('.edge')];
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

  // The part of the picture that is seen.
  let view = { x: 0, y: 0, w: width, h: height };
  const show = () => svg.setAttribute('viewBox', [view.x, view.y, view.w, view.h].map((v) => v.toFixed(2)).join(' '));
  const scale = () => Math.max(view.w / stage.clientWidth, view.h / stage.clientHeight);
  // As large as the stage, but never larger than life.
  function fit() {
    const s = Math.max(width / stage.clientWidth, height / stage.clientHeight, 0.8);
    const w = stage.clientWidth * s, h = stage.clientHeight * s;
    view = { x: (width - w) / 2, y: (height - h) / 2, w, h };
    show();
  }
  function point(event) {
    const at = stage.getBoundingClientRect();
    const s = scale();
    return {
      x: view.x + view.w / 2 + (event.clientX - at.left - at.width / 2) * s,
      y: view.y + view.h / 2 + (event.clientY - at.top - at.height / 2) * s,
    };
  }
  function zoom(factor, at) {
    const w = Math.min(Math.max(view.w * factor, 120), width * 6 + 2000);
    const f = w / view.w;
    const p = at || { x: view.x + view.w / 2, y: view.y + view.h / 2 };
    view = { x: p.x - (p.x - view.x) * f, y: p.y - (p.y - view.y) * f, w, h: view.h * f };
    show();
  }
  function glide(next) {
    if (calm) { view = next; show(); return; }
    const from = view;
    let start;
    const step = (now) => {
      start ??= now;
      const t = Math.min((now - start) / 220, 1), e = 1 - (1 - t) * (1 - t);
      view = { x: from.x + (next.x - from.x) * e, y: from.y + (next.y - from.y) * e, w: from.w + (next.w - from.w) * e, h: from.h + (next.h - from.h) * e };
      show();
      if (t < 1) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }
  function reveal(box) {
    const m = box.transform.baseVal.consolidate().matrix, b = box.getBBox();
    const w = Math.min(view.w, Math.max(b.width * 3, 900)), h = w * view.h / view.w;
    glide({ x: m.e + b.x + b.width / 2 - w / 2, y: m.f + b.y + b.height / 2 - h / 2, w, h });
  }

  let held, moved = 0;
  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    held = { x: event.clientX, y: event.clientY, id: event.pointerId };
    moved = 0;
  });
  stage.addEventListener('pointermove', (event) => {
    if (!held || held.id !== event.pointerId) return;
    const s = scale(), dx = event.clientX - held.x, dy = event.clientY - held.y;
    moved += Math.abs(dx) + Math.abs(dy);
    if (moved < 4) return;
    stage.setPointerCapture(held.id);
    stage.classList.add('held');
    view = { ...view, x: view.x - dx * s, y: view.y - dy * s };
    held.x = event.clientX;
    held.y = event.clientY;
    show();
  });
  const drop = () => { held = undefined; stage.classList.remove('held'); };
  stage.addEventListener('pointerup', drop);
  stage.addEventListener('pointercancel', drop);
  stage.addEventListener('wheel', (event) => {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey || !event.shiftKey) zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 300), point(event));
    else { view = { ...view, x: view.x + event.deltaY * scale() }; show(); }
  }, { passive: false });

  const text = (tag, content, name) => {
    const element = document.createElement(tag);
    element.textContent = content;
    if (name) element.className = name;
    return element;
  };
  const link = (number) => {
    const { noun, title } = data.nodes[number];
    const button = text('button', noun + ' ' + title, 'link');
    button.addEventListener('click', () => choose(number, true));
    return button;
  };
  function list(title, items) {
    if (items.length === 0) return;
    if (title) panel.append(text('h3', title));
    const ul = document.createElement('ul');
    for (const item of items) {
      const li = document.createElement('li');
      li.append(...item);
      ul.append(li);
    }
    panel.append(ul);
  }
  const permission = ({ text: what, state, because }) => {
    const [sign, name] = { granted: ['✓ ', 'good'], missing: ['✗ ', 'bad'], unchecked: ['? ', 'warn'], conditional: ['? ', 'warn'] }[state];
    return text('div', sign + what + (because ? ' — ' + because : ''), 'mono ' + name);
  };
  const finding = ({ severity, message, help, rule, at }) => [
    text('span', message, severity === 'error' ? 'bad' : 'warn'),
    ...(help ? [text('div', help)] : []),
    text('div', [rule, at].filter(Boolean).join(' · '), 'mono faint'),
  ];
  const relation = (edge, other, arrow) => [
    text('span', arrow + ' '), link(other),
    ...edge.labels.map((label) => text('div', label, 'mono faint')),
    ...edge.permissions.map(permission),
    // What is not allowed says why itself.
    ...(edge.broken && !edge.broken.startsWith('may not ') ? [text('div', edge.broken, 'bad')] : []),
  ];

  function describe(number) {
    const node = data.nodes[number];
    panel.replaceChildren();
    panel.append(text('h2', node.title), text('p', node.noun + (node.namespace ? ' in ' + node.namespace : ''), 'kind'));
    for (const line of node.lines) panel.append(text('div', line, 'mono'));
    if (node.presence !== 'there') panel.append(text('div', node.presence === 'missing' ? 'not there' : 'not among the files', node.presence === 'missing' ? 'bad' : 'warn'));
    list('Findings', node.findings.map(finding));
    if (node.facts.length > 0) {
      panel.append(text('h3', 'Facts'));
      const dl = document.createElement('dl');
      for (const { label, text: value } of node.facts) dl.append(text('dt', label), text('dd', value, 'mono'));
      panel.append(dl);
    }
    list('Rights', [
      ...node.lacks.map((what) => [text('div', '✗ ' + what, 'mono bad')]),
      ...node.grants.map(({ text: what, through, needed }) => [text('div', (needed ? '✓ ' : '– ') + what + ' — ' + through, 'mono ' + (needed ? 'good' : 'faint'))]),
    ]);
    list('Changed', node.changes.map((what) => [text('code', what)]));
    list('From', data.edges.filter((edge) => edge.to === number).map((edge) => relation(edge, edge.from, '←')));
    list('To', data.edges.filter((edge) => edge.from === number).map((edge) => relation(edge, edge.to, '→')));
    list('Parts', data.nodes.flatMap((part, index) => (part.parent === number ? [[link(index)]] : [])));
    if (node.at) list('Where', [[text('code', node.at)]]);
    panel.hidden = false;
  }
  function broken() {
    clear();
    panel.replaceChildren(text('h2', 'Broken links'));
    list('', data.broken.map(({ message, help, from, to, at }) => [
      link(from), text('span', ' → '), link(to), text('div', message, 'bad'),
      ...(help ? [text('div', help)] : []), ...(at ? [text('div', at, 'mono faint')] : []),
    ]));
    panel.hidden = false;
  }

  // All that leads to a node, all that follows from it, and what they stand in.
  function flow(number) {
    const seen = new Set();
    const walk = (start, from, to) => {
      const todo = [start];
      const visited = new Set();
      while (todo.length > 0) {
        const at = todo.pop();
        if (visited.has(at)) continue;
        visited.add(at);
        seen.add(at);
        for (const edge of data.edges) if (edge[from] === at) todo.push(edge[to]);
      }
    };
    const inside = (at) => data.nodes.flatMap((node, index) => (node.parent === at ? [index, ...inside(index)] : []));
    for (const start of [number, ...inside(number)]) { walk(start, 'from', 'to'); walk(start, 'to', 'from'); }
    for (const at of [...seen]) for (const part of inside(at)) seen.add(part);
    // What it stands in, and as which account that runs.
    for (const at of [...seen]) {
      for (let up = data.nodes[at].parent; up !== undefined; up = data.nodes[up].parent) {
        seen.add(up);
        for (const edge of data.edges) if (edge.from === up && edge.kind === 'runs-as') seen.add(edge.to);
      }
    }
    return seen;
  }
  function light(seen) {
    for (const box of boxes) box.classList.toggle('dim', seen !== undefined && !seen.has(Number(box.dataset.node)));
    for (const line of lines) {
      const { from, to } = data.edges[Number(line.dataset.edge)];
      line.classList.toggle('dim', seen !== undefined && !(seen.has(from) && seen.has(to)));
    }
  }
  function clear() {
    for (const box of boxes) box.classList.remove('chosen');
    light();
    panel.hidden = true;
  }
  function choose(number, go) {
    for (const box of boxes) box.classList.toggle('chosen', Number(box.dataset.node) === number);
    light(flow(number));
    describe(number);
    const box = boxes.find((one) => Number(one.dataset.node) === number);
    if (go && box) reveal(box);
  }

  stage.addEventListener('click', (event) => {
    if (moved >= 4) return;
    const box = event.target.closest('.node');
    if (box) choose(Number(box.dataset.node), false);
    else clear();
  });
  stage.addEventListener('keydown', (event) => {
    const box = event.target.closest && event.target.closest('.node');
    if (box && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      choose(Number(box.dataset.node), false);
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { search.value = ''; clear(); search.blur(); return; }
    if (event.target === search || event.ctrlKey || event.metaKey || event.altKey) return;
    const far = 60 * scale();
    const keys = {
      '/': () => search.focus(), '+': () => zoom(0.8), '=': () => zoom(0.8), '-': () => zoom(1.25), 0: fit,
      ArrowLeft: () => { view = { ...view, x: view.x - far }; show(); }, ArrowRight: () => { view = { ...view, x: view.x + far }; show(); },
      ArrowUp: () => { view = { ...view, y: view.y - far }; show(); }, ArrowDown: () => { view = { ...view, y: view.y + far }; show(); },
    };
    const act = keys[event.key];
    if (act && !event.target.closest('aside')) { event.preventDefault(); act(); }
  });

  let hits = [], hit = 0;
  search.addEventListener('input', () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) { hits = []; clear(); return; }
    hits = data.nodes.flatMap(({ words: all }, index) => (words.every((word) => all.includes(word)) ? [index] : []));
    hit = -1;
    const seen = new Set(hits);
    for (const at of hits) for (let up = data.nodes[at].parent; up !== undefined; up = data.nodes[up].parent) seen.add(up);
    light(seen);
  });
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || hits.length === 0) return;
    hit = (hit + (event.shiftKey ? hits.length - 1 : 1)) % hits.length;
    choose(hits[hit], true);
  });

  document.getElementById('in').addEventListener('click', () => zoom(0.8));
  document.getElementById('out').addEventListener('click', () => zoom(1.25));
  document.getElementById('fit').addEventListener('click', fit);
  const wrong = document.getElementById('broken');
  if (wrong && data.broken.length > 0) wrong.addEventListener('click', broken);
  addEventListener('resize', fit);
  fit();
})();
`;
