/**
 * The dictionary of identity papers (one-code specification V1.0 §1.6.1). Neither call of §1.5 carries a
 * paper: the dictionary belongs to the envelope's other services and to what the decoded code names.
 */
export const IDENTITY_PAPERS = {
  '01': '居民身份证（户口簿）',
  '02': '中国人民解放军军官证',
  '03': '中国人民武装警察警官证',
  '04': '香港特区护照/港澳居民来往内地通行证',
  '05': '澳门特区护照/港澳居民来往内地通行证',
  '06': '台湾居民来往大陆通行证',
  '07': '外国人永久居留证',
  '08': '外国人护照',
  '09': '残疾人证',
  '10': '军烈属证明',
  '11': '外国人就业证',
  '12': '外国专家证',
  '13': '外国人常驻记者证',
  '14': '台港澳人员就业证',
  '15': '回国（来华）定居专家证',
  '16': '中国护照',
  '17': '港澳台居民居住证',
  '90': '社会保障卡',
  '99': '其他身份证件',
} as const;

export type IdentityPaper = keyof typeof IDENTITY_PAPERS;

/** Two digits of the dictionary; `1` is not `01`. */
export function isIdentityPaper(code: string): code is IdentityPaper {
  return Object.hasOwn(IDENTITY_PAPERS, code);
}
