/** The style of the page around a picture; its colours are the picture's. */
export const PAGE_STYLE = `
*{box-sizing:border-box}
html,body{height:100%;margin:0}
body{display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:14px/1.45 Inter,"Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
header{display:flex;flex-wrap:wrap;align-items:center;gap:10px 14px;padding:9px 16px;border-bottom:1px solid var(--edge);background:var(--panel)}
h1{font-size:15px;margin:0;font-weight:650}
.pill{border-radius:99px;padding:2px 10px;font-size:12px;border:1px solid var(--edge);color:var(--soft);white-space:nowrap}
.pill.bad{color:var(--bad);border-color:var(--bad);cursor:pointer;background:var(--bad-panel)}
.pill.good{color:var(--good);border-color:var(--good)}
.grow{flex:1}
input{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--edge);border-radius:8px;padding:5px 10px;width:min(300px,40vw)}
button{font:inherit;color:var(--soft);background:var(--panel);border:1px solid var(--edge);border-radius:8px;min-width:32px;height:32px;cursor:pointer}
button:hover{color:var(--ink);border-color:var(--line)}
:focus-visible{outline:2px solid var(--source);outline-offset:2px}
main{flex:1;min-height:0;display:flex;position:relative}
#stage{flex:1;min-width:0;overflow:hidden;touch-action:none;cursor:grab;background-color:var(--paper);background-image:radial-gradient(var(--dot) 1px,transparent 1.2px);background-size:22px 22px}
#stage.held{cursor:grabbing}
#stage svg{display:block;width:100%;height:100%}
#stage .node{cursor:pointer}
#stage .dim{opacity:.16}
#stage .chosen>.box{stroke:var(--hue);stroke-opacity:1;stroke-width:2.6}
#stage .node:focus-visible{outline:none}
#stage .node:focus-visible>.box{stroke:var(--hue);stroke-opacity:1;stroke-width:3}
aside{width:min(400px,88vw);border-left:1px solid var(--edge);background:var(--panel);overflow:auto;padding:14px 18px}
aside[hidden]{display:none}
aside h2{font-size:16px;margin:0 0 2px;overflow-wrap:anywhere}
aside .kind{color:var(--soft);font-size:12px;margin:0 0 10px}
aside h3{font-size:11px;text-transform:uppercase;letter-spacing:.05em;color:var(--faint);margin:16px 0 4px}
aside ul{list-style:none;margin:0;padding:0}
aside li{padding:3px 0;overflow-wrap:anywhere}
aside code,aside .mono{font:12px/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace}
aside .bad{color:var(--bad)}aside .warn{color:var(--warn)}aside .good{color:var(--good)}aside .faint{color:var(--faint)}
aside dl{display:grid;grid-template-columns:max-content 1fr;gap:3px 12px;margin:0}
aside dt{color:var(--faint)}aside dd{margin:0;overflow-wrap:anywhere}
aside .link{all:unset;cursor:pointer;text-decoration:underline;text-decoration-color:var(--edge);text-underline-offset:3px}
aside .link:hover{text-decoration-color:currentColor}
aside .link:focus-visible{outline:2px solid var(--source)}
@media (max-width:760px){aside{position:absolute;right:0;top:0;bottom:0;box-shadow:-8px 0 24px #0003}}
@media print{header input,header button,aside{display:none}body{height:auto}}
`;
