/**
 * Puts `wx` into the window. Reading a member that is not simulated gives a function that throws by name when it is
 * called; members that the simulated base library lacks are undefined (design: the phone, "The preview").
 */

import type { Client } from '../runtime/client';
import { deviceApis } from './device';
import { fileApis } from './files';
import { navigationApis } from './navigation';
import { networkApis } from './network';
import { createAnimation } from './animation';
import { pageApis } from './page';
import { permissionApis, Permissions } from './permission';
import { queryApis } from './query';
import { storageApis } from './storage';
import { absent, type SimulatedMember } from './surface';
import { systemApis } from './system';
import { uiApis } from './ui';

export function installWx(client: Client, target: object): void {
  const permissions = new Permissions(client);
  client.events.on('privacyAgreed', () => permissions.agree());
  client.events.on('openSetting', () => {
    void permissions.openSetting();
  });
  const network = networkApis(client);
  const members = {
    ...storageApis(client),
    ...network,
    cloud: guarded('wx.cloud', network.cloud),
    ...uiApis(client),
    ...pageApis(client),
    createAnimation,
    ...systemApis(client),
    ...navigationApis(client),
    ...permissionApis(permissions),
    ...deviceApis(client, permissions),
    ...queryApis(client),
    ...fileApis(client),
  } satisfies Record<SimulatedMember, unknown>;
  Reflect.set(target, 'wx', guarded('wx', members));
}

const ABSENT = new Set<string>(absent);

function guarded(name: string, members: Readonly<Record<string, unknown>>): object {
  return new Proxy(members, {
    get(target, property): unknown {
      if (typeof property === 'symbol' || property in target) return Reflect.get(target, property);
      if (ABSENT.has(property)) return undefined;
      return () => {
        throw new Error(`${name}.${property} is not simulated by the preview`);
      };
    },
  });
}
