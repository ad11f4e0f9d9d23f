/**
 * Makes `npm start` and `npm test` work on a fresh clone: installs what package-lock.json names when
 * node_modules does not stand for exactly that lock file. Built-in modules only; two terminals at once
 * install once.
 */
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = join(import.meta.dirname, '..', '..');
const stampFile = join(root, 'node_modules', '.yibao-lock-sha256');
const lockDir = join(root, '.installing');
const ownerFile = join(lockDir, 'pid');
const POLL_MS = 300;

function wanted() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function installed() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** True when the lock is ours; false while another living process installs. */
function takeLock() {
  try {
    mkdirSync(lockDir);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const owner = existsSync(ownerFile) ? Number(readFileSync(ownerFile, 'utf8')) : 0;
    if (owner !== 0 && !isAlive(owner)) rmSync(lockDir, { recursive: true, force: true });
    return false;
  }
  writeFileSync(ownerFile, String(process.pid));
  return true;
}

function install() {
  console.log('Installing packages (once, about a minute) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const ran = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (ran.error) throw ran.error;
  if (ran.status !== 0) {
    console.error('Installing failed. Check the network and run the same command again.');
    process.exit(1);
  }
  writeFileSync(stampFile, wanted());
}

/** Returns when node_modules is what package-lock.json says. */
export async function ensureInstalled() {
  let told = false;
  while (!installed()) {
    if (takeLock()) {
      try {
        if (!installed()) install();
      } finally {
        rmSync(lockDir, { recursive: true, force: true });
      }
    } else {
      if (!told) console.log('Another terminal is installing; waiting for it …');
      told = true;
      await wait(POLL_MS);
    }
  }
}
