// Runs on a page with Mermaid: the texts of the boxes and edges that it draws.
window.drawn = async (diagram) => {
  const { svg } = await window.mermaid.render('drawn', diagram);
  const holder = document.createElement('div');
  holder.innerHTML = svg;
  document.body.append(holder);
  const texts = [...holder.querySelectorAll('.nodeLabel')].map((label) => label.textContent);
  holder.remove();
  return texts;
};
// What GitHub sets: texts are HTML, but nothing of a diagram may be.
window.mermaid.initialize({
  startOnLoad: false,
  securityLevel: 'strict',
  maxEdges: 5000,
  maxTextSize: 5_000_000,
  suppressErrorRendering: true,
});
