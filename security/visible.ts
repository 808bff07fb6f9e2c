/** Control characters (C0, DEL, C1), line and paragraph separators, and marks that turn the direction of text. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu;

/**
 * The text with each character that could forge a line of a log, or hide a part of one on a screen, written out as `\uXXXX`. Text of JSON
 * stays the same JSON.
 */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
