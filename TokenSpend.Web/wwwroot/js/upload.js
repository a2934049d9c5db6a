// Sends chosen and dropped files, one after the other, and tells the page how far they are.
const zones = new WeakMap();
let last = 0;

export function attach(zone, url, dotNet) {
  const input = zone.querySelector('input[type=file]');
  const state = { dotNet, queue: Promise.resolve() };
  const take = files => { for (const file of files) enqueue(zone, state, url, file); };
  const over = event => {
    if (![...event.dataTransfer.types].includes('Files')) return;
    event.preventDefault();
    zone.classList.toggle('over', event.type === 'dragover');
    if (event.type === 'drop') take(event.dataTransfer.files);
  };
  // The whole page takes a drop: a file that misses the area must not replace the page.
  for (const type of ['dragover', 'dragleave', 'drop']) document.addEventListener(type, over);
  input.addEventListener('change', () => { take(input.files); input.value = ''; });
  state.detach = () => { for (const type of ['dragover', 'dragleave', 'drop']) document.removeEventListener(type, over); };
  zones.set(zone, state);
  zone.dataset.ready = '1';
}

// Running uploads go on when the page is left; only the news stops.
export function detach(zone) {
  const state = zones.get(zone);
  if (!state) return;
  state.detach();
  state.dotNet = null;
}

function enqueue(zone, state, url, file) {
  const id = ++last;
  const tell = (method, ...args) => state.dotNet?.invokeMethodAsync(method, id, ...args).catch(() => {});
  const token = zone.querySelector('input[name=__RequestVerificationToken]')?.value ?? '';
  tell('OnProgress', file.name, 0, file.size, 0);
  state.queue = state.queue.then(() => send(url, token, file, tell));
}

function send(url, token, file, tell) {
  return new Promise(done => {
    const request = new XMLHttpRequest();
    const started = performance.now();
    let told = 0;
    request.upload.onprogress = event => {
      const now = performance.now();
      if (now - told < 250) return;
      told = now;
      tell('OnProgress', file.name, Math.min(event.loaded, file.size), file.size, (now - started) / 1000);
    };
    request.onloadend = () => {
      if (request.status >= 200 && request.status < 300) tell('OnAccepted');
      else tell('OnRefused', file.name, request.status, reason(request));
      done();
    };
    request.open('POST', url);
    request.setRequestHeader('RequestVerificationToken', token);
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

// A problem document says what is wrong in its detail; a page of a proxy says nothing to a reader.
function reason(request) {
  try { const body = JSON.parse(request.responseText); return String(body.detail ?? body.error ?? body.title ?? ''); } catch { return ''; }
}
