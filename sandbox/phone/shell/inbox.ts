/**
 * The subscribe messages that reached the person whose phone this is: the sandbox keeps them at
 * /sandbox/api/inbox, a tap opens the message's page as WeChat does, with scene 1014.
 */

interface Message {
  readonly id: string;
  readonly at: number;
  readonly title: string;
  readonly lines: readonly string[];
  readonly page: string;
}

export interface InboxParts {
  readonly button: HTMLButtonElement;
  readonly count: HTMLElement;
  readonly list: HTMLElement;
  readonly openid: () => string;
  /** Opens that page of the mini program. */
  readonly open: (page: string) => void;
}

const LOOK_AGAIN_MS = 5000;
const READ = 'yibao-preview-inbox-read';

/** Shows the button and looks for new messages from now on. */
export function watchInbox(parts: InboxParts): void {
  const { button, list } = parts;
  button.hidden = false;
  const refresh = async (): Promise<void> => {
    show(parts, await messagesOf(parts.openid()));
  };
  button.addEventListener('click', () => {
    list.hidden = !list.hidden;
    button.setAttribute('aria-expanded', String(!list.hidden));
    void refresh();
  });
  void refresh();
  setInterval(() => void refresh(), LOOK_AGAIN_MS);
}

function show(parts: InboxParts, messages: readonly Message[]): void {
  const read = readIds();
  const unread = messages.filter(({ id }) => !read.has(id)).length;
  parts.count.hidden = unread === 0;
  parts.count.textContent = String(unread);
  const shown = [...messages].sort((one, other) => other.at - one.at);
  parts.list.replaceChildren(
    ...(shown.length === 0 ? [emptyItem()] : shown.map((one) => item(parts, one, read))),
  );
}

function emptyItem(): HTMLElement {
  const item = document.createElement('li');
  item.textContent = '还没有消息 No messages';
  return item;
}

function item(parts: InboxParts, message: Message, read: ReadonlySet<string>): HTMLElement {
  const row = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset['testid'] = 'inbox-message';
  button.classList.toggle('unread', !read.has(message.id));
  const title = document.createElement('strong');
  title.textContent = message.title;
  const lines = message.lines.map((text) => {
    const line = document.createElement('p');
    line.textContent = text;
    return line;
  });
  button.append(title, ...lines);
  button.addEventListener('click', () => {
    localStorage.setItem(READ, JSON.stringify([...readIds(), message.id]));
    button.classList.remove('unread');
    parts.open(message.page);
  });
  row.append(button);
  return row;
}

function readIds(): ReadonlySet<string> {
  const kept: unknown = JSON.parse(localStorage.getItem(READ) ?? '[]');
  return new Set(Array.isArray(kept) ? kept.map(String) : []);
}

async function messagesOf(openid: string): Promise<readonly Message[]> {
  const query = new URLSearchParams({ openid });
  const response = await fetch(`/sandbox/api/inbox?${query.toString()}`).catch(() => undefined);
  if (response?.ok !== true) return [];
  const body: unknown = await response.json();
  const listed: unknown = isRecord(body) ? body['messages'] : body;
  const messages: readonly unknown[] = Array.isArray(listed) ? listed : [];
  return messages.filter(isRecord).map(messageOf);
}

function messageOf(one: Readonly<Record<string, unknown>>): Message {
  const { data, words } = one;
  const lines: readonly unknown[] = Array.isArray(words)
    ? words
    : Object.values(isRecord(data) ? data : {});
  return {
    id: text(one['id']),
    at: typeof one['at'] === 'number' ? one['at'] : 0,
    title: text(one['title']) || text(one['kind']) || text(one['templateId']),
    lines: lines.map(text).filter((line) => line !== ''),
    page: text(one['page']),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
