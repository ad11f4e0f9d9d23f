/**
 * The return codes of 一码付 (one-code specification V1.0 §1.7; trap 26): what a number means, who can act,
 * whether the clerk may try again, and what the clerk reads. The same for people: docs/error-codes-onecode.md.
 * A number alone decides; the message beside it is never shown, stored or logged (money rule 14).
 */
import type { Reason } from '../../../miniprogram/shared/reasons';

export type WhoActs = 'patient' | 'clerk' | 'engineer' | 'centre';
/** now: the same again · later: after a minute · new-code: with a code shown anew · after-repair · no. */
export type Again = 'now' | 'later' | 'new-code' | 'after-repair' | 'no';

export interface ReturnCode {
  readonly code: number;
  readonly scope: 'system' | 'centre';
  /** In our words, in Chinese. */
  readonly meaning: string;
  readonly whoActs: WhoActs;
  readonly again: Again;
  readonly reason: Reason;
  /** For the clerk, in Chinese. */
  readonly clerk: string;
}

export const SUCCESS = 0;

type Nature = Pick<ReturnCode, 'whoActs' | 'again' | 'reason'>;

const OURS: Nature = {
  whoActs: 'engineer',
  again: 'after-repair',
  reason: 'one-code-misconfigured',
};
const THEIRS: Nature = { whoActs: 'centre', again: 'later', reason: 'one-code-busy' };
const REGISTRATION: Nature = {
  whoActs: 'centre',
  again: 'after-repair',
  reason: 'one-code-misconfigured',
};
const WAIT: Nature = { whoActs: 'clerk', again: 'later', reason: 'one-code-busy' };
const PATIENT: Nature = { whoActs: 'patient', again: 'after-repair', reason: 'one-code-patient' };
const NEW_CODE: Nature = { whoActs: 'patient', again: 'new-code', reason: 'one-code-patient' };

const ENGINEER = '一码付接入有问题，请把返回码告诉信息科；现金部分请改用其他方式收取。';
const ASK_CENTRE = '一码付接入有问题，请信息科联系地方电子凭证中心；现金部分请改用其他方式收取。';
const TRY_LATER = '电子凭证中心暂时没有处理成功，请稍后再试；仍不行时请改用其他方式收款。';
const TOO_FAST = '操作过于频繁，请等一分钟再试。';
const SHOW_AGAIN = '请患者刷新医保码后重新扫码；仍不行时请改用其他方式收款。';
const OTHER_APP = '患者使用的应用不支持，请改用国家医保服务平台 APP 展码后再扫。';
const AT_BUREAU = '患者的参保信息不完整，请其联系参保地医保经办机构；现金部分请改用其他方式收取。';

type Row = readonly [code: number, meaning: string, nature: Nature, clerk: string];

const SYSTEM: readonly Row[] = [
  [-1, '中心出现未知异常', THEIRS, TRY_LATER],
  [-2, '请求的参数不对', OURS, ENGINEER],
  [-3, '中心处理超时', THEIRS, TRY_LATER],
  [-4, '权限校验没有通过', OURS, ENGINEER],
  [-5, '请求的地址无效', OURS, ENGINEER],
  [-6, '触发了限流', WAIT, TOO_FAST],
];

const CENTRE: readonly Row[] = [
  [500001, '没有这张医保电子凭证', NEW_CODE, SHOW_AGAIN],
  [
    500002,
    '医保电子凭证还没有激活',
    PATIENT,
    '患者还没有激活医保码，请其激活后再来；现金部分可改用其他方式收取。',
  ],
  [
    500003,
    '患者没有给这个应用渠道授权',
    PATIENT,
    '请患者在展码的应用里完成医保码授权，再重新扫码。',
  ],
  [500008, '授权码无效', NEW_CODE, SHOW_AGAIN],
  [500012, '没有这个应用渠道', REGISTRATION, ASK_CENTRE],
  [500014, '经办流水号无效', OURS, ENGINEER],
  [500033, '中心向国家电子凭证请求时出错', THEIRS, TRY_LATER],
  [
    500042,
    '没有设置医保电子凭证密码',
    PATIENT,
    '请患者先在展码的应用里设置医保码密码，再重新扫码。',
  ],
  [500050, '查不到患者的身份信息和人员基础编号', PATIENT, AT_BUREAU],
  [500054, '没有患者的参保地', PATIENT, AT_BUREAU],
  [
    500057,
    '患者的身份信息没有通过校验',
    PATIENT,
    '患者的身份信息没有通过校验，请核对是否为本人的医保码。',
  ],
  [500058, '人员信息有误', PATIENT, AT_BUREAU],
  [500084, '请求过于频繁', WAIT, TOO_FAST],
  [500093, '渠道传入的参数异常', OURS, ENGINEER],
  [500100, '没有使用该接口的权限', OURS, ENGINEER],
  [500208, '没有该渠道的认证记录', REGISTRATION, ASK_CENTRE],
  [500209, '该渠道的认证记录已经停用', REGISTRATION, ASK_CENTRE],
  [500156, '没有这个线上业务类型编码', OURS, ENGINEER],
  [
    500242,
    '签约信息不全，要由展码渠道检查',
    PATIENT,
    '患者的一码付签约信息不全，请其联系展码的应用；现金部分请改用其他方式收取。',
  ],
  [
    500243,
    '患者没有在展码渠道签约一码付',
    { ...PATIENT, reason: 'one-code-not-signed' },
    '患者没有签约一码付，请其在展码的应用里签约后再扫，或改用其他方式收款。',
  ],
  [
    500244,
    '患者选用的支付渠道还没有接入',
    PATIENT,
    '患者选用的支付渠道还没有接入，请其更换默认支付渠道，或改用其他方式收款。',
  ],
  [500316, '定点医药机构代码不对', OURS, ENGINEER],
  [500318, '该渠道不支持办理医保结算', NEW_CODE, OTHER_APP],
  [
    500319,
    '没能让渠道向患者发起密码核验',
    { whoActs: 'clerk', again: 'now', reason: 'one-code-refused' },
    '没能在患者手机上发起密码核验，请再试一次，或改为在窗口核验密码。',
  ],
  [
    500320,
    '这笔结算不需要患者输入密码',
    { whoActs: 'clerk', again: 'no', reason: 'one-code-refused' },
    '这笔结算不需要患者输入密码，请直接办理。',
  ],
  [500321, '没能发起密码核验，该渠道不支持办理医保结算', NEW_CODE, OTHER_APP],
];

function entries(scope: ReturnCode['scope'], rows: readonly Row[]): readonly ReturnCode[] {
  return rows.map(([code, meaning, nature, clerk]) => ({ code, scope, meaning, ...nature, clerk }));
}

/** In the document's order, without 0 (成功). */
export const RETURN_CODES: readonly ReturnCode[] = [
  ...entries('system', SYSTEM),
  ...entries('centre', CENTRE),
];

/** What a number says that the document does not list. */
export const UNLISTED: Nature & Pick<ReturnCode, 'clerk'> = {
  whoActs: 'centre',
  again: 'no',
  reason: 'one-code-refused',
  clerk: '电子凭证中心没有办理，请记下返回码联系信息科；现金部分请改用其他方式收取。',
};

const BY_CODE = new Map(RETURN_CODES.map((entry) => [entry.code, entry]));

export function returnCode(code: number): ReturnCode | undefined {
  return BY_CODE.get(code);
}

export function reasonOf(code: number): Reason {
  return (returnCode(code) ?? UNLISTED).reason;
}
