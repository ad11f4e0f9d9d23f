/** Bundles of little functions, with the real wx-server-sdk inside where they need it. */

import { buildSync } from 'esbuild';
import type { Caller } from '../../sandbox/cloud';
import type { FixtureFunction } from './cloud-world';

export const client = (openid: string): Caller => ({ appid: 'wxapp', source: 'wx_client', openid });

/** A bundle as the build makes it: the real wx-server-sdk inside. */
const withSdk = (main: string): string =>
  buildSync({
    stdin: {
      contents: `const cloud = require('wx-server-sdk');
        cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
        exports.main = ${main};`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    write: false,
    logLevel: 'error',
  })
    .outputFiles.map(({ text }) => text)
    .join('');

export const FUNCTIONS: readonly FixtureFunction[] = [
  {
    name: 'who',
    code: withSdk(`async ({ rounds }, context) => {
      const seen = new Set();
      for (let round = 0; round < rounds; round++) {
        await cloud.database().collection('accounts').where({ round }).get();
        seen.add(cloud.getWXContext().OPENID);
      }
      return { seen: [...seen], wx: cloud.getWXContext(), context };
    }`),
  },
  {
    name: 'outer',
    code: withSdk(`async ({ name, data }) => {
      try {
        return (await cloud.callFunction({ name, data })).result;
      } catch (error) {
        return { errCode: error.errCode, errMsg: error.errMsg };
      }
    }`),
  },
  { name: 'inner', code: withSdk('async (event) => ({ event, wx: cloud.getWXContext() })') },
  {
    name: 'env',
    code: 'exports.main = () => ({ ...process.env });',
    environment: ['PAY_KEY', 'SHARED', 'UNSET'],
  },
  { name: 'other', code: 'exports.main = () => ({ ...process.env });', environment: ['SHARED'] },
  {
    name: 'clocked',
    code: `exports.main = async ({ until }) => {
      while (Date.now() < until) await new Promise((done) => setTimeout(done, 5));
      return { now: Date.now(), made: new Date().getTime(), text: Date(),
        fixed: new Date(5).getTime(), is: new Date() instanceof Date,
        parts: new Date(2026, 0, 2).getFullYear(), utc: Date.UTC(2026, 0), kind: new Date().constructor === Date };
    };`,
    timeoutSeconds: 20,
  },
  {
    name: 'gate',
    code: `const held = new Map();
      let loads = 0;
      loads += 1;
      exports.main = async ({ hold, release, crash, id }) => {
        globalThis.count = (globalThis.count ?? 0) + 1;
        if (hold) await new Promise((resolve) => { held.set(hold, resolve); console.log('held', hold); });
        if (release) held.get(release)?.();
        if (crash === 'throw') throw new TypeError('thrown');
        if (crash === 'later') await new Promise(() => setTimeout(() => { throw new Error('in a timer'); }, 1));
        if (crash === 'rejection') await new Promise(() => { void Promise.reject(new Error('unseen')); });
        if (crash === 'exit') process.exit(3);
        if (crash === 'loop') for (;;) id;
        return { id, count: globalThis.count };
      };`,
    timeoutSeconds: 1,
  },
  {
    name: 'eater',
    code: `exports.main = ({ modest }) => {
      const all = [];
      while (!modest) all.push(Array.from({ length: 1e5 }, (_, n) => n + 0.5));
      return 1;
    };`,
    memoryMb: 64,
    timeoutSeconds: 30,
  },
  { name: 'broken', code: 'throw new Error("cannot load");' },
  { name: 'empty', code: 'exports.other = 1;' },
  {
    name: 'log',
    code: 'exports.main = () => { console.log("a %s", 1); console.error("b"); console.warn({ c: 2 }); };',
  },
  {
    name: 'notify',
    code: `exports.main = (event) => event.queryStringParameters.plain
      ? { plain: true }
      : { statusCode: 201, headers: { 'Content-Type': 'text/xml', 'X-N': 1 }, body: JSON.stringify(event) };`,
    trigger: { type: 'http', path: '/notify/*' },
  },
];
