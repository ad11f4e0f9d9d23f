/**
 * Touches, taps and long presses as the framework expects them, from fingers, the mouse or the keyboard.
 * Thresholds follow WeChat: a tap moves at most 10 px, a long press holds for 350 ms.
 */

export interface TouchPoint {
  readonly identifier: number;
  readonly clientX: number;
  readonly clientY: number;
  readonly pageX: number;
  readonly pageY: number;
}

export interface Gesture {
  readonly type: string;
  readonly target: EventTarget | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly touches: readonly TouchPoint[];
  readonly changedTouches: readonly TouchPoint[];
}

/** Takes a gesture; returns true when scrolling must not happen. */
export type TakeGesture = (gesture: Gesture) => boolean;

/** How far the page's viewport is from the top of the screen and how far it is scrolled, in px. */
export type Offsets = (target: EventTarget | null) => {
  readonly top: number;
  readonly scroll: number;
};

interface Press {
  readonly target: EventTarget | null;
  readonly x: number;
  readonly y: number;
  moved: boolean;
  long: ReturnType<typeof setTimeout> | undefined;
}

interface Contact {
  readonly identifier: number;
  readonly clientX: number;
  readonly clientY: number;
}

const TAP_DISTANCE = 10;
const LONG_PRESS_MS = 350;
const MOUSE = 0;
/** A finger is followed by mouse events that mean the same. */
const ECHO_MS = 800;

export class Gestures {
  readonly #take: TakeGesture;
  readonly #offsets: Offsets;
  readonly #presses = new Map<number, Press>();
  #lastTouch = Number.NEGATIVE_INFINITY;

  constructor(take: TakeGesture, offsets: Offsets) {
    this.#take = take;
    this.#offsets = offsets;
  }

  listen(root: Document): void {
    const active = { capture: true, passive: false } as const;
    root.addEventListener('touchstart', (event) => this.#touch(event, 'start'), active);
    root.addEventListener('touchmove', (event) => this.#touch(event, 'move'), active);
    root.addEventListener('touchend', (event) => this.#touch(event, 'end'), active);
    root.addEventListener('touchcancel', (event) => this.#touch(event, 'cancel'), active);
    root.addEventListener('mousedown', (event) => this.#mouse(event, 'start'), active);
    root.addEventListener('mousemove', (event) => this.#mouse(event, 'move'), active);
    root.addEventListener('mouseup', (event) => this.#mouse(event, 'end'), active);
    root.addEventListener('click', (event) => this.#click(event), active);
    root.addEventListener('keydown', (event) => this.#key(event), active);
  }

  #touch(event: TouchEvent, phase: 'start' | 'move' | 'end' | 'cancel'): void {
    this.#lastTouch = event.timeStamp;
    for (const contact of event.changedTouches) this.#contact(event, contact, phase);
  }

  #mouse(event: MouseEvent, phase: 'start' | 'move' | 'end'): void {
    if (event.timeStamp - this.#lastTouch < ECHO_MS) return;
    if (phase === 'start' ? event.button !== 0 : !this.#presses.has(MOUSE)) return;
    const contact = { identifier: MOUSE, clientX: event.clientX, clientY: event.clientY };
    this.#contact(event, contact, phase);
  }

  /** Clicks without a press: assistive technology and scripts. */
  #click(event: MouseEvent): void {
    if (event.detail === 0) this.tap(event.target);
  }

  #key(event: KeyboardEvent): void {
    const { target } = event;
    if (event.key !== 'Enter' && event.key !== ' ') return;
    if (!(target instanceof HTMLElement) || !target.hasAttribute('data-tap')) return;
    event.preventDefault();
    this.tap(target);
  }

  /** A tap in the middle of an element. */
  tap(target: EventTarget | null): void {
    const box = target instanceof Element ? target.getBoundingClientRect() : undefined;
    const contact = {
      identifier: MOUSE,
      clientX: (box?.left ?? 0) + (box?.width ?? 0) / 2,
      clientY: (box?.top ?? 0) + (box?.height ?? 0) / 2,
    };
    this.#send('touchstart', target, contact, {}, true);
    this.#send('touchend', target, contact, {}, false);
    this.#sendTap('tap', target, contact);
  }

  #contact(event: Event, contact: Contact, phase: 'start' | 'move' | 'end' | 'cancel'): void {
    if (phase === 'start') {
      this.#start(event.target, contact);
      return;
    }
    const press = this.#presses.get(contact.identifier);
    if (press === undefined) return;
    const far =
      Math.abs(contact.clientX - press.x) > TAP_DISTANCE ||
      Math.abs(contact.clientY - press.y) > TAP_DISTANCE;
    if (far && !press.moved) {
      press.moved = true;
      clearTimeout(press.long);
    }
    const prevented = this.#send(`touch${phase}`, press.target, contact, {}, phase === 'move');
    if (phase === 'move') {
      if (prevented && event.cancelable) event.preventDefault();
      return;
    }
    clearTimeout(press.long);
    this.#presses.delete(contact.identifier);
    if (phase === 'end' && !press.moved) this.#sendTap('tap', press.target, contact);
  }

  #start(target: EventTarget | null, contact: Contact): void {
    const press: Press = {
      target,
      x: contact.clientX,
      y: contact.clientY,
      moved: false,
      long: setTimeout(() => {
        this.#sendTap('longpress', target, contact);
        this.#sendTap('longtap', target, contact);
      }, LONG_PRESS_MS),
    };
    this.#presses.set(contact.identifier, press);
    this.#send('touchstart', target, contact, {}, true);
  }

  #sendTap(type: string, target: EventTarget | null, contact: Contact): void {
    const point = this.#point(target, contact);
    this.#send(type, target, contact, { x: point.pageX, y: point.pageY }, type !== 'tap');
  }

  #send(
    type: string,
    target: EventTarget | null,
    contact: Contact,
    detail: Readonly<Record<string, unknown>>,
    held: boolean,
  ): boolean {
    const point = this.#point(target, contact);
    return this.#take({
      type,
      target,
      detail,
      touches: held ? [point] : [],
      changedTouches: [point],
    });
  }

  #point(target: EventTarget | null, contact: Contact): TouchPoint {
    const { top, scroll } = this.#offsets(target);
    const clientY = contact.clientY - top;
    return {
      identifier: contact.identifier,
      clientX: contact.clientX,
      clientY,
      pageX: contact.clientX,
      pageY: clientY + scroll,
    };
  }
}
