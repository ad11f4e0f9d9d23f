/**
 * Who we are in a message, and whether a message is about us (money rule 4). Many hospitals share one
 * service provider and one callback address: there a number means something together with sub_mchid
 * only, so whatever names another sub_mchid is never ours. An account that a kind of message does not
 * promise is compared where it stands.
 */
import type { Accounts, MedInsConfig } from './config';
import { isSaid, type Said } from './said';

/**
 * mixed: the mixed order and its notice · cash: the cash order and its notice · refund: the notice of a
 * cash refund.
 */
export type AboutWhat = 'mixed' | 'cash' | 'refund';

type Names = Readonly<Record<string, string>>;

/** What such a message must state. */
function promised(config: Accounts, about: AboutWhat): Names {
  if (config.mode === 'merchant') {
    const { appid, mchid } = config;
    if (about === 'mixed') return { appid };
    return about === 'cash' ? { appid, mchid } : { mchid };
  }
  const { subMchid: sub_mchid } = config;
  if (about === 'mixed') return { appid: config.appid, sub_mchid };
  if (about === 'refund') return { sp_mchid: config.mchid, sub_mchid };
  return { sp_appid: config.appid, sp_mchid: config.mchid, sub_mchid };
}

/** Every account by every name it may have; a hospital on its own may find itself in the sub fields. */
function everyName(config: Accounts): Names {
  const { mode, subAppid } = config;
  const hospital = mode === 'merchant' ? config.appid : subAppid;
  return {
    appid: config.appid,
    mchid: config.mchid,
    sp_appid: config.appid,
    sp_mchid: config.mchid,
    ...(hospital === undefined ? {} : { sub_appid: hospital }),
    sub_mchid: config.subMchid ?? config.mchid,
  };
}

/** Whether a message is about us: what it must name is there, and nothing in it is another's. */
export function isOurs(config: Accounts, about: AboutWhat, said: Said): boolean {
  const must = Object.entries(promised(config, about));
  const may = Object.entries(everyName(config)).filter(([name]) => isSaid(said, name));
  return [...must, ...may].every(([name, value]) => said[name] === value);
}

/** The appid in which patients are known by their openid, and that opens the cashier. */
export function patientAppid(config: MedInsConfig): string {
  return config.subAppid ?? config.appid;
}
