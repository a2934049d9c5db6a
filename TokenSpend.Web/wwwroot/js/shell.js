// What the shell does without the server: theme, folded navigation, menus that close, rows that are links.
const remember = (name, value) => { document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=lax`; };
const root = document.documentElement;

addEventListener('click', event => {
  const target = event.target;
  const theme = target.closest('[data-set-theme]')?.dataset.setTheme;
  if (theme) { root.dataset.theme = theme; remember('theme', theme); }
  if (target.closest('[data-fold-nav]')) {
    root.dataset.nav = root.dataset.nav === 'folded' ? 'open' : 'folded';
    remember('nav', root.dataset.nav);
  }
  const leaving = theme || target.closest('[data-closes-menu]');
  for (const menu of document.querySelectorAll('details.menu[open]'))
    if (leaving || !menu.contains(target)) menu.open = false;
  const row = target.closest('tr[data-href]');
  // Text in a row stays selectable: who has just marked some does not want to leave.
  if (row && !target.closest('a,button,input,select') && !getSelection().toString()) row.querySelector('a')?.click();
});

addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  const menu = document.querySelector('details.menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
