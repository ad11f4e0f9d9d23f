/** MD5 of the text's UTF-8 bytes, as 32 lower-case hex digits. */
export function md5Hex(text: string): string;
