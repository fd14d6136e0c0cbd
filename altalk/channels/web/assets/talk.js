/** What can go wrong between the page and the server; `kind` names the words to show. */
class Trouble extends Error {
  constructor(kind, seconds = 0) {
    super(kind);
    this.kind = kind;
    this.seconds = seconds;
  }
}

const SILENCE_MS = 45_000;

/** The calls of the channel. Only the token is kept in the browser. */
class Talk {
  constructor(root) {
    this.root = root;
    this.slot = `altalk:${root}`;
    this.memory = null;
  }

  get token() {
    try {
      return localStorage.getItem(this.slot) || this.memory;
    } catch {
      return this.memory;
    }
  }

  set token(token) {
    this.memory = token;
    try {
      if (token) localStorage.setItem(this.slot, token);
      else localStorage.removeItem(this.slot);
    } catch {
      // Storage is closed in some private windows: the talk then ends with the page.
    }
  }

  /** What was said, and what is still being answered; null if there is no talk to continue. */
  async history() {
    if (!this.token) return null;
    const response = await this.call("history");
    if (response.status === 401) {
      this.token = null;
      return null;
    }
    return (await this.accepted(response)).json();
  }

  /** Delete the talk on the server, then the token here. */
  async forget() {
    if (!this.token) return;
    const response = await this.call("forget", {});
    if (response.status !== 401) await this.accepted(response);
    this.token = null;
  }

  /** Send one message. `take` gets every reply as it arrives. The same id is never answered twice. */
  async send(message, take) {
    if (!this.token) await this.begin();
    const quiet = new AbortController();
    let response = await this.call("message", message, quiet.signal);
    if (response.status === 401) {
      await this.begin();
      response = await this.call("message", message, quiet.signal);
    }
    await this.accepted(response);
    await this.read(response.body.getReader(), take, quiet);
  }

  async begin() {
    this.token = null;
    const response = await this.accepted(await this.call("session", {}));
    this.token = (await response.json()).token;
  }

  async read(reader, take, quiet) {
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const alarm = setTimeout(() => quiet.abort(), SILENCE_MS);
      const { done, value } = await reader.read().catch(() => ({ done: true }));
      clearTimeout(alarm);
      if (done) throw new Trouble("broken");
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop();
      for (const line of lines) {
        const said = parsed(line);
        if (said.type === "end") return;
        take(said);
        if (said.type === "error") return;
      }
    }
  }

  async call(name, body, signal) {
    const headers = this.token ? { Authorization: `Bearer ${this.token}` } : {};
    const options = { headers, signal, credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" };
    if (body) Object.assign(options, { method: "POST", body: JSON.stringify(body) });
    try {
      return await fetch(`${this.root}/${name}`, options);
    } catch {
      throw new Trouble("offline");
    }
  }

  async accepted(response) {
    if (response.status === 429) throw new Trouble("busy", Number(response.headers.get("Retry-After")) || 5);
    if (response.status === 413) throw new Trouble("long");
    if (!response.ok) throw new Trouble("server");
    return response;
  }
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    throw new Trouble("broken");
  }
}
