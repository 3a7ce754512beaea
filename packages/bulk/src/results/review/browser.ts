/** How the page looks: its own styles, on paper too. */
export const style = `
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #8886;vertical-align:top;overflow-wrap:anywhere}
th{position:sticky;top:0;background:Canvas}td:first-child{text-align:right}tr.error{background:#e5393522}
del{color:light-dark(#9b2c2c,#ff9c9c)}ins{color:light-dark(#1d6b3c,#7fdca4);text-decoration:none}.change{white-space:pre-wrap}
form{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0;align-items:end}label{display:grid}
button,select,input{font:inherit;padding:.2rem .6rem}.groups button{text-align:left}
button[aria-pressed=true]{outline:2px solid Highlight}[hidden]{display:none!important}code{overflow-wrap:anywhere}
@media print{form,nav{display:none}}`;

/**
 * What the page does: it filters and pages through the rows that lie in it as JSON. Texts of rows only ever become text nodes. Without
 * it the page still shows its summary and its first rows.
 */
export const script = `
'use strict';
(() => {
  const one = (id) => document.getElementById(id);
  const { actions, fields, changes, rows, perPage } = JSON.parse(one('data').textContent);
  const [form, body, count, action, field, text, all] =
    ['filters', 'rows', 'count', 'action', 'field', 'text', 'all'].map(one);
  const groups = [...document.querySelectorAll('button[data-change]')];
  let chosen = -1, page = 0, shown = rows;
  const add = (parent, name, content) => {
    const element = document.createElement(name);
    if (content !== undefined) element.textContent = content;
    parent.append(element);
    return element;
  };
  const changeIn = (cell, place) => {
    const [at, before, after] = changes[place];
    const line = add(cell, 'div');
    line.className = 'change';
    line.append(fields[at] + ': ');
    if (before !== null) { add(line, 'del', before); line.append(' '); }
    add(line, 'ins', after);
  };
  const rowOf = ([line, kind, id, name, places, message]) => {
    const row = document.createElement('tr');
    row.className = actions[kind][0];
    for (const content of [line, actions[kind][1], id + (id && name ? ' ' : '') + name]) add(row, 'td', content);
    const cell = add(row, 'td', message);
    for (const place of places) changeIn(cell, place);
    return row;
  };
  const show = () => {
    const pages = Math.max(1, Math.ceil(shown.length / perPage));
    page = Math.min(Math.max(page, 0), pages - 1);
    body.replaceChildren(...shown.slice(page * perPage, (page + 1) * perPage).map(rowOf));
    count.textContent = shown.length.toLocaleString('en-GB') + ' of ' + rows.length.toLocaleString('en-GB') +
      ' rows, page ' + (page + 1) + ' of ' + pages;
    one('back').disabled = page === 0;
    one('next').disabled = page === pages - 1;
  };
  const filter = () => {
    const words = text.value.trim().toLowerCase();
    const [kind, at] = [Number(action.value), Number(field.value)];
    const holds = (content) => content.toLowerCase().includes(words);
    const hits = words && changes.map(([, before, after]) => holds(before || '') || holds(after));
    shown = rows.filter(([, own, id, name, places, message]) =>
      (kind < 0 || own === kind) &&
      (at < 0 || places.some((place) => changes[place][0] === at)) &&
      (chosen < 0 || places.includes(chosen)) &&
      (!words || holds(id) || holds(name) || holds(message) || places.some((place) => hits[place])));
    for (const group of groups) group.setAttribute('aria-pressed', String(Number(group.dataset.change) === chosen));
    page = 0;
    show();
  };
  let waiting;
  text.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(filter, 150); });
  action.addEventListener('change', filter);
  field.addEventListener('change', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  all.addEventListener('click', () => { form.reset(); chosen = -1; filter(); });
  for (const group of groups) {
    group.disabled = false;
    group.addEventListener('click', () => {
      const place = Number(group.dataset.change);
      chosen = place === chosen ? -1 : place;
      filter();
    });
  }
  one('back').addEventListener('click', () => { page -= 1; show(); });
  one('next').addEventListener('click', () => { page += 1; show(); });
  form.hidden = one('pages').hidden = false;
  one('first').hidden = true;
  filter();
})();
`;
