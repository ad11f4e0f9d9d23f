/**
 * Every component of the phone is shown in the gallery: it has examples, and each of them is rendered without a word of
 * complaint, with nothing but properties that the component has.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGallery, type Gallery } from '../../sandbox/phone/build/gallery';
import { copyFixture, errorsIn } from '../support/preview-fixture';
import { bootInJsdom, type JsdomPhone } from '../support/preview-jsdom';
import { ROOT } from '../support/project-files';

const HOME = join(ROOT, 'miniprogram');
const PLACES = ['components', 'packages/staff/components'];

function folders(place: string): readonly string[] {
  return readdirSync(join(HOME, place), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${place}/${name}/${name}`);
}

const paths = PLACES.flatMap(folders).sort();
let gallery: Gallery;
let phone: JsdomPhone;

beforeAll(async () => {
  gallery = await buildGallery(ROOT);
  phone = await bootInJsdom({
    bundle: Buffer.from(gallery.build.files.get('app.js') ?? []).toString('utf8'),
    openid: 'oGallery',
    callFunction: () => Promise.reject(new Error('a component calls no function')),
    search: 'path=/gallery/gallery?only=none',
  });
}, 60_000);

afterAll(() => {
  phone.close();
});

/** Shows one component, and nothing that was shown before. */
async function show(path: string): Promise<void> {
  phone.preview.errors.length = 0;
  const url = `/gallery/gallery?only=${path}`;
  await (phone.window.eval(`wx.reLaunch({ url: ${JSON.stringify(url)} })`) as Promise<unknown>);
  await phone.settle();
}

it('holds every component', () => {
  expect(errorsIn(gallery.build.diagnostics)).toEqual([]);
  expect(gallery.components.map(({ path }) => path).sort()).toEqual(paths);
  expect(paths.length).toBeGreaterThan(30);
});

it.each(paths)('%s has examples that render without complaint', async (path) => {
  const shown = gallery.components.find((one) => one.path === path);
  expect(shown?.complaint).toBeUndefined();
  const script = readFileSync(join(HOME, `${path}.ts`), 'utf8');
  for (const { props } of shown?.examples ?? []) {
    for (const prop of Object.keys(props)) expect(script).toMatch(new RegExp(`\\b${prop}:`));
  }
  await show(path);
  expect(phone.all('gallery-shown')).toHaveLength(1);
  const frames = phone.all('gallery-example');
  expect(frames).toHaveLength(shown?.examples.length ?? 0);
  expect(frames.filter((frame) => frame.querySelector('wx-view') === null)).toEqual([]);
  expect(phone.preview.errors).toEqual([]);
});

describe('what it says of a component', () => {
  const CARD = 'miniprogram/components/bill-card';

  async function complaintWith(files: Readonly<Record<string, string>>) {
    const copy = await copyFixture(files);
    try {
      const { components } = await buildGallery(copy.root);
      return components.find(({ path }) => path === 'components/bill-card/bill-card')?.complaint;
    } finally {
      await copy.remove();
    }
  }

  it.each([
    [{}, 'there is no examples.json'],
    [{ [`${CARD}/examples.json`]: '[]' }, 'must be an array of {name, props}'],
    [{ [`${CARD}/examples.json`]: '[{"name": "a"}]' }, 'entry 0 is not {name, props}'],
    [{ [`${CARD}/examples.json`]: '[' }, 'JSON'],
  ])('%j', async (files, complaint) => {
    expect(await complaintWith(files)).toContain(complaint);
  });

  it('is nothing when its examples are sound', async () => {
    const examples = '[{"name": "one", "props": {}, "slot": "<b>"}]';
    expect(await complaintWith({ [`${CARD}/examples.json`]: examples })).toBeUndefined();
  });
});
