import { describe, expect, it } from 'vitest';
import { alreadyRequested, nothingRequested } from '#domain/process/four-eyes.ts';

describe('a request', () => {
  it('is told in both languages to be waiting, or not to be there', () => {
    expect(alreadyRequested.message).toEqual({
      'zh-CN': expect.stringContaining('先审批'),
      en: expect.stringContaining('decide it first'),
    });
    expect(nothingRequested.message).toEqual({
      'zh-CN': expect.stringContaining('没有'),
      en: expect.stringContaining('No request'),
    });
  });
});
