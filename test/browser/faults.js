// Runs on a page: what overlaps, and which texts leave their boxes, as the browser has drawn them in its fonts.
(() => {
  const faults = [];
  const areas = [...document.querySelectorAll('.node, .said')].map((group) => ({
    group,
    box: group.querySelector('rect').getBoundingClientRect(),
  }));
  const nameOf = (group) => group.querySelector('title')?.textContent?.split('\n')[0] ?? '';
  for (const { group, box } of areas) {
    for (const text of group.querySelectorAll('text')) {
      const own = text.getBoundingClientRect();
      const leaves =
        own.right > box.right + 0.5 ||
        own.left < box.left - 0.5 ||
        own.bottom > box.bottom + 1 ||
        own.top < box.top - 1;
      if (own.width > 0 && leaves) faults.push(`"${text.textContent}" leaves ${nameOf(group)}`);
    }
  }
  const apart = (a, b) =>
    a.right <= b.left + 0.5 || b.right <= a.left + 0.5 || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5;
  const holds = ({ group, box }, inner) =>
    group.classList.contains('group') &&
    inner.left >= box.left - 0.5 &&
    inner.right <= box.right + 0.5 &&
    inner.top >= box.top - 0.5 &&
    inner.bottom <= box.bottom + 0.5;
  for (const [index, a] of areas.entries()) {
    for (const b of areas.slice(index + 1)) {
      if (apart(a.box, b.box) || holds(a, b.box) || holds(b, a.box)) continue;
      faults.push(`${nameOf(a.group)} and ${nameOf(b.group)} overlap`);
    }
  }
  return faults;
})();
