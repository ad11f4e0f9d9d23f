/**
 * Every number, word and bureau's text of 2.0 in one catalogue (trap 26). The same catalogue for people
 * is docs/error-codes-2.0.md.
 */
import { entries, type ApiError } from './api-error';
import { API_WORDS } from './api-words';
import { BUREAU_TEXTS } from './bureau-texts';
import { NUMBERED_ERRORS } from './numbered-errors';

export const ERROR_CATALOGUE: readonly ApiError[] = [
  ...entries('number', NUMBERED_ERRORS),
  ...entries('word', API_WORDS),
  ...entries(
    'bureau',
    BUREAU_TEXTS.map(({ row }) => row),
  ),
];
