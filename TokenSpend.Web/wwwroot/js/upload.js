// Sends chosen and dropped files, one after the other, and tells the page how far they are. A file whose upload broke off goes on where it stopped.
const zones = new WeakMap();
const keyedBytes = 64 * 1024;
const mostTries = 3;
let last = 0;

export function attach(zone, url, dotNet) {
  const input = zone.querySelector('input[type=file]');
  const state = { url, dotNet, queue: Promise.resolve(), uploads: new Map(), token: () => zone.querySelector('input[name=__RequestVerificationToken]')?.value ?? '' };
  const take = files => { for (const file of files) enqueue(state, { id: ++last, file }); };
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

export function cancel(zone, id) {
  const state = zones.get(zone);
  const upload = state?.uploads.get(id);
  if (!upload) return;
  upload.cancelled = true;
  upload.abort?.();
  state.uploads.delete(id);
  if (upload.key) fetch(partOf(state, upload), { method: 'DELETE', headers: { RequestVerificationToken: state.token() } }).catch(() => {});
}

export function again(zone, id) {
  const state = zones.get(zone);
  const upload = state?.uploads.get(id);
  if (upload) enqueue(state, upload);
}

const partOf = (state, upload) => `${state.url}/uploads/${upload.key}`;

function enqueue(state, upload) {
  const tell = (method, ...args) => state.dotNet?.invokeMethodAsync(method, upload.id, ...args).catch(() => {});
  state.uploads.set(upload.id, upload);
  tell('OnProgress', upload.file.name, 0, upload.file.size, 0);
  state.queue = state.queue.then(() => upload.cancelled ? null : sendWhole(state, upload, tell));
}

async function sendWhole(state, upload, tell) {
  const { file } = upload;
  let answer;
  for (let tries = 0; tries < mostTries; tries++) {
    if (tries > 0) await new Promise(done => setTimeout(done, 1000 * tries));
    answer = await sendOnce(state, upload, tell);
    if (upload.cancelled) return;
    // 0: the line broke. 409: the server has more of it than was asked, since a browser sends again by itself, or does not yet know that the line broke.
    if (answer.status !== 0 && answer.status !== 409) break;
  }
  if (answer.status >= 200 && answer.status < 300) { state.uploads.delete(upload.id); tell('OnAccepted'); }
  else tell('OnRefused', file.name, answer.status, reason(answer.body));
}

async function sendOnce(state, upload, tell) {
  try {
    upload.key ??= await keyOf(upload.file);
    const there = await fetch(`${partOf(state, upload)}?size=${upload.file.size}`);
    if (!there.ok) return { status: there.status, body: await there.text() };
    const { received } = await there.json();
    return upload.cancelled ? null : await sendRest(state, upload, received, tell);
  } catch {
    return { status: 0, body: '' };
  }
}

function sendRest(state, upload, from, tell) {
  const { file } = upload;
  return new Promise(done => {
    const request = new XMLHttpRequest();
    const started = performance.now();
    let told = 0;
    upload.abort = () => request.abort();
    request.upload.onprogress = event => {
      const now = performance.now();
      if (now - told < 250) return;
      told = now;
      // The rate is that of the bytes sent now; those of an earlier try took no time.
      const loaded = Math.min(from + event.loaded, file.size);
      tell('OnProgress', file.name, loaded, file.size, event.loaded > 0 ? (now - started) / 1000 * loaded / event.loaded : 0);
    };
    request.onloadend = () => done({ status: request.status, body: request.responseText });
    request.open('POST', state.url);
    request.setRequestHeader('RequestVerificationToken', state.token());
    const form = new FormData();
    form.append('upload', upload.key);
    form.append('offset', from);
    form.append('size', file.size);
    form.append('file', file.slice(from), file.name);
    request.send(form);
  });
}

// The same file chosen again has the same key: name, size, time, first and last bytes. No crypto.subtle: a site without TLS has none.
async function keyOf(file) {
  const name = new TextEncoder().encode(file.name);
  const head = await file.slice(0, keyedBytes).arrayBuffer();
  const tail = await file.slice(-keyedBytes).arrayBuffer();
  return `${file.size}-${file.lastModified}-${hash(name)}-${hash(new Uint8Array(head))}-${hash(new Uint8Array(tail))}`;
}

// FNV-1a, 32 bits.
function hash(bytes) {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return sum.toString(16);
}

// A problem document says what is wrong in its detail; a page of a proxy says nothing to a reader.
function reason(text) {
  try { const body = JSON.parse(text); return String(body.detail ?? body.error ?? body.title ?? ''); } catch { return ''; }
}
