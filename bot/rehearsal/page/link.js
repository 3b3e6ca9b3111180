// The way to the server: the room's key, requests, and the stream of changes.

const KEY = "rehearsal-key";
const address = new URL(location.href);
if (address.searchParams.has("key")) {
  sessionStorage.setItem(KEY, address.searchParams.get("key"));
  address.searchParams.delete("key");
  history.replaceState(null, "", address);
}
export const roomKey = sessionStorage.getItem(KEY) ?? "";
const headers = { "X-Room-Key": roomKey };

async function answerOf(response) {
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  throw new Error(body.error ?? `The room answered ${response.status}.`);
}

export async function ask(path) {
  return (await answerOf(await fetch(`/room/${path}`, { headers }))).json();
}

export async function act(name, body) {
  const response = await fetch(`/room/${name}`, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await answerOf(response)).json();
}

// Reads the stream for ever; calls onChange with each change, onReset when all has to be read anew.
export async function follow(position, { onChange, onReset, onConnection }) {
  for (;;) {
    try {
      const { seq, epoch } = position();
      const response = await answerOf(
        await fetch(`/room/events?since=${seq}&epoch=${epoch}`, { headers, cache: "no-store" }));
      onConnection(true);
      await readStream(response.body, onChange, onReset);
    } catch {
      onConnection(false);
    }
    await new Promise((resume) => setTimeout(resume, 700));
  }
}

async function readStream(body, onChange, onReset) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      if (event.startsWith("event: reset")) {
        await onReset();
        return;
      }
      if (event.startsWith("data: ")) onChange(JSON.parse(event.slice(6)));
    }
  }
}
